import type { Server } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accounts } from '../../accounts/index.ts'
import { channels } from '../../channels/index.ts'
import { customers } from '../../customers/index.ts'
import { inbox } from '../../inbox/index.ts'
import { pool } from '../../server/db.ts'
import { closeHttp, listen, makeHttp } from '../../server/http.ts'
import { newPerson, newWorkspace, password } from '../integration/workspaces.ts'
import { useDatabase } from '../support/database.ts'

useDatabase()

let http: Server
let address: string
beforeAll(async () => {
  http = makeHttp([accounts, channels, customers, inbox])
  address = `http://127.0.0.1:${await listen(http, 0, '127.0.0.1')}`
})
afterAll(() => closeHttp(http))

type Answer = { status: number; headers: Headers; body: { error?: { code: string; message: string }; token?: string; link?: string } }

async function ask(
  method: string,
  path: string,
  { body, headers = {} }: { body?: unknown; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const response = await fetch(`${address}/api/v1${path}`, {
    method,
    headers: { 'Content-Type': 'application/json', 'X-Parley': 'web', ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  return { status: response.status, headers: response.headers, body: (await response.json()) as Answer['body'] }
}

const bearer = (token: string) => ({ Authorization: `Bearer ${token}` })

describe('the session cookie', () => {
  test('is out of reach of scripts and other sites, new at each sign-in, and gone after signing out', async () => {
    const { email, token: planted } = await newPerson(await newWorkspace())
    const Cookie = `parley_session=${planted}`
    const first = await ask('POST', '/session', { body: { email, password }, headers: { Cookie } })
    const cookie = first.headers.get('set-cookie')!
    expect(cookie).toMatch(/^parley_session=[\w-]{43}; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax$/)
    expect(cookie).not.toContain(planted)
    const out = await ask('DELETE', '/session', { headers: { Cookie: cookie.split(';')[0]! } })
    expect(out.headers.get('set-cookie')).toMatch(/^parley_session=; Path=\/; Max-Age=0/)
    expect((await ask('GET', '/session', { headers: { Cookie: cookie.split(';')[0]! } })).status).toBe(401)
  })

  test('does not act for another site', async () => {
    const { token, context } = await newPerson(await newWorkspace(), 'owner')
    const headers = { Cookie: `parley_session=${token}`, Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' }
    const refused = await ask('PATCH', '/workspace', { body: { name: 'Defaced' }, headers })
    expect(refused.status).toBe(403)
    expect((await pool().query('SELECT name FROM workspaces WHERE id = $1', [context.workspaceId])).rows[0]).not.toEqual({
      name: 'Defaced',
    })
  })
})

describe('tokens', () => {
  test.each(['', ' ', 'x', 'null', 'undefined', '[]', 'a'.repeat(43), 'a'.repeat(5000), '%00', "' OR 1=1 --"])(
    '“%.20s” signs nobody in',
    async (token) => {
      expect((await ask('GET', '/session', { headers: bearer(token) })).status).toBe(401)
      expect((await ask('GET', '/session', { headers: { Cookie: `parley_session=${token}` } })).status).toBe(401)
    },
  )

  test('an ended one is over at once, also for who has just used it', async () => {
    const workspaceId = await newWorkspace()
    const [owner, agent] = [await newPerson(workspaceId, 'owner'), await newPerson(workspaceId)]
    expect((await ask('GET', '/users', { headers: bearer(agent.token) })).status).toBe(200)
    expect((await ask('POST', `/users/${agent.id}/disable`, { headers: bearer(owner.token) })).status).toBe(200)
    expect((await ask('GET', '/users', { headers: bearer(agent.token) })).status).toBe(401)
  })
})

describe('what is refused changes nothing', () => {
  const ownersOnly = [
    ['PATCH', '/workspace', { name: 'Taken over' }],
    ['POST', '/invites', { email: 'accomplice@example.com', role: 'owner' }],
    ['GET', '/invites', undefined],
  ] as const

  test.each(ownersOnly)('%s %s by an agent', async (method, path, body) => {
    const workspaceId = await newWorkspace()
    const { token } = await newPerson(workspaceId)
    const before = await rowsOf(workspaceId)
    expect((await ask(method, path, { body, headers: bearer(token) })).status).toBe(403)
    expect(await rowsOf(workspaceId)).toEqual(before)
  })

  test.each(['role', 'workspaceId', 'disabledAt', 'version', 'email', 'passwordHash', 'id', '__proto__', 'constructor'])(
    'nobody assigns himself “%s”',
    async (field) => {
      const workspaceId = await newWorkspace()
      const { token } = await newPerson(workspaceId)
      const before = await rowsOf(workspaceId)
      const body = `{"name": "Changed", ${JSON.stringify(field)}: "owner"}`
      const answer = await ask('PATCH', '/users/me', { body, headers: bearer(token) })
      expect(answer.status).toBe(400)
      expect(await rowsOf(workspaceId)).toEqual(before)
    },
  )

  test.each([[['x']], [{}], [1], [true], [null], [{ $ne: null }]])('a password of %j is no password', async (wrong) => {
    const { email } = await newPerson(await newWorkspace())
    for (const body of [
      { email, password: wrong },
      { email: wrong, password },
    ])
      expect((await ask('POST', '/session', { body })).status).toBe(400)
  })
})

test('an invitation’s link ignores what the request says the host is', async () => {
  const { token } = await newPerson(await newWorkspace(), 'owner')
  const headers = { ...bearer(token), 'X-Forwarded-Host': 'evil.example', 'X-Forwarded-Proto': 'https', Forwarded: 'host=evil.example' }
  const { body } = await ask('POST', '/invites', { body: { email: 'new@example.com' }, headers })
  expect(body.link).toMatch(/^http:\/\/localhost:3000\/invite\/[\w-]{43}$/)
})

test('an answer kept for a repeat holds its secrets sealed', async () => {
  const { token } = await newPerson(await newWorkspace(), 'owner')
  const headers = { ...bearer(token), 'Idempotency-Key': 'an-invitation' }
  const invite = () => ask('POST', '/invites', { body: { email: 'sealed@example.com' }, headers })
  const { link = '' } = (await invite()).body
  expect((await invite()).body.link).toBe(link)
  const { rows } = await pool().query<{ all: string }>(`SELECT coalesce(string_agg(k::text, ' '), '') AS all FROM idempotency_keys k`)
  expect(rows[0]!.all).toContain('an-invitation')
  expect(rows[0]!.all).not.toContain(link.split('/').at(-1))
})

test('limits hold when X-Forwarded-For rotates', async () => {
  const { email } = await newPerson(await newWorkspace())
  const statuses: number[] = []
  for (let n = 0; n < 12; n++) {
    const headers = { 'X-Forwarded-For': `203.0.113.${n}` }
    statuses.push((await ask('POST', '/session', { body: { email: `other-${n}@example.com`, password }, headers })).status)
    statuses.push((await ask('POST', '/session', { body: { email, password: `guess ${n}` }, headers })).status)
  }
  expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(2)
  const { rows } = await pool().query<{ networks: number }>(
    `SELECT count(*) AS networks FROM rate_limits WHERE key LIKE 'sign-in-network:%'`,
  )
  expect(rows[0]!.networks).toBe(1)
})

test('an unknown address takes as long as a known one', async () => {
  const known: number[] = []
  const unknown: number[] = []
  for (let n = 0; n < 9; n++) {
    known.push(await timeOf((await newPerson(await newWorkspace())).email))
    unknown.push(await timeOf(`nobody-${n}@example.com`))
  }
  expect(median(unknown) / median(known)).toBeGreaterThan(0.5)
})

async function timeOf(email: string): Promise<number> {
  const start = performance.now()
  await ask('POST', '/session', { body: { email, password: 'wrong password' } })
  return performance.now() - start
}

const median = (times: number[]) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)]!

/** Everything of a workspace that accounts can change. */
async function rowsOf(workspaceId: string): Promise<unknown> {
  const { rows } = await pool().query(
    `SELECT (SELECT json_agg(w) FROM workspaces w WHERE id = $1) AS workspace, (SELECT json_agg(u ORDER BY id) FROM users u WHERE workspace_id = $1) AS users,
            (SELECT count(*) FROM invites WHERE workspace_id = $1) AS invites, (SELECT count(*) FROM events WHERE workspace_id = $1) AS events`,
    [workspaceId],
  )
  return rows[0]
}
