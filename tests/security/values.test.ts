import { beforeAll, describe, expect, test } from 'vitest'
import { v7 } from 'uuid'
import { endpoints } from '../../contract/api.ts'
import type { ConditionField } from '../../contract/conditions.ts'
import { openApiDocument } from '../../server/openapi.ts'
import { pool } from '../../server/db.ts'
import { operationsOf, send, type Documented } from '../integration/requests.ts'
import { receiveAll, visitorToken } from '../integration/scene.ts'
import { useServer } from '../integration/serve.ts'
import { inputsOf, newWorld, type World } from '../integration/world.ts'
import { connect } from './connect.ts'
import { leavesOf } from './leaves.ts'

const server = useServer()
// These cost a password's hash each, or end what the rest needs.
const elsewhere = new Set([
  'session.create',
  'setup.create',
  'invite.accept',
  'session.delete',
  'session.revoke',
  'user.update',
  'outbox.clear',
])
const operations = operationsOf(openApiDocument()).filter(({ name }) => !elsewhere.has(name))

let world: World
beforeAll(async () => {
  world = await newWorld(server.url, 'values')
}, 60_000)

/** Texts, times and numbers that some column, cast or index of PostgreSQL cannot hold. */
const values: unknown[] = [
  '\0',
  '\ud800',
  '0000-01-01',
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:59-14:00',
  '2026-01-01T00:00:00+23:59',
  '+275760-09-13T00:00:00Z',
  '1e-400',
  '1e400',
  '-Infinity',
  '9223372036854775808',
  '9'.repeat(40),
  // More than an entry of an index takes, however it is compressed.
  Array.from({ length: 2_900 }, (_, n) => String.fromCodePoint(0x4e00 + ((n * 7919) % 20_000))).join(''),
  2 ** 31,
  -(2 ** 31) - 1,
  2 ** 53,
  1.7e308,
  5e-324,
  0.5,
]

/** `input` with a value where the path says; `*` makes a list, or a record where one stands. */
function set(input: unknown, [key, ...rest]: string[], value: unknown): unknown {
  if (key === undefined) return value
  if (key !== '*') return { ...(input as object), [key]: set((input as Record<string, unknown> | undefined)?.[key], rest, value) }
  const isRecord = input !== null && typeof input === 'object' && !Array.isArray(input)
  if (!isRecord) return [set((input as unknown[] | undefined)?.[0], rest, value)]
  const known = Object.keys(input)[0] ?? world.ids.field
  return { ...input, [known]: set((input as Record<string, unknown>)[known], rest, value) }
}

/** An input that goes deeper than the world's, so that each of its places stands where a handler reads it. */
const deeper: Record<string, () => object> = {
  'customer.update': () => ({
    changes: { fields: { [world.ids.field]: { value: 'x', base: 0 } }, preferences: { value: { channel: null, locale: null } } },
  }),
  'customer.create': () => ({ changes: { fields: { [world.ids.field]: { value: 'x' } }, company: { value: 'x' } } }),
}

const inputOf = ({ name }: Documented) => ({ ...(inputsOf(world)[name] as object), ...deeper[name]?.() })

/** What the contract let through and only the database refused. */
const byTheNet = /cannot be kept/
const answered = [200, 400, 401, 403, 404, 409, 429]

describe('a value PostgreSQL cannot hold', () => {
  test.each(operations)('anywhere in $name is refused or read, and is no error of ours', { timeout: 120_000 }, async (operation) => {
    const wrong: string[] = []
    for (const { path } of leavesOf(endpoints[operation.name].input))
      for (const value of values) {
        const input = set(inputOf(operation), path, value) as Record<string, unknown>
        const { status, text } = await send(world.api, operation, input)
        if (!answered.includes(status) || byTheNet.test(text))
          wrong.push(`${status} ${path.join('.')} ${JSON.stringify(value).slice(0, 60)}: ${text}`)
      }
    expect(wrong).toEqual([])
  })
})

const compared = ['\0', '\ud800', '0000-01-01', '0000-01-01T00:00:00Z', '2026-01-01T00:00:00+23:59', '1e-400', 2 ** 31, 1.7e308, 5e-324] // prettier-ignore

describe('a condition', () => {
  const lists = ['condition-fields', 'views/fields']
  test.each(lists)('on any of the %s, compared with any value, is refused or answered', { timeout: 120_000 }, async (path) => {
    const types = ['text', 'long_text', 'number', 'date', 'boolean', 'phone', 'email', 'url', 'user']
    for (const type of types) await world.api('POST', 'fields', { name: `${type} ${v7()}`, type })
    const fields = ((await world.api('GET', path)).body as { data: ConditionField[] }).data.filter(
      ({ field }) => !field.startsWith('customer.'),
    )
    const wrong: string[] = []
    for (const { field, operators } of fields)
      for (const op of operators) {
        const asked = (op === 'is_set' ? ['\0'] : compared).map(async (value) => {
          const condition = { field, op, value: op === 'between' ? [value, value] : op.includes('_of') ? [value] : value }
          const { status, text } = await ask(path, condition)
          if (![200, 400].includes(status) || byTheNet.test(text)) wrong.push(`${status} ${JSON.stringify(condition)}: ${text}`)
        })
        await Promise.all(asked)
      }
    expect(wrong).toEqual([])
  })

  const ask = (path: string, condition: object) =>
    path === 'condition-fields'
      ? world.api('POST', 'segments/count', { condition })
      : world.api('GET', `conversations?filter=${encodeURIComponent(JSON.stringify(condition))}`)
})

describe('a name of a file', () => {
  // The 200th unit is the first half of an emoji.
  const names = [`${'n'.repeat(199)}😀.csv`, 'a\u0000b.csv', '\u202e.csv', `${'长'.repeat(400)}.csv`]

  test.each(['files', 'imports'])('sent to /%s is kept as far as it can be', async (path) => {
    for (const name of names) {
      const form = new FormData()
      form.append('file', new Blob(['name,email\nA,a@example.com\n']), name)
      const headers = { Authorization: `Bearer ${world.owner.token}` }
      const answer = await fetch(`${server.url()}/api/v1/${path}`, { method: 'POST', headers, body: form })
      expect([200, 400], await answer.text()).toContain(answer.status)
    }
  })

  test('sent by a visitor too', async () => {
    const token = visitorToken(world.chat.id)
    for (const name of names) {
      const headers = { Authorization: `Bearer ${token}` }
      const answer = await fetch(`${server.url()}/widget/files?name=${encodeURIComponent(name)}`, { method: 'POST', headers, body: 'x' })
      expect([200, 400, 401, 429], await answer.text()).toContain(answer.status)
    }
  })
})

test('headers hold what they like', async () => {
  const odd = ['\u00e9', '\u0080', 'x'.repeat(5_000), '%00', "'", '-0']
  for (const name of ['Idempotency-Key', 'X-Request-Id', 'User-Agent', 'Accept-Language', 'Range', 'If-Range', 'X-Forwarded-For'])
    for (const value of odd) {
      const label = await world.api('POST', 'labels', { name: `l ${v7()}` }, { [name]: value })
      expect([200, 400], `${name}: ${value}: ${label.text}`).toContain(label.status)
    }
})

test('a visitor says what they like, and what can be kept of it is', async () => {
  await receiveAll()
  const before = await parkedOf(world)
  const socket = await connect(`${server.url()}/widget`, visitorToken(world.chat.id))
  const emit = (name: string, input: unknown) => socket.timeout(15_000).emitWithAck(name, input) as Promise<{ ok: boolean; code?: string }>
  for (const value of compared) {
    for (const input of [{ id: v7(), text: value }, { id: value, text: 'x' }, { id: v7(), text: 'x', attachmentIds: [value] }, value])
      expect((await emit('send', input)).code).not.toBe('internal')
    for (const input of [{ after: value }, { before: value }, value]) expect((await emit('history', input)).code).not.toBe('internal')
    socket.emit('receipt', { status: 'read', upTo: value })
  }
  socket.disconnect()
  await receiveAll()
  expect(await parkedOf(world)).toEqual(before)
})

async function parkedOf({ chat }: World): Promise<unknown[]> {
  return (await pool().query(`SELECT id, reason FROM raw_events WHERE channel_id = $1 AND status = 'parked'`, [chat.id])).rows
}

test('a visitor’s session claims what it likes', async () => {
  for (const value of values)
    for (const claim of [{ name: value }, { email: value }]) {
      const body = JSON.stringify({ channelId: world.chat.id, claim })
      const answer = await fetch(`${server.url()}/widget/session`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body,
      })
      expect([200, 400, 429], await answer.text()).toContain(answer.status)
    }
})
