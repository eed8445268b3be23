import { afterEach, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { createChannel } from '../../../channels/create.ts'
import { signed } from '../../../channels/http/sign.ts'
import { http } from '../../../channels/http/index.ts'
import { loadAccount, store } from '../../../channels/index.ts'
import { deliver } from '../../../inbox/deliver.ts'
import { reply } from '../../../inbox/reply.ts'
import { retry } from '../../../inbox/retry.ts'
import { pool } from '../../../server/db.ts'
import { serve } from '../../support/http-server.ts'
import { receiveAll } from '../scene.ts'
import { useInbox } from '../serve.ts'
import { newPerson, newWorkspace } from '../workspaces.ts'

vi.stubEnv('ALLOW_PRIVATE_HOSTS', '1')
useInbox()

const secret = 'the secret of a shop in a test'
let agent: Awaited<ReturnType<typeof newPerson>>
beforeAll(async () => {
  agent = await newPerson(await newWorkspace(), 'owner')
})
afterEach(() => vi.restoreAllMocks())

type Mood = 'takes' | 'takes and hangs up' | 'hangs up' | 'refuses' | 'takes and breaks down'

/** A program that drops ids it knows, in one mood after the other, the last for good; `has` is what reached its customer. */
async function program(...moods: Mood[]) {
  const has: string[] = []
  const told: string[] = []
  const sendUrl = await serve(async (body) => {
    const { id } = JSON.parse(body.toString('utf8')) as { id: string }
    told.push(id)
    const mood = moods.length > 1 ? moods.shift() : moods[0]
    if (mood?.startsWith('takes') && !has.includes(id)) has.push(id)
    if (mood === 'takes and breaks down') return { status: 502, body: '<h1>Bad gateway</h1>' }
    if (mood === 'refuses') return { status: 400, body: '{"error":"closed for today"}' }
    return mood === 'takes' ? { status: 200, body: '{}' } : null
  })
  return { has, told, ...(await conversationOn(sendUrl)) }
}

async function conversationOn(sendUrl: string) {
  const channel = await createChannel(agent.context, { kind: 'http', name: 'Shop', config: { secret, sendUrl } })
  const account = await loadAccount(channel.id)
  const body = Buffer.from(JSON.stringify({ type: 'message', id: 'm1', from: { id: 'u1' }, text: 'Hello' }))
  const request = { method: 'POST', query: {}, url: 'https://parley.example.com', headers: signed(secret, body, new Date()), body }
  await store(account, { ...http.verify!(request, account as never, new Date())!, requestId: null })
  await receiveAll()
  const { rows } = await pool().query<{ id: string }>('SELECT id FROM conversations WHERE channel_id = $1', [channel.id])
  return { threadId: rows[0]!.id }
}

const say = async (threadId: string, text = 'hi') =>
  (await reply(agent.context, { id: threadId, kind: 'text', text, attachmentIds: [] })).id
const row = async (id: string) =>
  (await pool().query('SELECT status, reason, attempts, parts_sent, unanswered_at FROM messages WHERE id = $1', [id])).rows[0]!
/** As if its pause were over. */
const again = async (threadId: string) => {
  await pool().query(`UPDATE messages SET due_at = now() - interval '1 s' WHERE conversation_id = $1 AND status = 'queued'`, [threadId])
  await deliver(threadId)
}
const unansweredFor = (id: string, span: string) =>
  pool().query('UPDATE messages SET unanswered_at = now() - $2::interval WHERE id = $1', [id, span])

describe('a message whose answer got lost, on a channel that knows repeats', () => {
  test('goes out again under the same id, after a pause: exactly one arrives', async () => {
    const { has, told, threadId } = await program('takes and hangs up', 'takes')
    const id = await say(threadId)
    await deliver(threadId)
    await deliver(threadId)
    expect(told).toEqual([id])
    expect(await row(id)).toMatchObject({ status: 'queued', reason: expect.stringContaining('sends this again'), attempts: 1 })
    await again(threadId)
    expect([told, has]).toEqual([[id, id], [id]])
    expect(await row(id)).toMatchObject({ status: 'sent', reason: null, unanswered_at: null })
  })

  test('arrives too when the program never had it', async () => {
    const { has, threadId } = await program('hangs up', 'hangs up', 'takes')
    const id = await say(threadId)
    for (let tries = 0; tries < 3; tries++) await again(threadId)
    expect(has).toEqual([id])
    expect(await row(id)).toMatchObject({ status: 'sent' })
  })

  test('arrives once where a gateway answers 502 to what the program took', async () => {
    const { has, threadId } = await program('takes and breaks down', 'takes')
    const id = await say(threadId)
    await deliver(threadId)
    expect(await row(id)).toMatchObject({ status: 'queued', unanswered_at: expect.anything() })
    await again(threadId)
    expect(await row(id)).toMatchObject({ status: 'sent' })
    expect(has).toHaveLength(1)
  })

  test('part by part: those that are out stay out, and what is behind it waits', async () => {
    const { has, told, threadId } = await program('takes', 'takes and hangs up', 'takes')
    const id = await say(threadId, `${'word '.repeat(2_000)}end`)
    const behind = await say(threadId, 'behind')
    await deliver(threadId)
    expect(await row(id)).toMatchObject({ status: 'queued', parts_sent: 1 })
    await again(threadId)
    const second = told[1]
    expect(told).toEqual([id, second, second, behind])
    expect(has).toEqual([id, second, behind])
    expect(await row(id)).toMatchObject({ status: 'sent', unanswered_at: null })
  })

  test('is unknown once nobody answered for twenty minutes, and a person may send it again', async () => {
    const { has, told, threadId } = await program('hangs up', 'hangs up', 'takes')
    const id = await say(threadId)
    await deliver(threadId)
    await unansweredFor(id, '21 minutes')
    await again(threadId)
    expect(await row(id)).toMatchObject({ status: 'unknown', reason: expect.stringContaining('did not answer') })
    await again(threadId)
    expect(told).toEqual([id, id])
    await retry(agent.context, { id })
    await deliver(threadId)
    expect(has).toEqual([id])
    expect(await row(id)).toMatchObject({ status: 'sent' })
  })

  test('has not failed when the program refuses the repeat: it may have the first', async () => {
    const { has, threadId } = await program('takes and hangs up', 'refuses')
    const id = await say(threadId)
    await deliver(threadId)
    await again(threadId)
    expect(has).toEqual([id])
    expect(await row(id)).toMatchObject({ status: 'unknown', reason: expect.stringMatching(/closed for today\nAn earlier try/) })
  })

  test('is not sent again where the provider has forgotten its id meanwhile', async () => {
    http.rememberedMs = 60_000
    onTestFinished(() => {
      delete http.rememberedMs
    })
    const { has, told, threadId } = await program('takes and hangs up', 'takes')
    const id = await say(threadId)
    await deliver(threadId)
    await unansweredFor(id, '2 minutes')
    await again(threadId)
    expect([told, has]).toEqual([[id], [id]])
    expect(await row(id)).toMatchObject({ status: 'unknown', reason: expect.stringContaining('would not know it again') })
  })
})

test('on a channel that knows no repeats it is unknown at once', async () => {
  vi.spyOn(http, 'repeatable').mockReturnValue(false)
  const { told, threadId } = await program('takes and hangs up', 'takes')
  const id = await say(threadId)
  await deliver(threadId)
  await again(threadId)
  expect(told).toEqual([id])
  expect(await row(id)).toMatchObject({ status: 'unknown', reason: expect.stringContaining('nobody can tell') })
})

test('on a channel that knows no repeats what its provider broke down over (502) is unknown at once, and never sent again by itself', async () => {
  const { has, told, threadId } = await program('takes and breaks down', 'takes')
  vi.spyOn(http, 'repeatable').mockReturnValue(false)
  const id = await say(threadId)
  await deliver(threadId)
  expect(await row(id)).toMatchObject({ status: 'unknown', reason: expect.stringContaining('nobody can tell') })
  await again(threadId)
  expect([has, told]).toMatchObject([[expect.anything()], [expect.anything()]])
})
