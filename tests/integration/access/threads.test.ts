import { io } from 'socket.io-client'
import { v7 } from 'uuid'
import { beforeAll, describe, expect, test } from 'vitest'
import { endpoints, type EndpointName } from '../../../contract/api.ts'
import type { ConditionField } from '../../../contract/conditions.ts'
import type { DomainEvent } from '../../../contract/events.ts'
import { permission } from '../../../contract/roles.ts'
import { deliver } from '../../../inbox/deliver.ts'
import { remoteImageLink } from '../../../inbox/remote-image.ts'
import { pool } from '../../../server/db.ts'
import { openApiDocument } from '../../../server/openapi.ts'
import { apiOf, type Api } from '../http.ts'
import { operationsOf, send } from '../requests.ts'
import { useServer } from '../serve.ts'
import { unzip } from '../unzip.ts'
import { newPerson } from '../workspaces.ts'
import { inputsOf, newWorld, type World } from '../world.ts'
import { holdsThreads } from './holds-threads.ts'

const server = useServer()
const operations = operationsOf(openApiDocument()).filter(({ isPublic }) => !isPublic)

let world: World
let texts: string[]
beforeAll(async () => {
  world = await newWorld(server.url, 'ours')
  const { api, ids } = world
  await api('POST', `conversations/${ids.conversation}/messages`, { kind: 'note', text: 'ours inner note' })
  await api('POST', `conversations/${ids.mailConversation}/messages`, { text: 'ours answer by mail' })
  await deliver(ids.mailConversation)
  await api('POST', `messages/${ids.heard}/sentiment`, { label: 'negative' })
  // The customer in the world's inputs becomes the one who wrote.
  const { rows } = await pool().query<{ id: string }>('SELECT customer_id AS id FROM conversations WHERE id = $1', [ids.conversation])
  ids.customer = rows[0]!.id
  await optOut()
  await pool().query(`INSERT INTO customer_stats (customer_id, workspace_id, messages_in, mood) VALUES ($1, $2, 7, -0.5)`, [
    ids.customer,
    world.workspaceId,
  ])
  texts = [
    'ours text of a visitor',
    'ours answer',
    'ours inner note',
    'ours mail',
    'ours subject',
    'ours-sent.txt',
    'ours unreadable',
    '“STOP”',
  ]
}, 120_000)

/** A customer's message takes consent back, and is the evidence. */
async function optOut(): Promise<void> {
  const { rows } = await pool().query<{ id: string }>(`SELECT id FROM messages WHERE id = $1`, [world.ids.heard])
  await pool().query(
    `INSERT INTO consents (id, workspace_id, customer_id, purpose, state, source, evidence, by_name)
     VALUES (gen_random_uuid(), $1, $2, 'marketing', 'withdrawn', 'message', $3, 'Visitor')`,
    [world.workspaceId, world.ids.customer, `“STOP” (${rows[0]!.id})`],
  )
}

/** Somebody who sees everybody's, with these rights. */
async function holder(permissions: readonly string[]) {
  const role = (await world.api('POST', 'roles', { name: `R ${Math.random()}`, permissions, scope: 'all', masked: [] })).body as {
    id: string
  }
  const person = await newPerson(world.workspaceId, role.id)
  return { ...person, api: apiOf(server.url, person.token) }
}

const allBut = permission.options.filter((one) => one !== 'inbox.read')
const told = (text: string) => texts.filter((one) => text.includes(one))
const ask = (api: Api, { name }: { name: EndpointName }) => {
  const operation = operations.find((one) => one.name === name)!
  return send(api, operation, inputsOf(world)[name] as Record<string, unknown>)
}
const reads = ({ method, name }: (typeof operations)[number]) => method === 'GET' || ['segment.count', 'phrase.preview'].includes(name)

test('every endpoint is said to hold something of conversations, or nothing', () => {
  expect(Object.keys(holdsThreads).toSorted()).toEqual(Object.keys(endpoints).toSorted())
})

test('whoever may read conversations is told of them by these', async () => {
  const { api } = await holder(permission.options)
  const telling: EndpointName[] = []
  for (const operation of operations.filter(reads)) if (told((await ask(api, operation)).text).length > 0) telling.push(operation.name)
  expect(telling).toEqual(
    expect.arrayContaining(['conversation.list', 'conversation.get', 'message.list', 'timeline.list', 'customer.reach', 'correction.list', 'consent.list', 'raw.list', 'outbox.list']), // prettier-ignore
  )
  expect(telling.filter((name) => holdsThreads[name] === 'none')).toEqual([])
})

describe('whoever may not read conversations', () => {
  test('is refused where an answer is made of them, and shown no part of one elsewhere', { timeout: 120_000 }, async () => {
    const { api } = await holder(allBut)
    const last = ['session.delete', 'session.revoke', 'user.disable', 'customer.erase']
    const wrong: string[] = []
    for (const operation of [...operations.filter(reads), ...operations.filter((one) => !reads(one) && !last.includes(one.name))]) {
      const { status, text } = await ask(api, operation)
      const isRefused = status === 403 && text.includes('Your role does not allow')
      if (isRefused !== (holdsThreads[operation.name] === 'threads')) wrong.push(`${operation.name}: ${status} ${text}`)
      if (told(text).length > 0) wrong.push(`${operation.name} tells ${told(text).join()}`)
    }
    expect(wrong).toEqual([])
  })

  test('whichever other rights they have, each alone', { timeout: 120_000 }, async () => {
    const wrong: string[] = []
    for (const one of allBut) {
      const { api, token } = await holder([one])
      for (const operation of operations.filter(reads)) {
        const { text } = await ask(api, operation)
        if (told(text).length > 0) wrong.push(`${one}: ${operation.name} tells ${told(text).join()}`)
      }
      for (const path of [`customers/${world.ids.customer}/export`, `files/${world.ids.sentFile}`, 'corrections.jsonl', ...exports])
        if (told(await file(path, token)).length > 0) wrong.push(`${one}: ${path}`)
    }
    expect(wrong).toEqual([])
  })
})

const exports = ['customers.csv', 'customers.xlsx', 'conversations.csv', 'conversations.xlsx', 'audit.csv'].map((name) => `exports/${name}`)

/** What a plain route answers, its parts unpacked. */
async function file(path: string, token: string): Promise<string> {
  const answer = await fetch(`${server.url()}/api/v1/${path}`, { headers: { Authorization: `Bearer ${token}` } })
  const bytes = Buffer.from(await answer.arrayBuffer())
  return bytes.subarray(0, 2).toString() === 'PK' ? [...(await unzip(bytes))].flat().join('\n') : bytes.toString()
}

describe('beside the endpoints', () => {
  test('a person’s export, files and lists as files hold none of it, and a mail’s pictures are not fetched', async () => {
    const [blind, sighted] = await Promise.all([holder(allBut), holder(permission.options)])
    const routes = [
      `customers/${world.ids.customer}/export`,
      `files/${world.ids.sentFile}`,
      'corrections.jsonl',
      'exports/conversations.csv',
    ]
    for (const path of [...routes, ...exports]) expect(told(await file(path, blind.token)), path).toEqual([])
    for (const path of routes) expect(told(await file(path, sighted.token)), path).not.toEqual([])
    const picture = remoteImageLink('http://127.0.0.1:9/x.png')
    expect((await blind.api('GET', picture)).status).toBe(403)
    expect((await sighted.api('GET', picture)).status).not.toBe(403)
  })

  test('sockets and GET /sync tell nothing of it', async () => {
    const [blind, sighted] = await Promise.all([holder(allBut), holder(permission.options)])
    const screens = await Promise.all([blind, sighted].map(({ token }) => listen(token)))
    const { api, ids } = world
    await api('POST', `conversations/${ids.conversation}/messages`, { kind: 'note', text: 'ours inner note again' })
    await api('POST', `conversations/${ids.conversation}/assign`, { assigneeId: ids.user })
    await api('POST', `conversations/${ids.conversation}/typing`, {})
    const name = `Marker ${v7()}`
    await api('PATCH', 'workspace', { name })
    await expect.poll(() => screens.every(({ events }) => JSON.stringify(events.at(-1)).includes(name)), { timeout: 30_000 }).toBe(true)
    const [theirs, ours] = screens.map(({ events }) => events.map((event) => event.name))
    expect(theirs!.filter((one) => /^(message|conversation|view)\./.test(one))).toEqual([])
    expect(ours).toEqual(expect.arrayContaining(['message.noted', 'conversation.assigned']))
    expect(screens.map(({ typed }) => typed())).toEqual([0, 1])
    const synced = (await blind.api('GET', `sync?since=${screens[0]!.hello}`)).body as { events: DomainEvent[] }
    expect(synced.events).toEqual(screens[0]!.events)
    for (const { socket } of screens) socket.disconnect()
  })
})

describe('a figure of conversations', () => {
  const figures = ['messages_in', 'messages_out', 'last_in', 'last_out', 'reply_minutes', 'mood', 'mood_slope', 'waiting', 'open_conversation', 'channels', 'channel_kinds'] // prettier-ignore

  test('is asked by no condition of who may not read them, nor offered', async () => {
    const { api } = await holder(allBut)
    const fields = ((await world.api('GET', 'condition-fields')).body as { data: ConditionField[] }).data
    const offered = ((await api('GET', 'condition-fields')).body as { data: ConditionField[] }).data.map(({ field }) => field)
    expect(
      fields
        .filter(({ field }) => !offered.includes(field))
        .map(({ field }) => field)
        .toSorted(),
    ).toEqual(figures.toSorted())
    for (const { field, operators } of fields.filter((one) => figures.includes(one.field)))
      for (const op of operators) {
        const condition = { not: { field, op, value: 1 } }
        const filter = encodeURIComponent(JSON.stringify(condition))
        for (const answer of [
          await api('POST', 'segments/count', { condition }),
          await api('POST', 'segments', { name: 'Mine', condition }),
          await api('GET', `customers?filter=${filter}`),
          await api('GET', `exports/customers.csv?filter=${filter}`),
        ])
          expect([answer.status, answer.text], `${field} ${op}`).toEqual([403, expect.stringContaining('may not read')])
      }
  })

  test('stands in a segment that somebody who may read them saved, and may be used as it is', async () => {
    const { api } = await holder(allBut)
    const condition = { field: 'messages_in', op: 'more', value: 5 }
    const { id } = (await world.api('POST', 'segments', { name: 'Writes much', condition })).body as { id: string }
    const member = { field: 'segment', op: 'is', value: id }
    expect((await api('POST', 'segments/count', { condition: member })).body).toEqual({ count: 1, exact: true })
    expect((await api('PATCH', `segments/${id}`, { condition: { ...condition, value: 6 } })).status).toBe(403)
    expect((await api('PATCH', `segments/${id}`, { name: 'Writes a lot' })).status).toBe(200)
  })
})

async function listen(token: string) {
  const socket = io(server.url(), { path: '/realtime', auth: { token }, transports: ['websocket'], forceNew: true })
  const events: DomainEvent[] = []
  let typed = 0
  socket.on('typing', () => (typed += 1))
  socket.on('events', (batch: { events: DomainEvent[] }) => events.push(...batch.events))
  const hello = await new Promise<string>((resolve, reject) => {
    socket.once('hello', ({ cursor }: { cursor: string }) => resolve(cursor))
    socket.once('connect_error', reject)
  })
  return { hello, events, socket, typed: () => typed }
}
