import { Readable } from 'node:stream'
import { v7 } from 'uuid'
import type { Adapter, InboundMessage } from '../../../channels/adapter.ts'
import { createChannel } from '../../../channels/create.ts'
import { store } from '../../../channels/index.ts'
import { keepInOutbox } from '../../../channels/email/outbox.ts'
import { lockCustomer } from '../../../customers/change.ts'
import { propose } from '../../../customers/profile/propose.ts'
import { deliver } from '../../../inbox/deliver.ts'
import { pool } from '../../../server/db.ts'
import { fake, message, useFake } from '../inbox/fake-channel.ts'
import type { Api } from '../http.ts'
import { chatRaw, receiveAll } from '../scene.ts'
import { newWorld } from '../world.ts'

/** A number and an address that stand in every place that may hold one. */
export const phone = '13900008765'
export const mail = 'canary.person@example.com'
const inPlus = `+86${phone}`

/** Calls its people by their numbers, as SMS and WhatsApp do, and says of each why nothing can be sent. */
const byNumber: Partial<Adapter> = {
  capabilities: { ...fake.capabilities, starts: 'phone' },
  threadFor: ({ value }) => value,
  send: () => Promise.resolve({ outcome: 'failed', retry: 'no', code: '1', reason: `The number ${inPlus} is not in use.` }),
}

/** A world in which one customer's number and address are everywhere. */
export async function newCanaryWorld(url: () => string) {
  useFake()
  Object.assign(fake, byNumber)
  const world = await newWorld(url, 'ours')
  const { api, owner } = world
  const channel = await createChannel(owner.context, { kind: 'fake', name: 'Numbers', config: {} })
  const conversation = await wrote(world.workspaceId, channel.id)
  await api('POST', `conversations/${conversation.id}/messages`, { text: 'Hello back' })
  await deliver(conversation.id)
  const { customer } = conversation
  const fields = await Promise.all(
    ['text', 'phone', 'email'].map(
      async (type) => ((await api('POST', 'fields', { name: `Canary ${type}`, type })).body as { id: string }).id,
    ),
  )
  await api('POST', `customers/${customer}/identities`, { kind: 'email', value: mail })
  const contents = [`or ${phone}`, phone, mail]
  await api('PATCH', `customers/${customer}`, {
    changes: { company: { value: `Tea ${phone}` }, fields: Object.fromEntries(fields.map((id, n) => [id, { value: contents[n] }])) },
  })
  await api('POST', `customers/${customer}/notes`, { text: `Call ${phone}, write ${mail}` })
  await api('POST', `customers/${customer}/consents`, { purpose: 'marketing', state: 'granted', evidence: `by ${phone}` })
  await owner.context.sqlTransaction(async (tx) =>
    propose(tx, await lockCustomer(tx, owner.context.actor, customer), { field: 'company', value: `Sons of ${mail}`, source: 'import' }),
  )
  const twins = await twinsOf(world.workspaceId, api, customer)
  const condition = { field: 'phone', op: 'is', value: inPlus }
  const segment = (await api('POST', 'segments', { name: 'By number', condition })).body as { id: string }
  await api('POST', 'views', { name: 'By number', condition: { ...condition, field: 'customer.phone' }, sort: 'newest', shared: true })
  await keepInOutbox(world.workspaceId, v7(), letterTo(mail))
  await chatRaw(world, `unreadable ${inPlus}`)
  await receiveAll()
  const imports = await importOf(url, owner.token)
  return { ...world, channel: channel.id, conversation: conversation.id, customer, segment: segment.id, fields, imports, ...twins }
}
export type CanaryWorld = Awaited<ReturnType<typeof newCanaryWorld>>

async function wrote(workspaceId: string, channelId: string): Promise<{ id: string; customer: string }> {
  const item: InboundMessage = {
    ...message({ by: inPlus, text: 'Hello', externalId: `wamid.${Buffer.from(inPlus.slice(1)).toString('base64')}` }),
    ...{ from: { kind: 'phone', value: inPlus, verified: true, name: phone }, thread: { key: inPlus, refs: [] }, to: [mail], cc: [mail] },
    place: { latitude: 1, longitude: 2, name: `Door of ${phone}`, address: mail },
  }
  await store({ workspaceId, channelId }, { body: Buffer.from(JSON.stringify([item])), dedupeKey: v7(), requestId: null })
  await receiveAll()
  const { rows } = await pool().query<{ id: string; customer: string }>(
    'SELECT id, customer_id AS customer FROM conversations WHERE channel_id = $1',
    [channelId],
  )
  return rows[0]!
}

/** Somebody merged into the customer, and somebody they may be one with. */
async function twinsOf(workspaceId: string, api: Api, customer: string) {
  const [merged, likely] = await Promise.all(
    [`Twin ${phone}`, phone].map(async (name) => ((await api('POST', 'customers', { name })).body as { id: string }).id),
  )
  await api('POST', `customers/${customer}/merge`, { otherId: merged })
  const evidence = [{ kind: 'same_phone_field', a: inPlus, b: inPlus, weight: 5 }]
  const { rows } = await pool().query<{ id: string }>(
    `INSERT INTO suggestions (id, workspace_id, a_id, b_id, score, evidence) VALUES ($1, $2, least($3::uuid, $4), greatest($3::uuid, $4), 0.9, $5) RETURNING id`,
    [v7(), workspaceId, customer, likely, JSON.stringify(evidence)],
  )
  return { likely: likely!, suggestion: rows[0]!.id }
}

function letterTo(to: string) {
  const bytes = Buffer.from(`From: shop@shop.test\r\nTo: ${to}\r\nSubject: Hi\r\nMessage-ID: <1@shop.test>\r\n\r\nHi\r\n`)
  return { open: () => Promise.resolve(Readable.from(bytes)) }
}

/** A file without headings, named by a number, with a row that needs a look. */
async function importOf(url: () => string, token: string): Promise<string> {
  const form = new FormData()
  form.append('file', new Blob([`Lin,${phone},${mail}\nMei,${phone}1234567890,${mail}@\n`]), `from ${phone}.csv`)
  const answer = await fetch(`${url()}/api/v1/imports`, { method: 'POST', headers: { Authorization: `Bearer ${token}` }, body: form })
  const { id } = (await answer.json()) as { id: string }
  const problem = [{ column: phone, value: mail, message: `${phone} is taken.`, level: 'error' }]
  await pool().query(
    `INSERT INTO import_lines (workspace_id, import_id, line, outcome, problems)
     SELECT workspace_id, id, 2, 'failed', $2 FROM customer_imports WHERE id = $1`,
    [id, JSON.stringify(problem)],
  )
  return id
}

/** For the endpoints that name something, an input that names what the number stands in. */
export function aimedAt(world: CanaryWorld): Record<string, Record<string, unknown>> {
  const { customer: id, conversation, imports } = world
  const changes = { company: { value: `Tea 2 ${phone}` } }
  return {
    'conversation.list': { customerId: id },
    'conversation.get': { id: conversation },
    'conversation.assign': { id: conversation, assigneeId: null },
    'conversation.resolve': { id: conversation },
    'conversation.reopen': { id: conversation },
    'conversation.read': { id: conversation, position: 1 },
    'conversation.unread': { id: conversation },
    'reading.list': { ids: conversation },
    'conversation.relink': { id: conversation, customerId: id },
    'message.list': { id: conversation },
    'message.reply': { id: conversation, text: 'Hi' },
    'timeline.list': { id },
    'customer.reach': { id },
    'customer.get': { id },
    'customer.list': { q: phone },
    'customer.update': { id, changes },
    'customer.note': { id, text: 'Hi' },
    'customer.mood': { id },
    'customer.create': { name: 'New', phone },
    'customer.erase': { id, confirm: 'Somebody else' },
    'identity.add': { id: world.likely, kind: 'email', value: mail },
    'consent.list': { id },
    'consent.record': { id, purpose: 'marketing', state: 'withdrawn', evidence: `by ${phone}` },
    'conflict.list': { customerId: id },
    'merge.list': { id },
    'suggestion.list': { customerId: id },
    'suggestion.refuse': { id: world.suggestion },
    'import.get': { id: imports },
    'import.read': { id: imports, encoding: 'utf-8' },
    'import.check': { id: imports, options: { mapping: { 0: 'name' } } },
    'import.problem-groups': { id: imports },
    'import.problems': { id: imports },
    'raw.list': { id: world.chat.id },
    'segment.count': { condition: { field: 'phone', op: 'is', value: phone } },
  }
}
