import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import type { SendResult } from '../../../channels/adapter.ts'
import { holdBack, loadAccount, takeTurn, type LoadedAccount } from '../../../channels/index.ts'
import { deliver } from '../../../inbox/deliver.ts'
import { reply } from '../../../inbox/reply.ts'
import { pool } from '../../../server/db.ts'
import { useInbox } from '../serve.ts'
import { conversationWith, fake, message, newFakeScene, take, useFake, type FakeScene } from './fake-channel.ts'

useInbox()
useFake()

let scene: FakeScene
let account: LoadedAccount
let people = 0
beforeAll(async () => {
  scene = await newFakeScene()
  account = await loadAccount(scene.channelId)
})
afterEach(async () => {
  vi.restoreAllMocks()
  delete fake.pace
  await pool().query('DELETE FROM channel_paces')
})

const paced = (n: number, ms: number) => (fake.pace = () => ({ n, ms }))
const databaseMs = async () => {
  const { rows } = await pool().query<{ ms: number }>('SELECT extract(epoch FROM clock_timestamp())::float8 * 1000 AS ms')
  return rows[0]!.ms
}

/** Asks for a turn; when it would be, by the database's clock: at the earliest and at the latest. */
async function turn(patienceMs: number) {
  const before = await databaseMs()
  const { granted, waitMs } = await takeTurn(account, patienceMs)
  return { granted, earliest: before + waitMs, latest: (await databaseMs()) + waitMs }
}

async function answerTo(text = 'hello') {
  const by = `p${people++}`
  await take(scene, message({ by }))
  const thread = await conversationWith(scene, by)
  const { id } = await reply(scene.agent.context, { id: thread.id, kind: 'text', text, attachmentIds: [] })
  return { id, threadId: thread.id }
}

async function row(id: string) {
  const { rows } = await pool().query<{ status: string; reason: string | null; attempts: number; wait: number }>(
    'SELECT status, reason, attempts, extract(epoch FROM due_at - now())::float8 AS wait FROM messages WHERE id = $1',
    [id],
  )
  return rows[0]!
}

/** Times are kept to the millisecond, so now may be one ahead. */
const atOnce = { granted: true, waitMs: expect.toSatisfy((ms: number) => ms <= 1) as number }

describe('turns on a channel whose provider counts', () => {
  test.each([
    [1, 500],
    [4, 1_000],
    [20, 1_000],
    [80, 60_000],
  ])('never come to more than %i in any %i ms, however many ask at once', async (n, ms) => {
    paced(n, ms)
    const turns = await Promise.all(Array.from({ length: Math.min(3 * n, 60) }, () => turn(600_000)))
    expect(turns.every(({ granted }) => granted)).toBe(true)
    const latest = turns.map((one) => one.latest).toSorted((a, b) => a - b)
    const earliest = turns.map((one) => one.earliest).toSorted((a, b) => a - b)
    // Times are kept to the millisecond.
    for (const [at, first] of earliest.entries())
      if (latest[at + n] !== undefined) expect(latest[at + n]! - first).toBeGreaterThanOrEqual(ms - 3)
  })

  test('are given at once up to a quarter of them, and then spaced', async () => {
    paced(8, 60_000)
    const waits = []
    for (let asked = 0; asked < 4; asked++) waits.push((await takeTurn(account, 600_000)).waitMs)
    expect(Math.max(...waits.slice(0, 2))).toBeLessThanOrEqual(1)
    expect(waits[2]).toBeGreaterThan(0)
    expect(waits[3]).toBeGreaterThan(waits[2]!)
  })

  test('that come too late to wait for are not kept, and each who asks is told another time', async () => {
    paced(1, 60_000)
    expect(await takeTurn(account, 1_500)).toEqual(atOnce)
    const refused = [await takeTurn(account, 1_500), await takeTurn(account, 1_500), await takeTurn(account, 1_500)]
    expect(refused.map(({ granted }) => granted)).toEqual([false, false, false])
    const waits = refused.map(({ waitMs }) => Math.round(waitMs / 60_000))
    expect(waits).toEqual([2, 3, 4])
  })

  test('begin again when the provider’s pause is over', async () => {
    await holdBack(pool(), account, 120_000, 'The account has used up its calls for now.')
    const { granted, waitMs } = await takeTurn(account, 1_500)
    expect(granted).toBe(false)
    expect(waitMs).toBeGreaterThan(60_000)
    expect(waitMs).toBeLessThanOrEqual(120_000)
    // A shorter pause that is asked for meanwhile is not the one that is waited for.
    await holdBack(pool(), account, 60_000, 'Another.')
    expect(await takeTurn(account, 1_500)).toMatchObject({ hold: { reason: 'The account has used up its calls for now.' } })
    await pool().query(`UPDATE channel_paces SET free_at = now() - interval '1 minute', line_until = NULL`)
    expect(await takeTurn(account, 1_500)).toEqual(atOnce)
  })
})

describe('what is sent there', () => {
  test('goes out no sooner than its turn, however many conversations and processes send', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => answerTo()))
    paced(4, 800)
    const at: number[] = []
    vi.spyOn(fake, 'send').mockImplementation(async () => {
      at.push(performance.now())
      return { outcome: 'sent' }
    })
    for (let round = 0; at.length < answers.length && round < 50; round++) {
      await pool().query('UPDATE messages SET due_at = now() WHERE status = $1', ['queued'])
      await Promise.all(answers.flatMap(({ threadId }) => [deliver(threadId), deliver(threadId)]))
    }
    expect(at).toHaveLength(12)
    // Twelve, four in 800 ms: eleven spacings of 200 ms, less what the first one came late.
    expect(at.at(-1)! - at[0]!).toBeGreaterThan(1_000)
  })

  test('waits in the queue when its turn is far, without using up a try, and says why if it is long', async () => {
    const [first, second, third] = [await answerTo(), await answerTo(), await answerTo()]
    paced(1, 20_000)
    for (const { threadId } of [first, second, third]) await deliver(threadId)
    expect(await row(first.id)).toMatchObject({ status: 'sent' })
    expect(await row(second.id)).toMatchObject({ status: 'queued', attempts: 0, reason: expect.stringContaining('only so many at a time') })
    expect((await row(third.id)).wait).toBeGreaterThan((await row(second.id)).wait)
  })

  test('is held back on the whole channel once the provider asks to slow down', async () => {
    const [first, second] = [await answerTo(), await answerTo()]
    const refused: SendResult = { outcome: 'failed', retry: 'later', code: '429', reason: 'Slow down.', retryAfterMs: 90_000 }
    const send = vi.spyOn(fake, 'send').mockResolvedValueOnce(refused)
    await deliver(first.threadId)
    await deliver(second.threadId)
    expect(send).toHaveBeenCalledTimes(1)
    const untilThen = /^Slow down\.\nNothing goes out on this channel before \d{4}-\d\d-\d\dT[\d:.]+Z; this goes out by itself then\.$/
    expect(await row(first.id)).toMatchObject({ status: 'queued', reason: expect.stringMatching(untilThen), attempts: 1 })
    expect(await row(second.id)).toMatchObject({ status: 'queued', reason: expect.stringMatching(untilThen), attempts: 0 })
    for (const { id } of [first, second]) expect((await row(id)).wait).toBeGreaterThan(45)
  })
})
