import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { adapters, channels } from '../../channels/index.ts'
import { inbox } from '../../inbox/index.ts'
import { ensureDemo } from '../../prisma/seed.ts'
import { pool } from '../../server/db.ts'
import { startQueue, stopQueue } from '../../server/queue.ts'
import { useDatabase } from '../support/database.ts'
import { call, stranger } from './call.ts'
import { newPerson, newWorkspace } from './workspaces.ts'

useDatabase()

beforeAll(() => startQueue([...(inbox.jobs ?? []), ...(channels.jobs ?? [])], { work: false }))
afterAll(stopQueue)

const tables = ['users', 'channels', 'customers', 'identities', 'conversations', 'messages', 'attachments', 'raw_events', 'channel_pulls']
beforeEach(async () => {
  await pool().query(`TRUNCATE workspaces, invites, ${tables.join()} CASCADE`)
})

test('is a workspace one can sign in to, with conversations of both channels, answered and waiting', async () => {
  const signIn = await ensureDemo()
  expect(signIn).toEqual({ email: 'demo@parley.local', password: 'parley-demo' })
  expect((await call(stranger(), 'setup.status', {})).demo).toEqual(signIn)
  expect((await call(stranger(), 'session.create', signIn!)).user.role).toBe('owner')
  const spoken = `channel_kind IN ('webchat', 'email')`
  expect(
    (await pool().query(`SELECT count(*) AS n, status FROM conversations WHERE ${spoken} GROUP BY status ORDER BY status`)).rows,
  ).toEqual([
    { n: 8, status: 'open' },
    { n: 2, status: 'resolved' },
  ])
  const { rows } = await pool().query(
    `SELECT DISTINCT channel_kind, waiting_since IS NOT NULL AS waiting FROM conversations WHERE ${spoken} ORDER BY 1, 2`,
  )
  expect(rows).toHaveLength(4)
  expect((await pool().query(`SELECT 1 FROM raw_events WHERE status <> 'done'`)).rowCount).toBe(0)
  expect((await pool().query(`SELECT type FROM attachments`)).rows).toEqual([{ type: 'image/png' }])
})

test('has a practice channel of every kind that has a stand-in, and somebody who wrote on it', async () => {
  await ensureDemo()
  const { rows } = await pool().query<{ kind: string; talks: boolean }>(
    `SELECT c.kind, EXISTS (SELECT FROM conversations v WHERE v.channel_id = c.id) OR EXISTS (SELECT FROM channel_pulls p WHERE p.channel_id = c.id) AS talks
       FROM channels c ORDER BY c.kind`,
  )
  const practised = [...adapters.values()].flatMap(({ kind, demo }) => (demo ? [kind] : []))
  expect(rows).toEqual([...practised, 'email', 'webchat'].sort().map((kind) => ({ kind, talks: true })))
})

test('made again, nothing is added', async () => {
  await ensureDemo()
  const before = await everything()
  await ensureDemo()
  expect(await everything()).toEqual(before)
})

test('is never made again, whatever people have renamed, merged or taken away since', async () => {
  await ensureDemo()
  await pool().query(
    `UPDATE segments SET name = 'Renamed ' || id; UPDATE fields SET name = 'Renamed ' || id; UPDATE labels SET name = 'Renamed ' || id`,
  )
  await pool().query(`UPDATE teams SET name = 'Renamed ' || id; UPDATE customers SET name = 'Renamed', fields = '{}'`)
  await pool().query(`UPDATE users SET email = 'renamed-' || email WHERE role <> 'owner'; DELETE FROM messages; DELETE FROM segments`)
  const before = await everything()
  expect(await ensureDemo()).not.toBeNull()
  expect(await everything()).toEqual(before)
})

test('by three processes at once, it is made once', async () => {
  await Promise.all([ensureDemo(), ensureDemo(), ensureDemo()])
  expect(await counts()).toEqual(await countsOfWhole())
})

test('interrupted anywhere it is finished by the next start, without doubles', { timeout: 120_000 }, async () => {
  const whole = await countsOfWhole()
  for (const step of ['user.joined', 'channel.created', 'message.queued', 'message.noted', 'conversation.resolved']) {
    await pool().query(`TRUNCATE workspaces, invites, ${tables.join()} CASCADE`)
    await failingAt(step, 2, () => expect(ensureDemo()).rejects.toThrow('interrupted'))
    await ensureDemo()
    expect(await counts(), step).toEqual(whole)
  }
})

test('is not made where somebody already works', async () => {
  await newPerson(await newWorkspace(), 'owner')
  expect(await ensureDemo()).toBeNull()
  expect((await pool().query('SELECT 1 FROM channels')).rowCount).toBe(0)
})

test('its sign-in is no longer offered once its password was changed', async () => {
  const signIn = await ensureDemo()
  await pool().query('UPDATE users SET password_hash = (SELECT password_hash FROM users WHERE email LIKE $1) WHERE email = $2', [
    (await newPerson(await newWorkspace())).email,
    signIn!.email,
  ])
  expect(await ensureDemo()).toBeNull()
  expect((await call(stranger(), 'setup.status', {})).demo).toBeNull()
})

async function countsOfWhole() {
  await pool().query(`TRUNCATE workspaces, invites, ${tables.join()} CASCADE`)
  await ensureDemo()
  return counts()
}

async function counts(): Promise<Record<string, number>> {
  const found = tables.map(async (table) => [table, (await pool().query(`SELECT 1 FROM ${table}`)).rowCount] as const)
  return Object.fromEntries(await Promise.all(found)) as Record<string, number>
}

async function everything(): Promise<unknown> {
  return Promise.all([...tables, 'events'].map(async (table) => (await pool().query(`SELECT * FROM ${table} ORDER BY id`)).rows))
}

/** While `work` runs, writing the nth event of that name fails, and with it the transaction it belongs to. */
async function failingAt(name: string, nth: number, work: () => Promise<unknown>): Promise<void> {
  await pool().query(`TRUNCATE events`)
  await pool().query(
    `CREATE FUNCTION interrupt() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN
       IF NEW.name = '${name}' AND (SELECT count(*) FROM events WHERE events.name = '${name}') >= ${nth - 1} THEN RAISE EXCEPTION 'interrupted'; END IF;
       RETURN NEW;
     END $$`,
  )
  await pool().query('CREATE TRIGGER interrupt BEFORE INSERT ON events FOR EACH ROW EXECUTE FUNCTION interrupt()')
  await work()
  await pool().query('DROP FUNCTION interrupt CASCADE')
}
