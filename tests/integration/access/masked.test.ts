import { io } from 'socket.io-client'
import { beforeAll, describe, expect, test } from 'vitest'
import type { DomainEvent } from '../../../contract/events.ts'
import { permission } from '../../../contract/roles.ts'
import { pool } from '../../../server/db.ts'
import { openApiDocument } from '../../../server/openapi.ts'
import { apiOf, type Answer, type Api } from '../http.ts'
import { operationsOf, send, type Documented } from '../requests.ts'
import { useServer } from '../serve.ts'
import { unzip } from '../unzip.ts'
import { newPerson } from '../workspaces.ts'
import { inputsOf } from '../world.ts'
import { aimedAt, mail, newCanaryWorld, phone, type CanaryWorld } from './canary.ts'

const server = useServer()
const operations = operationsOf(openApiDocument()).filter(({ isPublic }) => !isPublic)

let world: CanaryWorld
let masked: { id: string; token: string; api: Api }
beforeAll(async () => {
  world = await newCanaryWorld(server.url)
  const shape = { name: 'All, masked', permissions: permission.options, scope: 'all', masked: ['phone', 'email'] }
  const role = (await world.api('POST', 'roles', shape)).body as { id: string }
  const person = await newPerson(world.workspaceId, role.id)
  masked = { ...person, api: apiOf(server.url, person.token) }
}, 120_000)

const ask = (api: Api, operation: Documented) =>
  send(api, operation, { ...(inputsOf(world)[operation.name] as object), ...aimedAt(world)[operation.name] })

const files = () => [
  'exports/customers.csv',
  'exports/customers.xlsx',
  'exports/conversations.csv',
  'exports/audit.csv',
  `customers/${world.customer}/export`,
  `imports/${world.imports}/problems.csv`,
  'corrections.jsonl',
]

/** What a file holds, its parts unpacked, and how it is called. */
async function file(path: string, token: string): Promise<string> {
  const answer = await fetch(`${server.url()}/api/v1/${path}`, { headers: { Authorization: `Bearer ${token}` } })
  expect(answer.status, path).toBe(200)
  const bytes = Buffer.from(await answer.arrayBuffer())
  const parts = bytes.subarray(0, 2).toString() === 'PK' ? [...(await unzip(bytes))].flat() : [bytes.toString()]
  return [answer.headers.get('Content-Disposition'), ...parts].join('\n')
}

/** Whether a text holds the number or the address, as it is or encoded, or so much of it that what is hidden can be tried out. */
function tells(text: string): boolean {
  const encoded = (text.match(/[\w+/-]{12,}={0,2}/g) ?? []).flatMap((token) =>
    (['base64url', 'hex'] as const).map((encoding) => Buffer.from(token, encoding).toString('latin1')),
  )
  return [text, ...encoded].some(
    (one) => one.replace(/[\s()-]/g, '').includes(phone) || one.includes(mail.slice(1, 10)) || /1390{0,4}\*{0,4}0*8765/.test(one),
  )
}

const whole = (answer: Answer) => `${answer.text}\n${answer.headers.get('Content-Disposition')}`

describe('who sees contact data in part', () => {
  test('meets it whole at no endpoint that reads, and who sees it whole meets it at these', async () => {
    const [leaks, told]: [string[], string[]] = [[], []]
    for (const operation of operations.filter(({ method }) => method === 'GET')) {
      const [theirs, ours] = [await ask(masked.api, operation), await ask(world.api, operation)]
      if (tells(whole(theirs))) leaks.push(operation.name)
      if (tells(whole(ours))) told.push(operation.name)
    }
    expect(leaks).toEqual([])
    expect(told).toEqual(expect.arrayContaining(holding))
  })

  test('nor in a file, nor as its name', async () => {
    for (const path of files()) {
      const [theirs, ours] = await Promise.all([masked.token, world.owner.token].map((token) => file(path, token)))
      expect(tells(theirs!), path).toBe(false)
      if (!/audit|corrections/.test(path)) expect(tells(ours!), path).toBe(true)
    }
  })

  test('nor by a page’s cursor, of any list in any order', async () => {
    for (const list of ['customers?sort=name', 'customers?sort=seen', 'conversations?sort=newest', 'audit', 'imports', 'duplicates'])
      for (let cursor: string | null = ''; cursor !== null;) {
        const path = `${list}${list.includes('?') ? '&' : '?'}limit=1${cursor && `&cursor=${cursor}`}`
        const answer: Answer = await masked.api('GET', path)
        expect(answer.status, answer.text).toBe(200)
        expect(tells(answer.text), path).toBe(false)
        cursor = (answer.body as { next: string | null }).next
      }
  })

  test('nor at an endpoint that writes, done or refused', async () => {
    const last = ['customer.erase', 'session.delete', 'session.revoke', 'user.disable', 'user.set_role']
    const writing = operations.filter(({ method, name }) => method !== 'GET' && !last.includes(name))
    const leaks: string[] = []
    for (const operation of [...writing, ...operations.filter(({ name }) => name === 'customer.erase')]) {
      const answer = await ask(masked.api, operation)
      if (tells(whole(answer))) leaks.push(`${operation.name}: ${answer.text}`)
    }
    expect(leaks).toEqual([])
  })

  test('nor in a refusal that names it', async () => {
    const taken = { kind: 'phone', value: phone }
    const [theirs, ours] = await Promise.all(
      [masked.api, world.api].map((api) => api('POST', `customers/${world.likely}/identities`, taken)),
    )
    expect([theirs!.status, ours!.status]).toEqual([409, 409])
    expect([tells(theirs!.text), tells(ours!.text)]).toEqual([false, true])
    const typed = await masked.api('POST', 'labels', { name: 'x', [phone]: 1 })
    expect([typed.status, tells(typed.text)]).toEqual([400, false])
  })

  test('nor by a socket or GET /sync', async () => {
    const screens = await Promise.all([masked.token, world.owner.token].map(listen))
    const { api, conversation, customer } = world
    await api('POST', `conversations/${conversation}/assign`, { assigneeId: world.agent.id })
    await api('POST', `conversations/${conversation}/messages`, { text: 'Hello again' })
    await api('PATCH', `customers/${customer}`, { changes: { company: { value: `Tea 3 ${phone}` } } })
    const name = `Marker ${Date.now()}`
    await api('PATCH', 'workspace', { name })
    await expect.poll(() => screens.every(({ events }) => JSON.stringify(events.at(-1)).includes(name)), { timeout: 30_000 }).toBe(true)
    const names = screens[0]!.events.map((event) => event.name)
    expect(names).toEqual(expect.arrayContaining(['conversation.assigned', 'message.queued', 'customer.updated']))
    expect(screens.map(({ events }) => tells(JSON.stringify(events)))).toEqual([false, true])
    const synced = await masked.api('GET', `sync?since=${screens[0]!.hello}`)
    expect((synced.body as { events: unknown[] }).events).toEqual(screens[0]!.events)
    for (const { socket } of screens) socket.disconnect()
  })

  test('nor where an older mask hid four digits', async () => {
    const older = phone.replace(/(\d{3})\d{4}/, '$1****')
    await pool().query(
      `INSERT INTO audit_entries (id, workspace_id, actor_type, actor_name, action, after, ip, request_id)
       VALUES (gen_random_uuid(), $1, 'system', 'Parley', 'older', $2, '', '')`,
      [world.workspaceId, JSON.stringify({ phone: older })],
    )
    const { text } = await masked.api('GET', 'audit?action=older')
    expect(text).toContain('13*****8765')
    expect(text).not.toContain(older)
  })
})

/** Where the number or address stands for who may see it. */
const holding = [
  'conversation.list',
  'conversation.get',
  'message.list',
  'timeline.list',
  'customer.reach',
  'customer.list',
  'customer.get',
  'consent.list',
  'conflict.list',
  'merge.list',
  'suggestion.list',
  'segment.list',
  'view.list',
  'import.list',
  'import.get',
  'import.problems',
  'raw.list',
  'outbox.list',
]

async function listen(token: string) {
  const socket = io(server.url(), { path: '/realtime', auth: { token }, transports: ['websocket'], forceNew: true })
  const events: DomainEvent[] = []
  socket.on('events', (batch: { events: DomainEvent[] }) => events.push(...batch.events))
  const hello = await new Promise<string>((resolve, reject) => {
    socket.once('hello', ({ cursor }: { cursor: string }) => resolve(cursor))
    socket.once('connect_error', reject)
  })
  return { hello, events, socket }
}
