import { v7 } from 'uuid'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { InboundItem } from '../../../channels/adapter.ts'
import { getChannel } from '../../../channels/channels.ts'
import { listRaws, replayRaw } from '../../../channels/raws.ts'
import { stats } from '../../../customers/segments/stats.ts'
import { findConversation, toConversation } from '../../../inbox/conversations.ts'
import { deliver } from '../../../inbox/deliver.ts'
import { sweepEarly } from '../../../inbox/early.ts'
import { remoteImageLink } from '../../../inbox/remote-image.ts'
import { receiveBatch } from '../../../inbox/receive.ts'
import { reply } from '../../../inbox/reply.ts'
import { resolve } from '../../../inbox/resolve.ts'
import { pool } from '../../../server/db.ts'
import { metricsText } from '../../../server/metrics.ts'
import { catchUp } from '../catch-up.ts'
import { receiveAll } from '../scene.ts'
import { useInbox } from '../serve.ts'
import { eventsOf } from '../workspaces.ts'
import {
  bring,
  conversationWith,
  echo,
  fake,
  listMessages,
  message,
  messageBy,
  newFakeScene,
  person,
  snapshot,
  take,
  threadOf,
  threadWith,
  useFake,
  type FakeScene,
} from './fake-channel.ts'

useFake()
useInbox()

let scene: FakeScene
beforeEach(async () => {
  scene = await newFakeScene()
})
afterEach(() => vi.restoreAllMocks())

const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1) + seconds * 1_000).toISOString()
const answer = async (value: string, text = 'Gladly') =>
  reply(scene.agent.context, { id: (await conversationWith(scene, value)).id, messageId: v7(), kind: 'text', text, attachmentIds: [] })
const send = async (value: string) => deliver((await conversationWith(scene, value)).id)
const row = async (value: string, id: string) => (await threadWith(scene, value)).find((one) => one.id === id)!

/** Has everything that came in processed again, as after a crash or by an admin. */
async function replayAll(): Promise<void> {
  const { rows } = await pool().query<{ id: string }>('SELECT id::text FROM raw_events WHERE workspace_id = $1', [scene.workspaceId])
  for (const { id } of rows) await replayRaw(scene.owner.context, { rawId: id })
  await receiveAll()
}

/** The provider's ids for what is sent from now on. */
function sendsAs(...ids: string[]): void {
  vi.spyOn(fake, 'send').mockImplementation(async () => ({ outcome: 'sent', externalIds: [ids.shift() ?? v7()] }))
}

/** Readers keep the highest version they saw: no two events may tell different things under one. */
async function expectVersionsGrow(): Promise<void> {
  const told = (await eventsOf(scene.workspaceId)).flatMap(({ data }) =>
    [data['conversation'], data['message']].filter((one) => one !== undefined).map((one) => one as { id: string; version: number }),
  )
  const versions = told.map(({ id, version }) => `${id} ${version}`)
  expect(versions).toHaveLength(new Set(versions).size)
}

test('everything at once, replayed and taken in by two processes, changes nothing more', async () => {
  const said = message({ by: 'mei', externalId: 'm1', sentAt: at(1) })
  const items: InboundItem[] = [
    { type: 'follow', thread: threadOf('mei'), from: person('mei', 'Mei'), by: 'scan', at: at(0) },
    said,
    echo({ to: 'mei', externalId: 'e1', text: 'From the phone', author: 'Boss', sentAt: at(2) }),
    { type: 'touch', thread: threadOf('mei'), from: person('mei'), opens: 'menu', at: at(3) },
    { type: 'edit', externalId: 'm1', text: 'Hello there', at: at(4) },
    { type: 'reaction', externalId: 'e1', from: person('mei', 'Mei'), emoji: '👍', at: at(5) },
    { type: 'receipt', for: { externalId: 'e1' }, status: 'read', upTo: false, thread: null, at: at(6) },
    { type: 'unknown', name: 'poll' },
    { type: 'unfollow', thread: threadOf('mei'), from: person('mei'), by: null, at: at(7) },
  ]
  await bring(scene, items)
  await Promise.all([receiveBatch(), receiveBatch()])
  await receiveAll()
  const thread = await threadWith(scene, 'mei')
  expect(thread.map(({ kind, direction, text, status, event }) => [kind, direction, text, status, event?.name ?? null])).toEqual([
    ['event', 'none', '', 'received', 'followed'],
    ['text', 'in', 'Hello there', 'received', null],
    ['text', 'out', 'From the phone', 'read', null],
    ['event', 'none', '', 'received', 'unfollowed'],
  ])
  await expectVersionsGrow()
  await pool().query(`UPDATE customers SET last_seen_at = now() WHERE workspace_id = $1`, [scene.workspaceId])
  const before = await snapshot(scene)
  await bring(
    scene,
    items.filter(({ type }) => type !== 'unknown'),
  )
  await receiveAll()
  expect(await snapshot(scene)).toEqual(before)
  await replayAll()
  const { events: _, ...rows } = (await snapshot(scene)) as { events: unknown }
  expect(before).toMatchObject(rows)
})

describe('an echo', () => {
  test('of what Parley sent is nothing new, by its id', async () => {
    sendsAs('p1')
    await take(scene, message({ by: 'mei' }))
    await answer('mei')
    await send('mei')
    const before = await snapshot(scene)
    await take(scene, echo({ to: 'mei', externalId: 'p1', text: 'Gladly' }))
    expect(await snapshot(scene)).toEqual(before)
  })

  test('that is faster than the answer of the provider is known by its words, and its id then finds the message', async () => {
    await take(scene, message({ by: 'mei' }))
    const { id } = await answer('mei')
    vi.spyOn(fake, 'send').mockImplementation(async () => {
      await take(scene, echo({ to: 'mei', externalId: 'p2', text: 'Gladly' }))
      return { outcome: 'sent', externalIds: ['p2'] }
    })
    await send('mei')
    // The question, the answer, and the line that the answer assigned it.
    expect(await threadWith(scene, 'mei')).toHaveLength(3)
    await take(scene, { type: 'receipt', for: { externalId: 'p2' }, status: 'delivered', upTo: false, thread: null, at: at(9) })
    expect(await row('mei', id)).toMatchObject({ status: 'delivered' })
  })

  test('settles a message nobody could tell of, once per message', async () => {
    await take(scene, message({ by: 'mei' }))
    vi.spyOn(fake, 'send').mockResolvedValue({ outcome: 'unknown', code: 'x', reason: 'Nobody can tell.' })
    const ids = [(await answer('mei', 'twice')).id, (await answer('mei', 'twice')).id]
    await send('mei')
    await take(scene, echo({ to: 'mei', text: 'twice' }), echo({ to: 'mei', text: 'twice' }), echo({ to: 'mei', text: 'twice' }))
    const thread = (await threadWith(scene, 'mei')).slice(1).filter(({ kind }) => kind === 'text')
    expect(thread.map(({ status, author_id }) => [status, author_id === null])).toEqual([
      ['sent', false],
      ['sent', false],
      ['sent', true],
    ])
    expect(thread.slice(0, 2).map((one) => one.id)).toEqual(ids)
    await expectVersionsGrow()
  })

  test('of something written elsewhere is an answer: nobody waits any more, and it is nobody’s we know', async () => {
    await take(scene, message({ by: 'mei' }))
    expect(await conversationWith(scene, 'mei')).toMatchObject({ unread: 1, waiting_since: expect.any(String) })
    await take(scene, echo({ to: 'mei', text: 'From the phone' }))
    expect(await conversationWith(scene, 'mei')).toMatchObject({
      unread: 0,
      waiting_since: null,
      last_preview: 'From the phone',
      last_direction: 'out',
    })
    expect((await threadWith(scene, 'mei')).at(-1)).toMatchObject({
      author_type: 'agent',
      author_id: null,
      author_name: 'Fake shop',
      status: 'sent',
    })
    expect((await eventsOf(scene.workspaceId)).map(({ name }) => name).slice(-2)).toEqual(['message.sent', 'conversation.advanced'])
  })

  test('of something written elsewhere ends the wait in the figures too, once', async () => {
    // From here on the subscriber follows; what was before its first look it leaves.
    await catchUp(stats)
    const said = echo({ to: 'mei', text: 'From the phone' })
    await take(scene, message({ by: 'mei' }))
    await take(scene, said)
    await take(scene, said)
    await catchUp(stats)
    const { rows } = await pool().query('SELECT messages_in, messages_out, replies FROM customer_stats WHERE workspace_id = $1', [
      scene.workspaceId,
    ])
    expect(rows).toEqual([{ messages_in: 1, messages_out: 1, replies: 1 }])
  })

  test('may open the thread the customer then answers in', async () => {
    await take(scene, echo({ to: 'mei', text: 'Your parcel is here' }))
    await take(scene, message({ by: 'mei', text: 'Thanks' }))
    expect((await threadWith(scene, 'mei')).map(({ direction }) => direction)).toEqual(['out', 'in'])
    expect(await conversationWith(scene, 'mei')).toMatchObject({ unread: 1, position: 2 })
  })
})

describe('whoever only follows', () => {
  test('has a thread that is done, with a line, and waits for nothing; writing opens it', async () => {
    await take(scene, { type: 'follow', thread: threadOf('mei'), from: person('mei', 'Mei'), by: 'scan', at: at(0) })
    expect(await conversationWith(scene, 'mei')).toMatchObject({
      status: 'resolved',
      unread: 0,
      waiting_since: null,
      position: 1,
      last_message_id: null,
    })
    expect((await threadWith(scene, 'mei'))[0]).toMatchObject({
      kind: 'event',
      event: { name: 'followed', by: 'scan' },
      author_name: 'Mei',
    })
    const { rows } = await pool().query('SELECT coalesce(sum(n), 0)::int AS n FROM open_counts WHERE workspace_id = $1', [
      scene.workspaceId,
    ])
    expect(rows).toEqual([{ n: 0 }])
    await take(scene, message({ by: 'mei' }))
    expect(await conversationWith(scene, 'mei')).toMatchObject({ status: 'open', unread: 1 })
  })

  test.each([
    ['follows', { type: 'follow', thread: threadOf('mei'), from: person('mei', 'Mei'), by: null, at: at(0) }],
    ['clicked', { type: 'touch', thread: threadOf('mei'), from: person('mei', 'Mei'), opens: 'menu', at: at(0) }],
    ['was written to from elsewhere', echo({ to: 'mei' })],
  ] as [string, InboundItem][])('can be written to, though they only %s', async (_, item) => {
    await take(scene, item)
    const to: unknown[] = []
    vi.spyOn(fake, 'send').mockImplementation(async (_account, part) => {
      to.push(part.to)
      return { outcome: 'sent' }
    })
    await answer('mei')
    await send('mei')
    expect(to).toMatchObject([{ kind: 'telegram', value: 'mei' }])
  })

  test('twice the same is one line, also without a time; again later is another', async () => {
    const follow = (when: string): InboundItem => ({ type: 'follow', thread: threadOf('mei'), from: person('mei'), by: null, at: when })
    await take(scene, follow(at(0)), follow(at(0)))
    await take(scene, follow(at(0)))
    await take(scene, follow(at(60)))
    expect(await threadWith(scene, 'mei')).toHaveLength(2)
    await take(scene, follow(new Date(0).toISOString()))
    await replayAll()
    expect(await threadWith(scene, 'mei')).toHaveLength(3)
  })
})

describe('the reply window', () => {
  const windowOf = async () => {
    const {
      window_opened_by: by,
      window_opened_at: opened,
      window_sent: sent,
      window_closed: closed,
    } = await conversationWith(scene, 'mei')
    return { by, opened, sent, closed }
  }
  const touch = (opens: string, seconds: number): InboundItem => ({
    type: 'touch',
    thread: threadOf('mei'),
    from: person('mei'),
    opens,
    at: at(seconds),
  })
  const unfollow = (seconds: number): InboundItem => ({
    type: 'unfollow',
    thread: threadOf('mei'),
    from: person('mei'),
    by: null,
    at: at(seconds),
  })

  test('opens by the provider’s time, never later than we received it, and never goes back', async () => {
    await take(scene, message({ by: 'mei', sentAt: at(10) }))
    expect(await windowOf()).toEqual({ by: 'message', opened: at(10), sent: 0, closed: null })
    await pool().query('UPDATE conversations SET window_sent = 3 WHERE channel_id = $1', [scene.channelId])
    await take(scene, message({ by: 'mei', sentAt: at(5) }))
    expect(await windowOf()).toMatchObject({ opened: at(10), sent: 3 })
    await take(scene, touch('menu', 20))
    expect(await windowOf()).toEqual({ by: 'menu', opened: at(20), sent: 0, closed: null })
    await take(scene, message({ by: 'mei', sentAt: '2999-01-01T00:00:00.000Z' }))
    expect((await windowOf()).opened! <= new Date().toISOString()).toBe(true)
  })

  test('is not shortened by a click while a message keeps it open longer', async () => {
    const last: Record<string, number> = { message: 48 * 3600, menu: 60 }
    fake.quota = ({ openedBy, openedAt, closed }, _, now) => {
      const until = openedAt === null ? null : new Date(new Date(openedAt).getTime() + (last[openedBy ?? ''] ?? 0) * 1_000).toISOString()
      return {
        allowed: closed === null && until !== null && until > now.toISOString(),
        remaining: null,
        until,
        reason: null,
        fallback: null,
      }
    }
    await take(scene, message({ by: 'mei', sentAt: at(0) }), touch('menu', 60))
    expect(await windowOf()).toMatchObject({ by: 'message', opened: at(0) })
    await take(scene, touch('menu', 49 * 3600))
    expect(await windowOf()).toMatchObject({ by: 'menu' })
    delete fake.quota
  })

  test('closes when they cease to follow, whatever came late from before, until they act again', async () => {
    await take(scene, message({ by: 'mei', sentAt: at(0) }), unfollow(20))
    expect(await windowOf()).toMatchObject({ closed: 'unfollowed' })
    await take(scene, message({ by: 'mei', sentAt: at(10) }))
    expect(await windowOf()).toMatchObject({ closed: 'unfollowed' })
    await take(scene, { type: 'follow', thread: threadOf('mei'), from: person('mei'), by: null, at: at(30) })
    expect(await windowOf()).toEqual({ by: 'follow', opened: at(30), sent: 0, closed: null })
    await take(scene, unfollow(25))
    expect(await windowOf()).toMatchObject({ closed: null })
  })
})

describe('a message that was changed', () => {
  test('by an edit has the newest words, in the thread and in the list, and sounds as they do', async () => {
    await take(scene, message({ by: 'mei', externalId: 'm1', text: 'This is terrible, I hate it, the worst service ever!' }))
    expect(await messageBy(scene, 'm1')).toMatchObject({ sentiment: 'negative' })
    await take(scene, { type: 'edit', externalId: 'm1', text: 'This is wonderful, I love it, thank you so much!', at: at(5) })
    await take(scene, { type: 'edit', externalId: 'm1', text: 'older', at: at(4) })
    expect(await messageBy(scene, 'm1')).toMatchObject({
      text: expect.stringContaining('wonderful'),
      edited_at: at(5),
      sentiment: 'positive',
      version: 2,
    })
    expect(await conversationWith(scene, 'mei')).toMatchObject({
      last_preview: expect.stringContaining('wonderful'),
      unread: 1,
      position: 1,
    })
    expect((await eventsOf(scene.workspaceId)).map(({ name }) => name).slice(-2)).toEqual(['message.changed', 'conversation.advanced'])
  })

  test('is empty once it was taken back, files included, whatever comes after', async () => {
    const file = { ref: { id: 'f1' }, name: 'photo.jpg', type: 'image/jpeg', size: 5 }
    await take(
      scene,
      message({ by: 'mei', externalId: 'm1', text: 'secret', files: [file], place: { latitude: 1, longitude: 2, name: 'x', address: '' } }),
    )
    await take(scene, { type: 'recall', externalId: 'm1', at: at(5) }, { type: 'edit', externalId: 'm1', text: 'back', at: at(9) })
    const [shown] = await listMessages(scene, 'mei')
    expect(shown).toMatchObject({ text: '', attachments: [], place: null, recalledAt: at(5), editedAt: null })
    expect(await conversationWith(scene, 'mei')).toMatchObject({ last_preview: '' })
  })

  test('is never ours: what an outsider would put in our mouth is left aside', async () => {
    sendsAs('p1')
    await take(scene, message({ by: 'mei' }))
    const { id } = await answer('mei')
    await send('mei')
    await take(scene, { type: 'edit', externalId: 'p1', text: 'Send money', at: at(5) }, { type: 'recall', externalId: 'p1', at: at(6) })
    expect(await row('mei', id)).toMatchObject({ text: 'Gladly', edited_at: null, recalled_at: null })
  })

  test('by reactions shows the latest of each person, in whatever order they come', async () => {
    await take(scene, message({ by: 'mei', name: 'Mei', externalId: 'm1' }))
    const reaction = (who: string, emoji: string | null, seconds: number): InboundItem => ({
      ...{ type: 'reaction', externalId: 'm1', emoji, at: at(seconds) },
      from: person(who, who === 'mei' ? undefined : who),
    })
    await take(scene, reaction('mei', '👍', 1), reaction('li', '🎉', 2), reaction('mei', '❤️', 3))
    expect((await listMessages(scene, 'mei'))[0]!.reactions).toEqual([
      { emoji: '🎉', by: 'li' },
      { emoji: '❤️', by: 'Mei' },
    ])
    await take(scene, reaction('mei', null, 5))
    await take(scene, reaction('mei', '👍', 4))
    expect((await listMessages(scene, 'mei'))[0]!.reactions).toEqual([{ emoji: '🎉', by: 'li' }])
  })
})

describe('what comes before its message', () => {
  test('waits for it: edit, reaction and recall before the words', async () => {
    await take(scene, { type: 'edit', externalId: 'm1', text: 'edited', at: at(5) })
    await take(
      scene,
      { type: 'reaction', externalId: 'm1', from: person('li', 'Li'), emoji: '👍', at: at(6) },
      { type: 'recall', externalId: 'm2', at: at(7) },
    )
    await take(scene, message({ by: 'mei', externalId: 'm1', text: 'first' }), message({ by: 'mei', externalId: 'm2', text: 'gone' }))
    expect(await listMessages(scene, 'mei')).toMatchObject([
      { text: '', recalledAt: at(7) },
      { text: 'edited', reactions: [{ emoji: '👍', by: 'Li' }] },
    ])
    expect(await early()).toBe(0)
  })

  test('ticks before the provider’s answer to our send, which never go back', async () => {
    await take(scene, message({ by: 'mei' }))
    const { id } = await answer('mei')
    vi.spyOn(fake, 'send').mockImplementation(async () => {
      await take(scene, { type: 'receipt', for: { externalId: 'p1' }, status: 'read', upTo: false, thread: null, at: at(9) })
      return { outcome: 'sent', externalIds: ['p1'] }
    })
    await send('mei')
    await sweepEarly.run('')
    expect(await row('mei', id)).toMatchObject({ status: 'read' })
    await take(scene, { type: 'receipt', for: { externalId: 'p1' }, status: 'delivered', upTo: false, thread: null, at: at(8) })
    expect(await row('mei', id)).toMatchObject({ status: 'read' })
  })

  test('and crossed its writing in another transaction is found by the sweep; of another channel it is not', async () => {
    const other = await newFakeScene()
    await take(scene, message({ by: 'mei', externalId: 'm1' }))
    const item = JSON.stringify({ type: 'edit', externalId: 'm1', text: 'crossed', at: at(5) })
    await pool().query(
      `INSERT INTO early_items (workspace_id, channel_id, external_id, raw_id, item) VALUES ($1, $2, 'm1', 1, $5), ($3, $4, 'm1', 2, $5)`,
      [scene.workspaceId, scene.channelId, other.workspaceId, other.channelId, item],
    )
    await sweepEarly.run('')
    expect(await messageBy(scene, 'm1')).toMatchObject({ text: 'crossed' })
    expect(await early(other)).toBe(1)
  })

  test('and never comes is dropped after a week', async () => {
    await take(scene, { type: 'recall', externalId: 'never', at: at(5) })
    await pool().query(`UPDATE early_items SET received_at = now() - interval '8 days' WHERE channel_id = $1`, [scene.channelId])
    await sweepEarly.run('')
    expect(await early()).toBe(0)
  })

  const early = async ({ channelId } = scene) =>
    (await pool().query('SELECT 1 FROM early_items WHERE channel_id = $1', [channelId])).rowCount
})

describe('receipts', () => {
  test('until a moment count for what went out before it, in that thread alone', async () => {
    sendsAs()
    await take(scene, message({ by: 'mei' }), message({ by: 'li' }))
    const [first, other] = [await answer('mei'), await answer('li')]
    await send('mei')
    await send('li')
    const until = new Date(Date.now() + 1_000).toISOString()
    await pool().query(`UPDATE messages SET sent_at = now() - interval '1 minute' WHERE workspace_id = $1`, [scene.workspaceId])
    const later = await answer('mei')
    await send('mei')
    await pool().query(`UPDATE messages SET sent_at = now() + interval '1 minute' WHERE id = $1`, [later.id])
    await take(scene, { type: 'receipt', for: { until }, status: 'read', upTo: true, thread: { key: 'person:mei' }, at: until })
    expect([(await row('mei', first.id)).status, (await row('mei', later.id)).status, (await row('li', other.id)).status]).toEqual([
      'read',
      'sent',
      'sent',
    ])
  })

  test('and bounces of any part are of the whole message', async () => {
    await take(scene, message({ by: 'mei' }))
    const [ticked, failed] = [await answer('mei', 'a'), await answer('mei', 'b')]
    sendsAs('a1', 'b1')
    await send('mei')
    await pool().query(`INSERT INTO message_refs (channel_id, ref, message_id) VALUES ($1, 'a2', $2), ($1, 'b2', $3)`, [
      scene.channelId,
      ticked.id,
      failed.id,
    ])
    await take(
      scene,
      { type: 'receipt', for: { externalId: 'a2' }, status: 'delivered', upTo: false, thread: null, at: at(1) },
      { type: 'bounce', externalId: 'b2', permanent: true, reason: 'Blocked', at: at(1) },
    )
    expect(await row('mei', ticked.id)).toMatchObject({ status: 'delivered' })
    expect(await row('mei', failed.id)).toMatchObject({ status: 'failed', reason: 'Blocked' })
  })
})

test('where a conversation takes place is kept with it', async () => {
  await take(scene, message({ by: 'mei', thread: { ...threadOf('mei'), surface: 'comment' } }))
  expect(await conversationWith(scene, 'mei')).toMatchObject({ surface: 'comment' })
})

test('a thread of comments keeps what they are under, also when that is told later than its first one', async () => {
  const scene = await newFakeScene()
  const post = { text: 'Spring teas', url: 'https://shop.example.com/1', picture: 'https://cdn.example.com/1.jpg', author: 'Shop' }
  const comment = (told?: typeof post) =>
    message({ by: 'mei', thread: { ...threadOf('mei'), surface: 'comment', ...(told && { post: told }) } })
  const shown = async () => {
    const { id } = await conversationWith(scene, 'mei')
    return toConversation(await findConversation(scene.owner.context, id)).post
  }
  await take(scene, comment())
  expect(await shown()).toBeNull()
  await take(scene, comment(post))
  // Its picture is fetched by us, so that its server learns nothing of who reads.
  expect(await shown()).toEqual({ ...post, picture: remoteImageLink(post.picture) })
  await take(scene, comment({ ...post, text: 'Another' }), comment())
  expect(await shown()).toMatchObject({ text: 'Spring teas' })
})

test('a place without words is named in the list', async () => {
  await take(scene, message({ by: 'mei', text: '', place: { latitude: 30.2467, longitude: 120.1489, name: '西湖断桥', address: '' } }))
  expect(await conversationWith(scene, 'mei')).toMatchObject({ last_preview: '📍 西湖断桥' })
})

describe('what this version does not know', () => {
  test('is kept, named, counted and shown; what came with it is taken in; a version that knows it takes in the rest', async () => {
    await bring(scene, [
      { type: 'unknown', name: 'Poll Created!' },
      message({ by: 'mei', externalId: 'm1' }),
      { type: 'unknown', name: 'Poll Created!' },
    ])
    await receiveAll()
    expect(await threadWith(scene, 'mei')).toHaveLength(1)
    const { data } = await listRaws(scene.owner.context, { id: scene.channelId, status: 'unknown', limit: 10 })
    expect(data).toMatchObject([{ status: 'unknown', reason: expect.stringContaining('Poll Created!') }])
    expect(await getChannel(scene.owner.context, scene.channelId)).toMatchObject({ unknown: 1, parked: 0 })
    expect((await metricsText()).body).toContain('parley_unknown_items_total{kind="fake",name="poll_created_"} 2')
    const told = (await eventsOf(scene.workspaceId)).filter(({ name }) => name === 'channel.updated').at(-1)
    expect(told).toMatchObject({ data: { channel: { unknown: 1 } } })
    const now = Buffer.from(JSON.stringify([message({ by: 'mei', externalId: 'm1' }), message({ by: 'mei', externalId: 'm2' })]))
    await pool().query('UPDATE raw_events SET body = $2 WHERE channel_id = $1', [scene.channelId, now])
    await replayRaw(scene.owner.context, { rawId: data[0]!.id })
    await receiveAll()
    expect(await threadWith(scene, 'mei')).toHaveLength(2)
    expect(await getChannel(scene.owner.context, scene.channelId)).toMatchObject({ unknown: 0 })
  })
})

describe('what a customer sent and Parley cannot show', () => {
  const game = () => message({ by: 'mei', externalId: 'm1', text: '', unsupported: 'game' })
  const replayAs = async (...items: InboundItem[]) => {
    await pool().query('UPDATE raw_events SET body = $2 WHERE channel_id = $1', [scene.channelId, Buffer.from(JSON.stringify(items))])
    await replayAll()
  }

  test('is a line in a conversation that waits, and unknown to an admin', async () => {
    await take(scene, game())
    expect(await threadWith(scene, 'mei')).toMatchObject([{ text: '', unsupported: 'game', direction: 'in' }])
    expect(await conversationWith(scene, 'mei')).toMatchObject({ last_preview: '', last_unsupported: 'game', unread: 1, status: 'open' })
    expect(await getChannel(scene.owner.context, scene.channelId)).toMatchObject({ unknown: 1 })
    await answer('mei')
    expect(await conversationWith(scene, 'mei')).toMatchObject({ last_preview: 'Gladly', last_unsupported: null })
  })

  test('gives way to what a replay reads later, with its files, and is not doubled', async () => {
    await take(scene, game())
    const file = { name: 'board.txt', type: 'text/plain', content: Buffer.from('x'), inline: false }
    vi.spyOn(fake, 'parse').mockResolvedValue([{ ...game(), unsupported: undefined, text: 'Chess, please', files: [file] } as InboundItem])
    await replayAs()
    const [said, ...more] = await listMessages(scene, 'mei')
    expect(more).toEqual([])
    expect(said).toMatchObject({ text: 'Chess, please', unsupported: null, version: 2, attachments: [{ name: 'board.txt' }] })
    expect(said!.sentiment).not.toBeNull()
    expect(await conversationWith(scene, 'mei')).toMatchObject({ last_preview: 'Chess, please', last_unsupported: null, unread: 1 })
    expect(await getChannel(scene.owner.context, scene.channelId)).toMatchObject({ unknown: 0 })
    expect((await eventsOf(scene.workspaceId)).map(({ name }) => name)).toContain('message.changed')
    await expectVersionsGrow()
    await replayAs()
    expect(await listMessages(scene, 'mei')).toMatchObject([{ version: 2, attachments: [{ name: 'board.txt' }] }])
  })

  test('is not replaced by another body under its id, nor once its writer took it back', async () => {
    await take(scene, game())
    await take(scene, message({ by: 'mei', externalId: 'm1', text: 'Something else' }))
    expect(await threadWith(scene, 'mei')).toMatchObject([{ text: '', unsupported: 'game' }])
    await take(scene, { type: 'recall', externalId: 'm1', at: at(9) })
    expect(await threadWith(scene, 'mei')).toMatchObject([{ text: '', unsupported: null }])
    await replayAs(message({ by: 'mei', externalId: 'm1', text: 'Chess, please' }))
    expect(await threadWith(scene, 'mei')).toMatchObject([{ text: '' }])
  })

  test('an empty message is said to be empty, and nothing unknown', async () => {
    await take(scene, message({ by: 'mei', text: ' ' }))
    expect(await threadWith(scene, 'mei')).toMatchObject([{ unsupported: 'empty' }])
    expect(await getChannel(scene.owner.context, scene.channelId)).toMatchObject({ unknown: 0 })
  })
})

describe('a thread that was done', () => {
  test('stays done when something is written elsewhere, or clicked', async () => {
    await take(scene, message({ by: 'mei' }))
    await resolve(scene.agent.context, { id: (await conversationWith(scene, 'mei')).id })
    await take(scene, echo({ to: 'mei' }), {
      type: 'touch',
      thread: threadOf('mei'),
      from: person('mei'),
      opens: 'menu',
      at: new Date().toISOString(),
    })
    expect(await conversationWith(scene, 'mei')).toMatchObject({ status: 'resolved' })
  })
})
