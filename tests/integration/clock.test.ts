import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { v7 } from 'uuid'
import { pool } from '../../server/db.ts'
import { useDatabase } from '../support/database.ts'
import { startProcess } from '../support/process.ts'
import { type Api, apiOf } from './http.ts'

const database = useDatabase()
const hour = 3_600_000

describe.each([
  ['an hour ahead', hour],
  ['an hour behind', -hour],
])('a process whose clock is %s', (_, skew) => {
  test('takes in, answers and delivers at once, and leaves nothing for others to wait for', { timeout: 120_000 }, async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'parley-clock-'))
    const parley = await startProcess({
      DATABASE_URL: database.url(),
      DATA_DIR: folder,
      CLOCK_SKEW_MS: String(skew),
      LOG_LEVEL: 'warn',
      APP_SECRET: 'a secret for tests only, of 32 characters and more',
    })
    await parley.ready
    const url = () => `http://127.0.0.1:${parley.port}`
    const guest = apiOf(url, null)
    const api = apiOf(url, await enter(guest))
    const { id: channelId } = (await api('POST', 'channels', { kind: 'webchat', name: 'Shop', config: {} })).body as { id: string }
    const { token: visitor } = (await guest('POST', '/widget/session', { channelId })).body as { token: string }
    await apiOf(url, visitor)('POST', `/webhooks/${channelId}`, { type: 'message', id: v7(), text: 'Are you open?' })
    const found = async () =>
      (await pool().query<{ id: string }>('SELECT id FROM conversations WHERE channel_id = $1', [channelId])).rows[0]?.id
    await expect.poll(found).toBeDefined()
    const reply = (await api('POST', `conversations/${await found()}/messages`, { text: 'Yes' })).body as { id: string }
    const row = async () =>
      (
        await pool().query<{ status: string; off: number }>(
          `SELECT status, greatest(abs(extract(epoch FROM now() - due_at)), abs(extract(epoch FROM now() - sent_at)))::float8 AS off FROM messages WHERE id = $1`,
          [reply.id],
        )
      ).rows[0]!
    await expect.poll(async () => (await row()).status).toBe('sent')
    expect((await row()).off).toBeLessThan(600)
    const ahead = await pool().query(`SELECT name FROM schedules WHERE due_at > now() + interval '8 days'`)
    expect(ahead.rows).toEqual([])
    // It looks every second, and says it once.
    await new Promise((done) => setTimeout(done, 2_500))
    expect(parley.err().match(/the clocks of this machine and of the database differ/g)).toHaveLength(1)
    parley.kill('SIGTERM')
    await parley.ended
    rmSync(folder, { recursive: true, force: true })
  })
})

const owner = { name: 'Mei', email: 'mei@example.com', password: 'a long password', workspaceName: 'Tea House' }

/** Makes the workspace, or signs in to the one the process before made. */
async function enter(guest: Api): Promise<string> {
  const made = await guest('POST', 'setup', owner)
  const { email, password } = owner
  const { body } = made.status === 200 ? made : await guest('POST', 'session', { email, password })
  return (body as { token: string }).token
}
