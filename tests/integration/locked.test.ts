import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { v7 } from 'uuid'
import { pool } from '../../server/db.ts'
import { useDatabase } from '../support/database.ts'
import { type Parley, startProcess } from '../support/process.ts'
import { type Answer, type Api, apiOf } from './http.ts'
import { visitorToken } from './scene.ts'

const database = useDatabase()
const folder = mkdtempSync(path.join(tmpdir(), 'parley-locked-'))
let parley: Parley
let api: Api
let write: (text: string) => Promise<Answer>
let conversationId = ''
let other: pg.Client

const url = () => `http://127.0.0.1:${parley.port}`
const owner = { name: 'Owner', email: 'owner@example.com', password: 'a long password', workspaceName: 'Locked' }

beforeAll(async () => {
  parley = await startProcess({ DATABASE_URL: database.url(), DATA_DIR: folder, APP_SECRET: process.env['APP_SECRET'] ?? '' })
  await parley.ready
  api = apiOf(url, ((await apiOf(url, null)('POST', 'setup', owner)).body as { token: string }).token)
  const channel = (await api('POST', 'channels', { kind: 'webchat', name: 'Chat', config: {} })).body as { id: string }
  const visitor = apiOf(url, visitorToken(channel.id))
  write = (text) => visitor('POST', `/webhooks/${channel.id}`, { type: 'message', id: v7(), text })
  await write('Hello')
  const found = async () => (await pool().query<{ id: string }>('SELECT id FROM conversations')).rows[0]?.id
  await vi.waitFor(async () => expect(await found()).toBeDefined(), 30_000)
  conversationId = (await found())!
  other = new pg.Client({ connectionString: database.url(), application_name: 'somebody' })
  await other.connect()
}, 120_000)
afterAll(async () => {
  await other.end()
  parley.kill('SIGTERM')
  await parley.ended
  rmSync(folder, { recursive: true, force: true })
})

const reply = () => api('POST', `conversations/${conversationId}/messages`, { text: 'Yes' })
const statusOf = async (address: string) => (await api('GET', address)).status
/** How long the lease that runs out first still lasts. */
const leastLeft = async () =>
  (await pool().query<{ left: number }>('SELECT min(extract(epoch FROM until - clock_timestamp()))::float8 AS left FROM leases')).rows[0]!
    .left
const waitingBackends = async () =>
  (
    await pool().query<{ n: number }>(
      `SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    )
  ).rows[0]!.n
const alarms = async () => ((await api('GET', '/readyz')).body as { alarms: Record<string, string> }).alarms

/** Looks at all that must go on, again and again, until `ended`. */
async function watch(ended: Promise<unknown>) {
  const seen = { statuses: new Set<number>(), leastLeft: Infinity, mostWaiting: 0, alarms: [] as string[], longestMs: 0 }
  let over = false
  void ended.finally(() => (over = true))
  while (!over) {
    const began = performance.now()
    for (const status of await Promise.all(['conversations', 'customers', 'labels', '/readyz'].map(statusOf))) seen.statuses.add(status)
    seen.longestMs = Math.max(seen.longestMs, performance.now() - began)
    seen.leastLeft = Math.min(seen.leastLeft, await leastLeft())
    seen.mostWaiting = Math.max(seen.mostWaiting, await waitingBackends())
    seen.alarms.push((await alarms())['locks'] ?? '')
  }
  return seen
}

describe('somebody keeps locked', { timeout: 120_000 }, () => {
  it('a conversation: its commands are refused soon, all others and all else go on, and who it is is said', async () => {
    await other.query('BEGIN')
    await other.query('SELECT FROM conversations WHERE id = $1 FOR UPDATE', [conversationId])
    const took: number[] = []
    const hammer = async () => {
      for (let round = 0; round < 4; round++) {
        const began = performance.now()
        const { status, headers } = await reply()
        took.push(performance.now() - began)
        expect([status, headers.get('Retry-After')]).toEqual([503, '5'])
      }
    }
    const ended = Promise.all(Array.from({ length: 30 }, hammer))
    const seen = await watch(ended)
    await ended
    expect(seen).toMatchObject({ statuses: new Set([200]) })
    expect(seen.leastLeft).toBeGreaterThan(0)
    expect(seen.alarms.join()).toMatch(/process \d+ of the database \(somebody\) keeps \d+ waiting/)
    // Each waits for a place, and then for the row; a busy machine is given some more.
    expect(Math.max(...took)).toBeLessThan(10_000)
    await other.query('ROLLBACK')
    await expect.poll(async () => (await reply()).status).toBe(200)
    await expect.poll(async () => (await alarms())['locks']).toBeUndefined()
  })

  it('the table of what comes in: nothing piles up behind it, and the screens go on', async () => {
    await other.query('BEGIN')
    await other.query('LOCK TABLE raw_events IN ACCESS EXCLUSIVE MODE')
    const ended = new Promise((done) => setTimeout(done, 15_000))
    const seen = await watch(ended)
    expect(seen.mostWaiting).toBeLessThan(10)
    expect(seen).toMatchObject({ statuses: new Set([200]) })
    expect(seen.leastLeft).toBeGreaterThan(0)
    expect((await write('Still there?')).status).toBe(503)
    await other.query('ROLLBACK')
    await expect.poll(async () => (await write('And now?')).status).toBe(200)
    await expect.poll(async () => JSON.stringify((await api('GET', 'conversations')).body), { timeout: 60_000 }).toContain('And now?')
  })
})
