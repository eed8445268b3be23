import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Account, Sink } from '../../../channels/adapter.ts'
import { listenToChannels } from '../../../channels/listen.ts'
import { pauseChannel, resumeChannel } from '../../../channels/pause.ts'
import { adapterFor } from '../../../channels/table.ts'
import { updateChannel } from '../../../channels/update.ts'
import { pool } from '../../../server/db.ts'
import { newScene, type Scene } from '../scene.ts'
import { useInbox } from '../serve.ts'

useInbox()

type Running = { account: Account; sink: Sink; signal: AbortSignal }
const started: Running[] = []
const stop = new AbortController()
let scene: Scene
let ended: Promise<void>

beforeAll(async () => {
  vi.spyOn(adapterFor('email'), 'listen').mockImplementation(async (account, sink, signal) => {
    started.push({ account, sink, signal })
    while (!signal.aborted) await sleep(20)
  })
  scene = await newScene()
  ended = listenToChannels(stop.signal)
})
afterAll(async () => {
  stop.abort()
  await ended
})

const soon = { timeout: 30_000, interval: 50 }
const live = () => started.filter(({ signal }) => !signal.aborted)

describe('a channel that can be listened to', { timeout: 90_000 }, () => {
  test('is listened to once, with its secrets in the clear', async () => {
    await expect.poll(() => live().length, soon).toBe(1)
    expect(live()[0]?.account).toMatchObject({ channelId: scene.mail.id, config: { address: 'support@shop.test' } })
  })

  test('is started again when its settings change, and not when its health does', async () => {
    const [before] = live()
    await before!.sink.health('failing', 'no route')
    await sleep(3_000)
    expect(live()).toEqual([before])
    await updateChannel(scene.owner.context, { id: scene.mail.id, config: { displayName: 'Support' } })
    await expect.poll(() => [before!.signal.aborted, live().length], soon).toEqual([true, 1])
    expect(live()[0]?.account.config).toMatchObject({ displayName: 'Support' })
  })

  test('stores by the one door and keeps its place', async () => {
    const { sink } = live()[0]!
    const event = { body: Buffer.from('mail'), dedupeKey: 'a mail' }
    expect([await sink.store(event), await sink.store(event)]).toEqual(['stored', 'duplicate'])
    expect(await sink.cursor.load()).toBeNull()
    await sink.cursor.save({ uid: 7 })
    expect(await sink.cursor.load()).toEqual({ uid: 7 })
  })

  test('stops when it is paused, goes on after', async () => {
    await pauseChannel(scene.owner.context, scene.mail)
    await expect.poll(() => live().length, soon).toBe(0)
    await resumeChannel(scene.owner.context, scene.mail)
    await expect.poll(() => live().length, soon).toBe(1)
  })

  test('is given up by name when the supervisor stops, so that another process may have it', async () => {
    stop.abort()
    await ended
    expect(live()).toEqual([])
    expect((await pool().query(`SELECT 1 FROM leases WHERE name LIKE 'channel/%'`)).rows).toEqual([])
  })
})
