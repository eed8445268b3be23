import { v7 } from 'uuid'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Verified } from '../../../channels/adapter.ts'
import { getChannel } from '../../../channels/channels.ts'
import { pull, sweepPulls } from '../../../channels/pull.ts'
import { pool } from '../../../server/db.ts'
import { receiveAll } from '../scene.ts'
import { useInbox } from '../serve.ts'
import { bring, fake, message, newFakeScene, take, threadWith, useFake, type FakeScene } from '../inbox/fake-channel.ts'

useFake()
useInbox()

let scene: FakeScene
beforeEach(async () => {
  scene = await newFakeScene()
})
afterEach(() => {
  delete fake.pull
})

const event = (id: string): Verified => ({ body: Buffer.from(JSON.stringify([message({ by: 'mei', externalId: id })])), dedupeKey: id })
const announce = (hint: Record<string, string> = { token: v7() }) => take(scene, { type: 'pull', hint })
const waiting = async () =>
  (await pool().query<{ attempts: number }>('SELECT attempts FROM channel_pulls WHERE channel_id = $1 ORDER BY id', [scene.channelId])).rows
const cursor = async () =>
  (await pool().query<{ at: unknown }>('SELECT poll_cursor AS at FROM channels WHERE id = $1', [scene.channelId])).rows[0]!.at
const read = async () => (await threadWith(scene, 'mei')).map((row) => row.external_id)

/** A provider with these messages, two a page; counts its calls, and fails those whose number is named. */
function provider(ids: string[], failing: number[] = []) {
  const hints: Record<string, string>[] = []
  fake.pull = async (_, from, hint) => {
    hints.push(hint)
    if (failing.includes(hints.length)) throw new Error('busy')
    const start = typeof from === 'number' ? from : 0
    const page = ids.slice(start, start + 2)
    return { events: page.map(event), cursor: start + page.length, more: start + page.length < ids.length }
  }
  return hints
}

test('what is announced is fetched to the end, page by page, from where the last time stopped', async () => {
  const ids = ['a', 'b', 'c', 'd', 'e']
  const hints = provider(ids)
  await announce()
  await pull.run(scene.channelId)
  await receiveAll()
  expect(await read()).toEqual(ids)
  expect([hints.length, await cursor(), await waiting()]).toEqual([3, 5, []])
  ids.push('f')
  await announce()
  await pull.run(scene.channelId)
  await receiveAll()
  expect(await read()).toEqual(ids)
  expect(hints).toHaveLength(4)
})

test('of many hints for one place the newest stands for all; another place has its own', async () => {
  const hints = provider([])
  await bring(
    scene,
    ['1', '2', '3'].map((token) => ({ type: 'pull', hint: { token, account: 'x' } })),
  )
  await announce({ token: '4', account: 'y' })
  await pull.run(scene.channelId)
  expect(hints).toEqual([
    { token: '3', account: 'x' },
    { token: '4', account: 'y' },
  ])
  expect(await waiting()).toEqual([])
})

test('a page that was stored but not written down is fetched again and adds nothing', async () => {
  provider(['a', 'b', 'c'])
  await announce()
  await pull.run(scene.channelId)
  await pool().query(`UPDATE channels SET poll_cursor = '1' WHERE id = $1`, [scene.channelId])
  await announce()
  await pull.run(scene.channelId)
  await receiveAll()
  expect(await read()).toEqual(['a', 'b', 'c'])
})

test('one run at a time, and what is announced during it is fetched as well', async () => {
  let underWay = 0
  let calls = 0
  fake.pull = async () => {
    expect(++underWay).toBe(1)
    if (++calls === 1) await announce()
    await new Promise((done) => setTimeout(done, 5))
    underWay--
    return { events: [], cursor: calls, more: false }
  }
  await announce()
  await Promise.all([pull.run(scene.channelId), pull.run(scene.channelId), pull.run(scene.channelId)])
  expect(calls).toBeGreaterThan(1)
  expect(await waiting()).toEqual([])
})

test('a provider that is out of order is asked later, and after three times the channel says so', async () => {
  provider(['a'], [1, 2, 3])
  await announce()
  for (const attempts of [1, 2, 3]) {
    await pull.run(scene.channelId)
    await pull.run(scene.channelId)
    expect(await waiting()).toEqual([{ attempts }])
    const { health } = await getChannel(scene.owner.context, scene.channelId)
    expect(health.state).toBe(attempts < 3 ? 'unknown' : 'failing')
    await pool().query('UPDATE channel_pulls SET due_at = now() WHERE channel_id = $1', [scene.channelId])
  }
  expect((await getChannel(scene.owner.context, scene.channelId)).health.message).toContain('busy')
  await sweepPulls.run('')
  await pull.run(scene.channelId)
  await receiveAll()
  expect(await read()).toEqual(['a'])
  expect((await getChannel(scene.owner.context, scene.channelId)).health.state).toBe('ok')
})

test('what cannot be fetched for a day is let go, and what comes after it is fetched', async () => {
  provider(['a'], [1])
  await announce({ page: 'gone' })
  await pool().query('UPDATE channel_pulls SET attempts = 149 WHERE channel_id = $1', [scene.channelId])
  await pull.run(scene.channelId)
  expect(await waiting()).toEqual([])
  await announce({ page: 'there' })
  await pull.run(scene.channelId)
  await receiveAll()
  expect(await read()).toEqual(['a'])
})

test('a paused channel is not pulled', async () => {
  const hints = provider(['a'])
  await announce()
  await pool().query(`UPDATE channels SET status = 'paused' WHERE id = $1`, [scene.channelId])
  await pull.run(scene.channelId)
  expect([hints, await waiting()]).toEqual([[], [{ attempts: 0 }]])
})
