import fc from 'fast-check'
import { v7 } from 'uuid'
import { beforeAll, describe, expect, test } from 'vitest'
import { replayRaw } from '../../channels/raws.ts'
import { externalId } from '../../channels/email/compose.ts'
import { loadAccount } from '../../channels/index.ts'
import type { EmailConfig } from '../../channels/email/config.ts'
import type { Account } from '../../channels/adapter.ts'
import { assign } from '../../inbox/assign.ts'
import { deliver } from '../../inbox/deliver.ts'
import { countConversations } from '../../inbox/list.ts'
import { receiveBatch } from '../../inbox/receive.ts'
import { reply } from '../../inbox/reply.ts'
import { reopen, resolve } from '../../inbox/resolve.ts'
import { seen } from '../../inbox/seen.ts'
import { tidyInbox } from '../../inbox/tidy.ts'
import { pool } from '../../server/db.ts'
import { useInbox } from './serve.ts'
import * as scenes from './scene.ts'
import {
  chatIn,
  chatRaw,
  conversationsOf,
  mailIn,
  messagesOf,
  newConversation,
  newMailConversation,
  newScene,
  rawsOf,
  receiptIn,
  receiveAll,
} from './scene.ts'
import { eventsOf } from './workspaces.ts'

useInbox()

let scene: scenes.Scene
beforeAll(async () => {
  scene = await newScene()
})

const answer = (conversationId: string, more: { text?: string; kind?: 'text' | 'note' } = {}) =>
  reply(scene.agent.context, { id: conversationId, messageId: v7(), kind: 'text', text: 'Gladly', attachmentIds: [], ...more })
const conversation = async (id: string) => (await conversationsOf(scene)).find((row) => row.id === id)!

describe('what comes in more than once', () => {
  test('five times each, shuffled and in batches, is one message', async () => {
    const own = await newScene()
    const ids = Array.from({ length: 60 }, () => v7())
    const all = shuffled(ids.flatMap((id) => Array.from({ length: 5 }, () => id)))
    for (const [n, id] of all.entries()) {
      await chatIn(own, { id, visitor: `visitor-${ids.indexOf(id) % 7}` })
      if (n % 37 === 0) await receiveBatch()
    }
    await receiveAll()
    const threads = await conversationsOf(own)
    const messages = (await Promise.all(threads.map((thread) => messagesOf(thread.id)))).flat()
    expect(messages.map((message) => message.external_id).toSorted()).toEqual(ids.toSorted())
    expect(threads).toHaveLength(7)
    expect((await rawsOf(own)).filter((raw) => raw.status !== 'done')).toEqual([])
  })

  test('under the provider’s same key is kept once', async () => {
    const own = await newScene()
    const mail = { id: 'once@example.cn', text: 'Only once' }
    expect(await mailIn(own, mail)).toBe('stored')
    expect(await mailIn(own, mail)).toBe('duplicate')
    await receiveAll()
    expect(await mailIn(own, mail)).toBe('duplicate')
    expect(await rawsOf(own)).toHaveLength(1)
  })

  test('and is replayed years later adds nothing and changes nothing', async () => {
    const own = await newScene()
    const thread = await newConversation(own)
    const [raw] = await rawsOf(own)
    await replayRaw(own.owner.context, { rawId: raw!.id })
    await receiveAll()
    expect(await messagesOf(thread.id)).toHaveLength(1)
    expect(await conversationsOf(own)).toEqual([thread])
  })

  test('taken in by several workers at once is one message, in one thread, and nothing is parked', async () => {
    const own = await newScene()
    for (let n = 0; n < 25; n++) {
      const [id, visitor] = [v7(), v7()]
      for (let copy = 0; copy < 4; copy++) await chatIn(own, { id, visitor })
      await Promise.all(Array.from({ length: 4 }, () => receiveBatch()))
    }
    await receiveAll()
    const threads = await conversationsOf(own)
    expect(threads.map((thread) => [thread.position, thread.unread])).toEqual(Array.from({ length: 25 }, () => [1, 1]))
    expect((await rawsOf(own)).filter((raw) => raw.status !== 'done')).toEqual([])
  })
})

describe('which thread a mail belongs to', () => {
  test('a reply that comes before what it answers shares one thread with it', async () => {
    const own = await newScene()
    await mailIn(own, { id: 'second@example.cn', answers: ['first@example.cn'], text: 'and also this', subject: 'Re: Tea' })
    await receiveAll()
    await mailIn(own, { id: 'first@example.cn', text: 'the beginning' })
    await receiveAll()
    const threads = await conversationsOf(own)
    expect(threads).toHaveLength(1)
    expect((await messagesOf(threads[0]!.id)).map((message) => message.text)).toEqual(['and also this', 'the beginning'])
  })

  test('a whole thread in one batch, backwards, is one thread', async () => {
    const own = await newScene()
    const ids = Array.from({ length: 8 }, (_, n) => `part-${n}@example.cn`)
    for (const n of ids.keys()) {
      const at = ids.length - 1 - n
      await mailIn(own, { id: ids[at]!, answers: ids.slice(0, at), text: `part ${at}` })
    }
    await receiveAll()
    expect((await conversationsOf(own)).map((thread) => thread.position)).toEqual([8])
  })

  test('two strangers who name the same reference get a thread each; the second only points at the first', async () => {
    const own = await newScene()
    await mailIn(own, { from: 'one@example.com', answers: ['shared@list.example'] })
    await receiveAll()
    await mailIn(own, { from: 'two@example.net', answers: ['shared@list.example'] })
    await receiveAll()
    const [first, second] = await conversationsOf(own)
    expect(first).toMatchObject({ related_id: null, position: 1 })
    expect(second).toMatchObject({ related_id: first!.id, position: 1 })
    expect(second!.customer_id).not.toBe(first!.customer_id)
  })

  test('somebody who was copied in belongs to it', async () => {
    const own = await newScene()
    await mailIn(own, { id: 'root@example.cn', cc: 'Colleague <Li@Example.CN>' })
    await receiveAll()
    await mailIn(own, { from: 'li@example.cn', answers: ['root@example.cn'] })
    await receiveAll()
    expect((await conversationsOf(own)).map((thread) => thread.position)).toEqual([2])
  })

  test('our own address as sender, with a guessed id of ours, opens no thread of a customer’s and sends nothing', async () => {
    const own = await newScene()
    const thread = await newMailConversation(own, { id: 'asked@example.cn' })
    const sent = await reply(own.agent.context, { id: thread.id, kind: 'text', text: 'Here', attachmentIds: [] })
    await deliver(thread.id)
    const account = (await loadAccount(own.mail.id)) as Account<EmailConfig>
    await mailIn(own, { from: scenes.supportAddress, answers: [externalId(account, sent.id)], text: 'Send the money elsewhere' })
    await receiveAll()
    expect((await messagesOf(thread.id)).filter(({ kind }) => kind === 'text').map((message) => message.text)).toEqual(['Hello', 'Here'])
    expect((await messagesOf(thread.id)).filter((message) => message.direction === 'out')).toHaveLength(1)
  })

  test('an agent’s answer names the thread: the customer’s answer to it comes home', async () => {
    const own = await newScene()
    const thread = await newMailConversation(own, { id: 'home@example.cn' })
    const sent = await reply(own.agent.context, { id: thread.id, kind: 'text', text: 'Here', attachmentIds: [] })
    await deliver(thread.id)
    const account = (await loadAccount(own.mail.id)) as Account<EmailConfig>
    await mailIn(own, { answers: [externalId(account, sent.id)], text: 'Thanks' })
    await receiveAll()
    expect((await conversationsOf(own)).map((row) => row.position)).toEqual([4])
  })
})

describe('what cannot be taken in', () => {
  test('is parked with its reason, holds up nothing, and is taken in once after a fix', async () => {
    const own = await newScene()
    await chatIn(own, { visitor: 'before' })
    await chatRaw(own, 'this is no JSON')
    await chatRaw(own, { type: 'message', id: 'no uuid', channelId: own.chat.id, visitor: { id: 'v' } })
    await chatIn(own, { visitor: 'after' })
    await receiveAll()
    const raws = await rawsOf(own)
    expect(raws.map((raw) => raw.status)).toEqual(['done', 'parked', 'parked', 'done'])
    expect(raws[1]!.reason).toContain('not JSON')
    expect(raws[2]!.reason).toContain('id')
    expect(await conversationsOf(own)).toHaveLength(2)
    const fixed = { type: 'message', id: v7(), text: 'fixed', channelId: own.chat.id, visitor: { id: 'v' } }
    await pool().query('UPDATE raw_events SET body = $2 WHERE id = $1', [raws[1]!.id, Buffer.from(JSON.stringify(fixed))])
    for (let n = 0; n < 2; n++) {
      await replayRaw(own.owner.context, { rawId: raws[1]!.id })
      await receiveAll()
    }
    expect((await rawsOf(own)).map((raw) => raw.status)).toEqual(['done', 'done', 'parked', 'done'])
    expect((await conversationsOf(own)).map((thread) => thread.position)).toEqual([1, 1, 1])
  })

  test('because its body is gone from the store is parked, and those behind it go on', async () => {
    const own = await newScene()
    await chatRaw(own, JSON.stringify({ type: 'message', padding: 'x'.repeat(300_000) }))
    await pool().query(`UPDATE raw_events SET body_hash = $2 WHERE channel_id = $1`, [own.chat.id, 'ab'.repeat(32)])
    await chatIn(own, { visitor: 'behind' })
    await receiveAll()
    expect(await rawsOf(own)).toMatchObject([{ status: 'parked', reason: expect.stringMatching(/kept/) }, { status: 'done' }])
  })

  test('for one reason in the database harms no other event of its batch', async () => {
    const own = await newScene()
    await pool().query(`ALTER TABLE messages ADD CONSTRAINT no_poison CHECK (text <> 'poison')`)
    for (const text of ['a', 'poison', 'b']) await chatIn(own, { visitor: text, text })
    await receiveAll()
    await pool().query('ALTER TABLE messages DROP CONSTRAINT no_poison')
    expect((await rawsOf(own)).map((raw) => raw.status)).toEqual(['done', 'parked', 'done'])
    expect(await conversationsOf(own)).toHaveLength(2)
  })

  test.each(['NUL \0 inside', 'half \ud83d of a character', '\udc00\ud800', '\u0000'])(
    'text a database refuses is kept without it: %j',
    async (text) => {
      const own = await newScene()
      await mailIn(own, { subject: text.includes('\0') ? '=?utf-8?B?TlVMIAAgaW5zaWRl?=' : 'ok', text: `before ${text} after` })
      await chatIn(own, { visitor: 'v', text: `before ${text.replaceAll('\0', '')} after`, name: `N ${text}` })
      await receiveAll()
      const threads = await conversationsOf(own)
      const texts = await Promise.all(threads.map(async (thread) => (await messagesOf(thread.id))[0]!.text))
      expect(texts).toHaveLength(2)
      for (const kept of texts) {
        expect(kept).toMatch(/^before .*after$/)
        expect(kept.isWellFormed() && !kept.includes('\0')).toBe(true)
      }
    },
  )
})

describe('ticks', () => {
  test('that come out of order, late or twice never go back', async () => {
    const thread = await newConversation(scene, 'ticks')
    const sent = await answer(thread.id)
    await deliver(thread.id)
    for (const status of ['read', 'delivered', 'read', 'delivered'] as const) {
      await receiptIn(scene, 'ticks', status, sent.id)
      await receiveAll()
      expect((await messagesOf(thread.id)).find(({ id }) => id === sent.id)!.status).toBe('read')
    }
    expect((await conversation(thread.id)).last_status).toBe('read')
  })

  test('count for everything before them, and for no other thread', async () => {
    const [mine, other] = [await newConversation(scene, 'upto'), await newConversation(scene, 'stranger')]
    const first = await answer(mine.id)
    const last = await answer(mine.id)
    const foreign = await answer(other.id)
    await deliver(mine.id)
    await deliver(other.id)
    await receiptIn(scene, 'upto', 'read', foreign.id)
    await receiptIn(scene, 'upto', 'read', last.id)
    await receiveAll()
    const status = async (threadId: string, id: string) => (await messagesOf(threadId)).find((message) => message.id === id)!.status
    expect(await Promise.all([status(mine.id, first.id), status(mine.id, last.id), status(other.id, foreign.id)])).toEqual([
      'read',
      'read',
      'sent',
    ])
  })

  test('a bounce fails the mail it names, with the other side’s words, and no other', async () => {
    const own = await newScene()
    const thread = await newMailConversation(own)
    const [lost, fine] = [
      await reply(own.agent.context, { id: thread.id, kind: 'text', text: 'lost', attachmentIds: [] }),
      await reply(own.agent.context, { id: thread.id, kind: 'text', text: 'fine', attachmentIds: [] }),
    ]
    await deliver(thread.id)
    await bounce(own, externalId((await loadAccount(own.mail.id)) as Account<EmailConfig>, lost.id))
    await receiveAll()
    const messages = await messagesOf(thread.id)
    expect(messages.find((message) => message.id === lost.id)).toMatchObject({
      status: 'failed',
      reason: expect.stringContaining('No such user'),
    })
    expect(messages.find((message) => message.id === fine.id)).toMatchObject({ status: 'sent', reason: null })
    expect(await conversationsOf(own)).toHaveLength(1)
  })
})

describe('a conversation', () => {
  test('that was done opens again when its customer writes, and says so', async () => {
    const own = await newScene()
    const thread = await newConversation(own, 'again')
    await resolve(own.agent.context, { id: thread.id })
    await chatIn(own, { visitor: 'again', text: 'One more thing' })
    await receiveAll()
    expect(await conversationsOf(own)).toMatchObject([{ status: 'open', unread: 1, waiting_since: expect.any(String) }])
    expect((await eventsOf(own.workspaceId)).at(-1)!.name).toBe('conversation.reopened')
  })

  test('that was done stays done when a machine answers, and nobody waits', async () => {
    const own = await newScene()
    const thread = await newMailConversation(own, { id: 'holiday@example.cn' })
    await answerIn(own, thread.id)
    await resolve(own.agent.context, { id: thread.id })
    await mailIn(own, { answers: ['holiday@example.cn'], subject: 'Out of office: Tea', headers: ['Auto-Submitted: auto-replied'] })
    await receiveAll()
    expect(await conversationsOf(own)).toMatchObject([{ status: 'resolved', unread: 0, waiting_since: null, position: 5 }])
    expect((await messagesOf(thread.id)).at(-1)!.auto).toBe(true)
  })

  test('is shown in lists by whole characters, however they are built', async () => {
    const family = '👩‍👩‍👧‍👦'
    const thread = await newConversation(scene, 'emoji', `${'啊'.repeat(135)}${family}${family}`)
    expect(thread.last_preview).toBe(`${'啊'.repeat(135)}…`)
    const combining = await newConversation(scene, 'combining', `${'e\u0301'.repeat(100)}`)
    expect(combining.last_preview).toMatch(/^(e\u0301)+…$/)
  })

  test('keeps its counters right whatever happens to it', async () => {
    const own = await newScene()
    const step = fc.record({
      act: fc.constantFrom('write', 'machine', 'answer', 'note', 'read', 'resolve', 'reopen', 'assign', 'unassign', 'tidy'),
      thread: fc.integer({ min: 0, max: 3 }),
      position: fc.integer({ min: 0, max: 6 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        for (const { act, thread, position } of steps) await perform(own, act, `counter-${thread}@example.com`, position)
        await receiveAll()
        await assertRecount(own)
      }),
      { numRuns: 12 },
    )
  })
})

function answerIn(own: scenes.Scene, conversationId: string) {
  return reply(own.agent.context, { id: conversationId, messageId: v7(), kind: 'text', text: 'Gladly', attachmentIds: [] })
}

/** One thing that happens to the thread of one sender. */
async function perform(own: scenes.Scene, act: string, from: string, position: number): Promise<void> {
  const root = `${from.replace('@', '-root@')}`
  if (act === 'write') return void (await mailIn(own, { from, answers: [root] }))
  if (act === 'machine') return void (await mailIn(own, { from, answers: [root], headers: ['Auto-Submitted: auto-replied'] }))
  if (act === 'tidy') return tidyInbox.run('')
  await receiveAll()
  const { rows } = await pool().query<{ id: string }>(
    `SELECT c.id FROM conversations c JOIN identities i USING (customer_id) WHERE c.workspace_id = $1 AND i.value = $2`,
    [own.workspaceId, from],
  )
  const id = rows[0]?.id
  if (!id) return
  const { context } = own.agent
  const acts: Record<string, () => Promise<unknown>> = {
    answer: () => answerIn(own, id),
    note: () => reply(context, { id, kind: 'note', text: 'Note', attachmentIds: [] }),
    read: () => seen(context, { id, position }),
    resolve: () => resolve(context, { id }),
    reopen: () => reopen(context, { id }),
    assign: () => assign(context, { id, assigneeId: position % 2 ? own.agent.id : own.owner.id }),
    unassign: () => assign(context, { id, assigneeId: null }),
  }
  await acts[act]!()
}

/** Kept counters against the rows they count. */
async function assertRecount(own: scenes.Scene): Promise<void> {
  const { rows } = await pool().query<{ assignee_id: string | null; n: number }>(
    `SELECT assignee_id, count(*)::int AS n FROM conversations WHERE workspace_id = $1 AND status = 'open' GROUP BY 1`,
    [own.workspaceId],
  )
  const count = (keep: (assignee: string | null) => boolean) =>
    rows.filter((row) => keep(row.assignee_id)).reduce((sum, row) => sum + row.n, 0)
  expect(await countConversations(own.agent.context)).toEqual({
    mine: count((assignee) => assignee === own.agent.id),
    unassigned: count((assignee) => assignee === null),
    all: count(() => true),
  })
  for (const thread of await conversationsOf(own)) {
    const messages = await messagesOf(thread.id)
    const shown = messages.filter((message) => message.kind !== 'event').at(-1)!
    expect(messages.map((message) => message.position)).toEqual(Array.from({ length: thread.position }, (_, n) => n + 1))
    expect(thread).toMatchObject({ last_message_id: shown.id, last_direction: shown.direction })
    expect(thread.unread).toBeLessThanOrEqual(messages.filter((message) => message.direction === 'in' && !message.auto).length)
    expect(thread.unread).toBe(unreadOf(thread.unread, messages))
    if (thread.unread > 0) expect(thread.waiting_since).not.toBeNull()
  }
}

/** At most the people's messages since our last answer, a floor under which the counter cannot lie. */
function unreadOf(kept: number, messages: Awaited<ReturnType<typeof messagesOf>>): number {
  const lastOut = messages.findLastIndex((message) => message.direction === 'out')
  return Math.min(kept, messages.slice(lastOut + 1).filter((message) => message.direction === 'in' && !message.auto).length)
}

async function bounce(own: scenes.Scene, messageId: string): Promise<void> {
  const report = [
    'From: Mail Delivery <mailer-daemon@mx.example.cn>',
    `To: ${scenes.supportAddress}`,
    'Subject: Undelivered Mail Returned to Sender',
    `Message-ID: <${v7()}@mx.example.cn>`,
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'It could not be delivered.',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example.cn',
    '',
    'Final-Recipient: rfc822; mei@example.cn',
    'Action: failed',
    'Status: 5.1.1',
    'Diagnostic-Code: smtp; 550 No such user here',
    '',
    '--b',
    'Content-Type: text/rfc822-headers',
    '',
    `Message-ID: <${messageId}>`,
    `From: ${scenes.supportAddress}`,
    'To: mei@example.cn',
    '',
    '--b--',
    '',
  ].join('\r\n')
  await scenes.rawMailIn(own, Buffer.from(report))
}

function shuffled<T>(items: T[]): T[] {
  return items
    .map((item) => ({ item, rank: Math.random() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item)
}
