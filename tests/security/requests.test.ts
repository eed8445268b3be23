import { createConnection } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { v7 } from 'uuid'
import { beforeAll, describe, expect, test } from 'vitest'
import { openApiDocument } from '../../server/openapi.ts'
import { pool } from '../../server/db.ts'
import { apiOf, type Answer } from '../integration/http.ts'
import { operationsOf, send, type Documented, type Field } from '../integration/requests.ts'
import { mailIn, receiveAll, visitorToken } from '../integration/scene.ts'
import { useServer } from '../integration/serve.ts'
import { inputsOf, newWorld, type World } from '../integration/world.ts'
import { connect } from './connect.ts'

const server = useServer()
const operations = operationsOf(openApiDocument())
// These cost a password's hash each, or end the session the rest needs; sign-in.test.ts has their own.
const elsewhere = new Set(['session.create', 'setup.create', 'invite.accept', 'session.delete'])
const signedIn = operations.filter(({ isPublic, name }) => !isPublic && !elsewhere.has(name))

let world: World
beforeAll(async () => {
  world = await newWorld(server.url, 'secure')
})
const inputOf = (operation: Documented) => (inputsOf(world)[operation.name] ?? {}) as Record<string, unknown>
const pathOf = (operation: Documented) =>
  `/api/v1${operation.path.replace(/\{(\w+)\}/g, (_, name: string) => String(inputOf(operation)[name]))}`

/** Every row of every table, but for what a look alone may write. */
async function everything(): Promise<string> {
  const { rows: tables } = await pool().query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_name NOT IN ('sessions', 'leases', 'rate_limits', 'feed_cursors')`,
  )
  const prints = await Promise.all(
    tables.map(
      async ({ name }) =>
        (await pool().query(`SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) AS print FROM ${name} t`)).rows,
    ),
  )
  return JSON.stringify(prints)
}

function expectRefusal(answer: Answer, statuses: number[]): void {
  expect(statuses, answer.text).toContain(answer.status)
  expect(answer.body).toMatchObject({ error: { code: expect.any(String), message: expect.stringMatching(/\S.{5}/) } })
  expect(answer.text).not.toMatch(/syntax error|duplicate key|relation "|violates|invalid input|prisma|pg_|at .*\.ts:/i)
}

describe('without a session', () => {
  test.each(signedIn)('$name is refused before anything else, and changes nothing', async (operation) => {
    const before = await everything()
    for (const token of [null, 'wrong', v7()]) expectRefusal(await send(apiOf(server.url, token), operation, inputOf(operation)), [401])
    if (operation.method !== 'GET') expectRefusal(await apiOf(server.url, null)(operation.method, pathOf(operation), '{'), [401])
    expect(await everything()).toBe(before)
  })
})

describe('from another site', () => {
  const writing = signedIn.filter(({ method }) => method !== 'GET')
  test.each(writing)('$name is refused, by either header, and changes nothing', async (operation) => {
    const before = await everything()
    for (const headers of [
      { 'Sec-Fetch-Site': 'cross-site' },
      { 'Sec-Fetch-Site': 'same-site' },
      { Origin: 'https://evil.example' },
      { Origin: 'null' },
    ])
      expectRefusal(await send(world.api, operation, inputOf(operation), headers as Record<string, string>), [403])
    expect(await everything()).toBe(before)
  })
})

describe('columns nobody named', () => {
  const extras = ['role', 'workspaceId', 'workspace_id', 'version', 'createdAt', 'passwordHash', 'status', 'isAdmin', 'userId', '$where']
  test.each(signedIn)('$name refuses each, and changes nothing', async (operation) => {
    const before = await everything()
    for (const extra of extras.filter((name) => !operation.fields.some((field) => field.name === name)))
      expectRefusal(await send(world.api, operation, { ...inputOf(operation), [extra]: 'owner' }), [400])
    expect(await everything()).toBe(before)
  })

  test.each(signedIn.filter(({ method }) => method === 'POST' || method === 'PATCH'))(
    '$name refuses keys that reach for prototypes',
    async (operation) => {
      const before = await everything()
      for (const key of ['__proto__', 'constructor', 'prototype']) {
        expectRefusal(await world.api(operation.method, pathOf(operation), `{"${key}": {"polluted": true}}`), [400])
      }
      expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
      expect(await everything()).toBe(before)
    },
  )
})

describe('a value of another type', () => {
  const isText = ({ schema }: Field) => schema.type === 'string'
  test.each(signedIn.filter(({ fields }) => fields.some((field) => field.in === 'body' && isText(field))))(
    'where $name wants text is refused',
    async (operation) => {
      const before = await everything()
      for (const field of operation.fields.filter((candidate) => candidate.in === 'body' && isText(candidate)))
        for (const wrong of [['x'], { $ne: null }, { toString: 'x' }, 1, true, [[]]])
          expectRefusal(await send(world.api, operation, { ...inputOf(operation), [field.name]: wrong }), [400])
      expect(await everything()).toBe(before)
    },
  )

  test.each(signedIn.filter(({ fields }) => fields.some((field) => field.in === 'query')))(
    'twice in the query of $name is refused',
    async (operation) => {
      for (const field of operation.fields.filter((candidate) => candidate.in === 'query')) {
        expectRefusal(await send(world.api, operation, { ...inputOf(operation), [field.name]: ['a', 'b'] }), [400])
        expectRefusal(await send(world.api, operation, { ...inputOf(operation), [`${field.name}[$gt]`]: '' }), [400])
      }
    },
  )
})

describe('any text anywhere', () => {
  const nasty = fc.constantFrom(
    '\0',
    "'",
    '"',
    ';--',
    '%',
    '_',
    '\\',
    "' OR 1=1 --",
    '$1',
    '\ud800',
    '1e999',
    '-1',
    'infinity',
    'NaN',
    '0x10',
    '{}',
    '../',
    '%00',
    '\r\nX: y',
    '9'.repeat(40),
    'a'.repeat(300),
  )
  const value = fc.oneof(
    nasty,
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.string({ maxLength: 10 }).map((text) => Buffer.from(text).toString('base64url')),
  )

  test.each(signedIn.filter(({ fields }) => fields.some(({ schema }) => schema.type === 'string')))(
    'is answered or refused by $name, never an error of the database',
    async (operation) => {
      const fields = operation.fields.filter(({ schema }) => schema.type === 'string')
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...fields), value, async (field, text) => {
          const answer = await send(world.api, operation, { ...inputOf(operation), [field.name]: text })
          if (answer.status !== 200) expectRefusal(answer, [400, 404, 409])
        }),
        { numRuns: 12 },
      )
    },
  )

  test.each(['%E0%A4%A', '%00', '%ff', '..%2f..', "'", '%F0%9F'])('as an id in a path (%s) is not there', async (id) => {
    for (const path of ['conversations', 'customers', 'messages', 'files', 'channels'])
      expectRefusal(await world.api('GET', `/api/v1/${path}/${id}${path === 'messages' ? '/html' : ''}`), [400, 404])
  })

  test('that goes to an address nobody can read is refused', async () => {
    const socket = createConnection(Number(new URL(server.url()).port), '127.0.0.1')
    socket.write('GET http://[/api HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
    expect(await text(socket)).toContain('HTTP/1.1 400')
  })

  test('that has more values than anybody needs, or more than a stranger may send, is refused before it is read', async () => {
    const keys = (count: number) => `{${Array.from({ length: count }, (_, at) => `"k${at}":1`).join()}}`
    expectRefusal(await world.api('POST', 'labels', keys(20_000)), [400])
    const commas = JSON.stringify({ text: ',"'.repeat(40_000), type: 'text' })
    expect((await world.api('POST', 'labels', commas)).body).toMatchObject({ error: { message: expect.not.stringContaining('values') } })
    for (const path of ['session', 'setup', '/widget/session']) {
      const answer = await world.api('POST', path, keys(2_000))
      expectRefusal(answer, [400])
      expect(answer.body).toMatchObject({ error: { message: expect.stringContaining('too large') } })
    }
  })

  test('that is no JSON, too deep, too large or of another kind is refused', async () => {
    const path = `conversations/${world.ids.conversation}/messages`
    const deep = `${'{"a":'.repeat(200)}1${'}'.repeat(200)}`
    for (const body of ['{', '[]', 'null', '"x"', '1', deep, `{"text":"${'x'.repeat(1_100_000)}"}`])
      expectRefusal(await world.api('POST', path, body), [400])
    expectRefusal(await world.api('POST', path, 'text=x', { 'Content-Type': 'application/x-www-form-urlencoded' }), [400])
  })
})

describe('files that could act', () => {
  test.each([
    ['picture.svg', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
    ['page.html', '<!doctype html><script>alert(1)</script>'],
    ['picture.png', '<html><script>alert(1)</script>'],
    ['document.pdf', '%PDF-1.4\n1 0 obj<</S/JavaScript/JS(app.alert(1))>>'],
  ])('%s is only ever saved', async (name, content) => {
    const form = new FormData()
    form.append('file', new Blob([content], { type: 'image/png' }), name)
    const upload = await fetch(`${server.url()}/api/v1/files`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${world.owner.token}` },
      body: form,
    })
    const { id } = (await upload.json()) as { id: string }
    const { headers } = await world.api('GET', `files/${id}`)
    expect(headers.get('Content-Disposition')).toMatch(/^attachment/)
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
    expect(headers.get('Content-Security-Policy')).toContain('sandbox')
    expect(headers.get('Content-Type')).toBe('application/octet-stream')
    expectRefusal(await world.api('GET', `files/${id}/thumbnail`), [400, 404])
  })

  test('a name with line breaks, quotes and a path in it stays one name', async () => {
    const form = new FormData()
    form.append('file', new Blob(['x']), '../..\\a"\r\nSet-Cookie: x=1;.txt')
    const upload = await fetch(`${server.url()}/api/v1/files`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${world.owner.token}` },
      body: form,
    })
    const { id, name } = (await upload.json()) as { id: string; name: string }
    expect(name).not.toMatch(/[\u0000-\u001f/\\]/)
    expect((await world.api('GET', `files/${id}`)).headers.get('Set-Cookie')).toBeNull()
  })
})

describe('the visitor’s door', () => {
  test('shows nobody the history of a mail address she merely names', async () => {
    await mailIn(world, { from: 'known@example.com', text: 'a secret of the known customer' })
    await receiveAll()
    const opened = await fetch(`${server.url()}/widget/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ channelId: world.chat.id, claim: { email: 'known@example.com', name: 'Known' } }),
    })
    const { token, verified } = (await opened.json()) as { token: string; verified: boolean }
    expect(verified).toBe(false)
    const sent = await post(`/webhooks/${world.chat.id}`, token, { type: 'message', id: v7(), text: 'it is me' })
    expect(sent.status).toBe(200)
    await receiveAll()
    const { rows } = await pool().query(`SELECT customer_id FROM identities WHERE workspace_id = $1 AND value = 'known@example.com'`, [
      world.workspaceId,
    ])
    const threads = await pool().query('SELECT channel_id FROM conversations WHERE customer_id = $1', [rows[0].customer_id])
    expect(threads.rows).toEqual([{ channel_id: world.mail.id }])
    expect(JSON.stringify(await history(token))).not.toContain('secret')
  })

  test.each(['', 'x', 'a.b', '[]', 'null', `${Buffer.from('{}').toString('base64url')}.x`])(
    'refuses the token %j and keeps nothing',
    async (token) => {
      const before = await everything()
      expect((await post(`/webhooks/${world.chat.id}`, token, { type: 'message', id: v7(), text: 'x' })).status).toBe(401)
      await expect(history(token)).rejects.toThrow('unauthenticated')
      expect(await everything()).toBe(before)
    },
  )

  test('keeps a request that is sent again once', async () => {
    const message = { type: 'message', id: v7(), text: 'once' }
    const token = visitorToken(world.chat.id)
    const answers = await Promise.all(Array.from({ length: 5 }, () => post(`/webhooks/${world.chat.id}`, token, message)))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
    const { rows } = await pool().query('SELECT count(*)::int AS n FROM raw_events WHERE dedupe_key = $1', [`message:${message.id}`])
    expect(rows).toEqual([{ n: 1 }])
  })

  test('and the webhooks of a mail channel, of none, or of a name that is no id are shut', async () => {
    for (const id of [world.mail.id, v7(), 'x', '%00', "' OR 1=1"])
      expect([401, 404]).toContain((await post(`/webhooks/${id}`, 'x', {})).status)
  })
})

test('a client that trickles its headers is cut off', { timeout: 60_000 }, async () => {
  const url = new URL(server.url())
  const socket = createConnection(Number(url.port), url.hostname)
  const closed = new Promise<number>((resolve) => socket.once('close', () => resolve(Date.now())))
  socket.on('error', () => undefined)
  const began = Date.now()
  socket.write('GET /healthz HTTP/1.1\r\n')
  const trickle = setInterval(() => socket.write('X-A: b\r\n'), 1000)
  const end = await Promise.race([closed, sleep(58_000).then(() => Infinity)])
  clearInterval(trickle)
  socket.destroy()
  expect(end - began).toBeLessThan(58_000)
})

test('nothing an attacker names goes into links or redirects', async () => {
  const headers = { Host: 'evil.example', 'X-Forwarded-Host': 'evil.example', 'X-Forwarded-Proto': 'https' }
  const invite = await world.api('POST', 'invites', { email: 'link@example.com' }, headers)
  expect(invite.status).toBe(200)
  expect(invite.text).not.toContain('evil')
  for (const path of ['//evil.example', '/\\evil.example', '/api/v1//evil.example', '/%2f%2fevil.example']) {
    const answer = await fetch(`${server.url()}${path}`, { redirect: 'manual' })
    expect(answer.headers.get('Location') ?? '').not.toContain('evil')
  }
})

const post = (path: string, token: string, body: object) =>
  fetch(`${server.url()}${path}`, { method: 'POST', headers: { Authorization: `Bearer ${token}` }, body: JSON.stringify(body) })

async function history(token: string): Promise<unknown> {
  const socket = await connect(`${server.url()}/widget`, token)
  const answer: unknown = await socket.timeout(15_000).emitWithAck('history', {})
  socket.disconnect()
  return answer
}
