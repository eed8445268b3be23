import { createHash } from 'node:crypto'
import { io } from 'socket.io-client'
import { v7 } from 'uuid'
import { beforeAll, describe, expect, test } from 'vitest'
import type { EndpointName } from '../../../contract/api.ts'
import { rules } from '../../../contract/can.ts'
import type { DomainEvent } from '../../../contract/events.ts'
import type { EventBatch } from '../../../contract/sync.ts'
import { pool } from '../../../server/db.ts'
import { openApiDocument } from '../../../server/openapi.ts'
import { operationsOf, send, type Documented } from '../requests.ts'
import { useServer } from '../serve.ts'
import { inputsOf } from '../world.ts'
import { newCast, type Cast, type Reader, type Relation } from './cast.ts'

const server = useServer()
const operations = operationsOf(openApiDocument()).filter(({ isPublic }) => !isPublic)

let cast: Cast
/** Everything any reader was answered, by role: looked through at the end for what the role may not read. */
const answered = new Map<string, string[]>()
beforeAll(async () => {
  cast = await newCast(server.url)
}, 240_000)

const may = (reader: Reader, name: EndpointName) =>
  rules[name] === 'member' || [rules[name]].flat().every((rule) => (reader.permissions as readonly string[]).includes(rule))

async function ask(reader: Reader, operation: Documented, input: object) {
  const answer = await send(reader.api, operation, input as Record<string, unknown>)
  answered.set(reader.role, [...(answered.get(reader.role) ?? []), answer.text])
  return answer
}

const inputOf = (name: EndpointName) => inputsOf(cast.world)[name] as Record<string, unknown>

/** The endpoint's input with a relation's row where it names a conversation, a customer or a message; null when it names none. */
function aimed({ name, path }: Documented, relation: Relation): Record<string, unknown> | null {
  const input = inputOf(name)
  const own = {
    ...(input['customerId'] !== undefined && { customerId: relation.customer }),
    ...(input['identityId'] !== undefined && { identityId: relation.identity }),
  }
  if (path.startsWith('/conversations/{id}')) return { ...input, ...own, id: relation.conversation }
  if (path.startsWith('/customers/{id}')) return { ...input, ...own, id: relation.customer }
  if (path.startsWith('/messages/{id}')) return { ...input, ...own, id: relation.message }
  if (name === 'conversation.start') return { ...input, ...own }
  return null
}

const isAimed = (operation: Documented) =>
  /^\/(conversations|customers|messages)\/\{id\}/.test(operation.path) || operation.name === 'conversation.start'

/** A fingerprint of every row of the workspace but sessions, which note when they were used. */
async function fingerprint(): Promise<string> {
  const { rows: tables } = await pool().query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.columns WHERE column_name = 'workspace_id' AND table_schema = 'public' AND table_name <> 'sessions' ORDER BY 1`,
  )
  const print = createHash('sha256')
  for (const { name } of tables) {
    const { rows } = await pool().query<{ row: string }>(`SELECT t::text AS row FROM ${name} t WHERE workspace_id = $1 ORDER BY 1`, [
      cast.world.workspaceId,
    ])
    print.update(`${name}\n${rows.map(({ row }) => row).join('\n')}`)
  }
  return print.digest('hex')
}

/** Every page of a list. */
async function all(reader: Reader, path: string): Promise<{ id: string }[]> {
  const rows: { id: string }[] = []
  let cursor: string | null = null
  do {
    const answer = await reader.api('GET', `${path}${path.includes('?') ? '&' : '?'}limit=100${cursor ? `&cursor=${cursor}` : ''}`)
    expect(answer.status, `${reader.role} ${path}: ${answer.text}`).toBe(200)
    answered.set(reader.role, [...(answered.get(reader.role) ?? []), answer.text])
    const page = answer.body as { data: { id: string }[]; next: string | null }
    rows.push(...page.data)
    cursor = page.next
  } while (cursor)
  return rows
}

const idsOf = (rows: { id: string }[]) => rows.map(({ id }) => id).toSorted()

describe('what a role may not do', () => {
  test('is refused at every endpoint, before anything is looked up or changed', { timeout: 300_000 }, async () => {
    const before = await fingerprint()
    let refused = 0
    for (const reader of cast.readers)
      for (const operation of operations.filter(({ name }) => !may(reader, name))) {
        const answer = await ask(reader, operation, inputOf(operation.name))
        expect(answer.status, `${reader.role} ${operation.name}: ${answer.text}`).toBe(403)
        refused += 1
      }
    expect(refused).toBeGreaterThan(100)
    expect(await fingerprint()).toBe(before)
  })
})

describe('what somebody may not see', () => {
  test('is not there, at every endpoint that names it, and stays as it is', { timeout: 300_000 }, async () => {
    const before = await fingerprint()
    let tried = 0
    for (const reader of cast.readers)
      for (const relation of cast.relations.filter(({ names }) => !cast.sees(reader, names)))
        for (const operation of operations.filter((one) => isAimed(one) && may(reader, one.name))) {
          const answer = await ask(reader, operation, aimed(operation, relation)!)
          expect(answer.status, `${reader.role}, ${relation.is}, ${operation.name}: ${answer.text}`).toBe(404)
          tried += 1
        }
    expect(tried).toBeGreaterThan(200)
    expect(await fingerprint()).toBe(before)
  })

  test('is not told by what hangs on it, nor changed through it', { timeout: 120_000 }, async () => {
    const named = (role: string) => cast.readers.find((reader) => reader.role === role)!
    const [owner, narrow] = [named('owner'), named(cast.maskedRoles[1]!)]
    const before = await fingerprint()
    const told: string[] = []
    const leaks: string[] = []
    for (const operation of operations.filter(readsOfCustomers)) {
      // Lists that can be of one customer are asked for all.
      const { customerId: _, ...input } = inputOf(operation.name)
      told.push((await ask(owner, operation, input)).text)
      const { text } = await ask(narrow, operation, input)
      leaks.push(...wordsOfCustomers.filter((words) => text.includes(words)).map((words) => `${operation.name}: ${words}`))
    }
    expect(leaks).toEqual([])
    expect(wordsOfCustomers.filter((words) => !told.join().includes(words))).toEqual([])
    for (const operation of operations.filter(({ name }) => hanging.includes(name)))
      expect((await ask(narrow, operation, inputOf(operation.name))).status, operation.name).toBe(404)
    expect(await fingerprint()).toBe(before)
  })

  test('nor can it be reached by naming it in the body', async () => {
    const narrow = cast.readers.find(({ scope }) => scope === 'own')!
    const [mine, hidden] = [relationOf(`own of ${narrow.role}`), relationOf('a stranger’s')]
    const before = await fingerprint()
    const asks: [string, object][] = [
      [`conversations/${mine.conversation}/customer`, { customerId: hidden.customer }],
      [`customers/${mine.customer}/merge`, { otherId: hidden.customer }],
      [`customers/${hidden.customer}/merge`, { otherId: mine.customer }],
    ]
    for (const [path, body] of asks) expect((await narrow.api('POST', path, body)).status, path).toBe(404)
    const bulk = await narrow.api('POST', 'customers/bulk', { ids: [hidden.customer], set: { ownerId: narrow.id } })
    expect(bulk.body).toMatchObject({ changed: 0, skipped: [{ id: hidden.customer }] })
    expect(await fingerprint()).toBe(before)
  })
})

/** What those write and are called who name nobody, so that who sees but their own sees none of it. */
const wordsOfCustomers = ['text', 'sender', 'customer', 'company', 'twin', 'answer', 'leaves'].map((word) => `ours ${word}`)
/** Whoever may set up channels, imports and roles sees them whole, with what came in by them. */
const tellsOfAll: EndpointName[] = [
  'raw.list',
  'import.list',
  'import.get',
  'import.problem-groups',
  'import.problems',
  'audit.list',
  'outbox.list',
]
const readsOfCustomers = ({ name, method }: Documented) =>
  method === 'GET' ? !tellsOfAll.includes(name) : ['segment.count', 'phrase.preview'].includes(name)
const hanging: EndpointName[] = ['conflict.settle', 'suggestion.accept', 'suggestion.refuse', 'merge.undo']

const relationOf = (is: string): Relation => cast.relations.find((relation) => relation.is === is)!

/** What a reader sees; to those who see all, of what is alike to them only some. */
const telling = (reader: Reader) =>
  cast.relations.filter(
    ({ is, names }) => cast.sees(reader, names) && (reader.scope !== 'all' || /^(own of|a) (agent|stranger’s|foreign)|nobody/.test(is)),
  )

describe('what somebody may see', () => {
  test('answers at every endpoint that reads it', { timeout: 300_000 }, async () => {
    // A chat has no HTML.
    const reading = operations.filter((one) => one.method === 'GET' && isAimed(one) && one.name !== 'message.html')
    let tried = 0
    for (const reader of cast.readers)
      for (const relation of telling(reader))
        for (const operation of reading.filter(({ name }) => may(reader, name))) {
          const answer = await ask(reader, operation, aimed(operation, relation)!)
          expect(answer.status, `${reader.role}, ${relation.is}, ${operation.name}: ${answer.text}`).toBe(200)
          tried += 1
        }
    expect(tried).toBeGreaterThan(150)
  })

  test('is what lists hold, and counts count, to the row', { timeout: 120_000 }, async () => {
    const conversations = await rowsOf(`SELECT id FROM conversations WHERE workspace_id = $1 AND status = 'open'`)
    const customers = await rowsOf('SELECT id FROM customers WHERE workspace_id = $1 AND root_id = id')
    for (const reader of cast.readers) {
      const seen = cast.relations.filter(({ names }) => cast.sees(reader, names))
      const isAll = reader.scope === 'all'
      if (may(reader, 'conversation.list')) {
        const expected = isAll ? conversations : seen.map(({ conversation }) => conversation).toSorted()
        expect(idsOf(await all(reader, 'conversations')), reader.role).toEqual(expected)
        expect((await reader.api('GET', 'conversations/counts')).body, reader.role).toMatchObject({ all: expected.length })
      }
      if (may(reader, 'customer.list')) {
        const expected = isAll ? customers : seen.map(({ customer }) => customer).toSorted()
        expect(idsOf(await all(reader, 'customers')), reader.role).toEqual(expected)
        expect(idsOf(await all(reader, 'customers?q=Lin')), reader.role).toEqual(seen.map(({ customer }) => customer).toSorted())
        const count = await reader.api('POST', 'segments/count', { condition: { field: 'name', op: 'starts_with', value: 'Lin' } })
        expect(count.body, reader.role).toEqual({ count: seen.length, exact: true })
      }
    }
  })

  test('is what sockets and GET /sync tell, and nothing else', { timeout: 120_000 }, async () => {
    const readers = cast.readers.filter((reader) => may(reader, 'conversation.get'))
    const screens = await Promise.all(readers.map(listen))
    for (const { conversation } of cast.relations)
      await cast.world.api('POST', `conversations/${conversation}/messages`, { kind: 'note', text: 'told' })
    const name = `Marker ${v7()}`
    await cast.world.api('PATCH', 'workspace', { name })
    await expect.poll(() => screens.every(({ events }) => JSON.stringify(events.at(-1)).includes(name)), { timeout: 30_000 }).toBe(true)
    for (const [n, reader] of readers.entries()) {
      const seen = cast.relations.filter(({ names }) => cast.sees(reader, names)).map(({ conversation }) => conversation)
      expect(notedIn(screens[n]!.events), reader.role).toEqual(seen.toSorted())
      const { body } = await reader.api('GET', `sync?since=${screens[n]!.hello}`)
      expect((body as { events: DomainEvent[] }).events, reader.role).toEqual(screens[n]!.events)
      answered.set(reader.role, [...(answered.get(reader.role) ?? []), JSON.stringify(body), JSON.stringify(screens[n]!.events)])
      screens[n]!.socket.disconnect()
    }
  })
})

const rowsOf = async (statement: string) => idsOf((await pool().query<{ id: string }>(statement, [cast.world.workspaceId])).rows)

const notedIn = (events: DomainEvent[]) =>
  events.flatMap((event) => (event.name === 'message.noted' ? [event.data.message.conversationId] : [])).toSorted()

async function listen(reader: Reader) {
  const socket = io(server.url(), { path: '/realtime', auth: { token: reader.token }, transports: ['websocket'], forceNew: true })
  const events: DomainEvent[] = []
  socket.on('events', (batch: EventBatch) => events.push(...batch.events))
  const hello = await new Promise<string>((resolve, reject) => {
    socket.once('hello', ({ cursor }: { cursor: string }) => resolve(cursor))
    socket.once('connect_error', reject)
  })
  return { hello, events, socket }
}

describe('contact data', () => {
  test('is nowhere whole in what a role was answered that sees it in part, and is in what the others were', () => {
    const phones = cast.relations.map(({ phone }) => phone)
    for (const { role } of cast.readers) {
      const text = (answered.get(role) ?? []).join('\n')
      expect(text.length, role).toBeGreaterThan(10_000)
      const shown = phones.filter((phone) => text.includes(phone))
      if (cast.maskedRoles.includes(role)) expect(shown, role).toEqual([])
      else expect(shown.length, role).toBeGreaterThan(0)
    }
  })
})

const columns = ['workspaceId', 'workspace_id', 'role_id', 'access', 'rootId', 'passwordHash', '__proto__x']

describe('columns nobody may name', () => {
  test('are refused by every endpoint that writes, for every role that may call it', { timeout: 300_000 }, async () => {
    const before = await fingerprint()
    const writing = operations.filter(({ method }) => method !== 'GET')
    for (const reader of cast.readers)
      for (const operation of writing.filter(({ name }) => may(reader, name)))
        for (const column of reader.role === 'owner' ? columns : columns.slice(0, 1)) {
          const answer = await ask(reader, operation, { ...inputOf(operation.name), [column]: cast.world.workspaceId })
          expect(answer.status, `${reader.role} ${operation.name} ${column}: ${answer.text}`).toBe(400)
        }
    expect(await fingerprint()).toBe(before)
  })
})
