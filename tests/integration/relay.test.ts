import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { pool } from '../../server/db.ts'
import { processId } from '../../server/leases.ts'
import { startRelay } from '../../server/relay.ts'
import { waitForWake, wake } from '../../server/wake.ts'
import { useDatabase } from '../support/database.ts'

const database = useDatabase()
let stop = async () => undefined as void
/** The line as another process has it. */
let other: { heard: string[]; tell: (text: string) => Promise<unknown>; close: () => Promise<unknown> }

beforeAll(async () => {
  stop = await startRelay()
  other = process.env['REDIS_URL'] ? await onRedis(process.env['REDIS_URL']) : await onPostgres()
  await sleep(300)
})
afterAll(async () => {
  await stop()
  await other.close()
})

async function onPostgres() {
  const client = new pg.Client({ connectionString: database.url(), application_name: 'other' })
  const heard: string[] = []
  client.on('notification', ({ payload }) => heard.push(payload ?? ''))
  await client.connect()
  await client.query('LISTEN parley')
  return { heard, tell: (text: string) => client.query('SELECT pg_notify($1, $2)', ['parley', text]), close: () => client.end() }
}

async function onRedis(url: string) {
  const [listener, speaker] = [new Redis(url), new Redis(url)]
  const heard: string[] = []
  listener.on('message', (_, text) => heard.push(text))
  await listener.subscribe('parley')
  return {
    heard,
    tell: (text: string) => speaker.publish('parley', text),
    close: async () => [listener.disconnect(), speaker.disconnect()],
  }
}

const wokenWithin = async (ms: number) => {
  const began = Date.now()
  await waitForWake('raw', ms + 1000)
  return Date.now() - began < ms
}

describe('wake-ups between processes', () => {
  it('reach this process from another', async () => {
    const woken = wokenWithin(10_000)
    await other.tell('another-process raw')
    expect(await woken).toBe(true)
  })

  it('reach others, however many there are in a moment, as few', async () => {
    other.heard.length = 0
    for (let i = 0; i < 500; i++) wake('events')
    await vi.waitFor(() => expect(other.heard).toContain(`${processId} events`), 10_000)
    await sleep(200)
    expect(other.heard.length).toBeLessThan(5)
  })

  it('do not come back to where they were made', async () => {
    wake('raw')
    expect(await wokenWithin(500)).toBe(false)
  })

  it('are nothing else than known topics', async () => {
    const woken = wokenWithin(500)
    await other.tell('another-process rm -rf')
    expect(await woken).toBe(false)
  })

  // Redis clients look after this by themselves.
  if (!process.env['REDIS_URL']) {
    it('are heard again after the connection was cut', async () => {
      await pool().query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE datname = current_database() AND query = 'LISTEN parley' AND application_name <> 'other' AND pid <> pg_backend_pid()`,
      )
      await sleep(1500)
      const woken = wokenWithin(10_000)
      await other.tell('another-process raw')
      expect(await woken).toBe(true)
    })
  }

  if (!process.env['REDIS_URL']) {
    it('leave nothing behind with each connection that is cut', { timeout: 60_000 }, async () => {
      const warnings: string[] = []
      const hear = ({ name }: Error) => warnings.push(name)
      process.on('warning', hear)
      const listener = `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND query = 'LISTEN parley' AND application_name <> 'other'`
      const cut = new Set<number>()
      for (let n = 0; n < 12; n++) {
        const next = async () =>
          (await pool().query<{ pid: number }>(`${listener} AND pid <> ALL ($1) AND state = 'idle'`, [[...cut]])).rows[0]?.pid
        await expect.poll(next, { timeout: 20_000 }).toBeDefined()
        const pid = (await next())!
        await pool().query('SELECT pg_terminate_backend($1)', [pid])
        cut.add(pid)
      }
      await expect
        .poll(async () => (await pool().query(`${listener} AND pid <> ALL ($1)`, [[...cut]])).rowCount, { timeout: 20_000 })
        .toBe(1)
      process.off('warning', hear)
      expect(warnings).toEqual([])
    })
  }

  it('are told to nobody once it is stopped, not even those on their way', async () => {
    other.heard.length = 0
    wake('raw')
    await stop()
    await sleep(200)
    expect(other.heard.filter((text) => text.startsWith(processId))).toEqual([])
  })
})
