import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { v7 } from 'uuid'
import type { Customer } from '../../../contract/customers.ts'
import { importJob } from '../../../customers/import/job.ts'
import { optOut } from '../../../customers/consent/opt-out.ts'
import { deliver } from '../../../inbox/deliver.ts'
import { eraseTraces } from '../../../inbox/erase-traces.ts'
import { pool } from '../../../server/db.ts'
import { catchUp } from '../catch-up.ts'
import { apiOf } from '../http.ts'
import { chatIn, conversationsOf, mailIn, messagesOf, newScene, receiptIn, receiveAll } from '../scene.ts'
import { useServer } from '../serve.ts'

const server = useServer()

/** Stands in every word of the person, and in nothing else. */
const canary = 'zqcanary'
const digits = '13912340987'
const address = `${canary}@example.com`

/** Everything the database holds, a text per row, bytes as far as they are text; and every file below the data folder, with its path. */
async function everything(): Promise<string[]> {
  const { rows: tables } = await pool().query<{ name: string }>(
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
      WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`,
  )
  expect(tables.length).toBeGreaterThan(30)
  const rows: string[] = []
  for (const { name } of tables) {
    const found = await pool().query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`)
    rows.push(...found.rows.map(({ row }) => `${name} ${row}`))
  }
  const bodies = await pool().query<{ row: string }>(`SELECT encode(body, 'escape') AS row FROM raw_events WHERE body IS NOT NULL`)
  rows.push(...bodies.rows.map(({ row }) => `raw ${row}\n${unwrapped(row)}`))
  const folder = process.env['DATA_DIR'] ?? ''
  const files = await readdir(folder, { recursive: true, withFileTypes: true })
  for (const file of files.filter((one) => one.isFile())) {
    const at = path.join(file.parentPath, file.name)
    const text = (await readFile(at)).toString('latin1')
    rows.push(`file ${at} ${text}\n${unwrapped(text)}`)
  }
  return rows
}

/** What a mail's base64 parts say. */
const unwrapped = (text: string) =>
  (text.match(/(?:[A-Za-z0-9+/]{16,}={0,2}\s*)+/g) ?? []).map((part) => Buffer.from(part, 'base64').toString('latin1')).join('\n')

const traces = async () => (await everything()).filter((row) => new RegExp(`${canary}|${digits}`, 'i').test(row))

/** A person who has left words in every place a person can. */
async function newGuest() {
  const scene = await newScene()
  const api = apiOf(server.url, scene.owner.token)
  const post = async <T>(path: string, body: object, headers: Record<string, string> = {}) => {
    const answer = await api('POST', path, body, headers)
    expect(answer.status, `${path}: ${answer.text}`).toBe(200)
    return answer.body as T
  }
  const field = await post<{ id: string }>('fields', { name: 'Shoe', type: 'text' })
  const label = await post<{ id: string }>('labels', { name: 'VIP' })

  const visitor = `${canary}-${v7()}`
  await chatIn(scene, { visitor, name: `${canary} Lin`, text: `Hello from ${canary}` })
  await mailIn(scene, {
    from: `"${canary} Lin" <${address}>`,
    subject: `${canary} asks`,
    text: `${canary} writes`,
    id: `${v7()}@${canary}.test`,
  })
  await receiveAll()
  const [chat, mail] = (await conversationsOf(scene)).toSorted(
    (a, b) => (a.channel_id === scene.chat.id ? -1 : 1) - (b.channel_id === scene.chat.id ? -1 : 1),
  )
  const [id, other] = [chat!.customer_id, mail!.customer_id]

  const answer = { text: `Dear ${canary}`, messageId: v7() }
  await post(`conversations/${mail!.id}/messages`, answer, { 'Idempotency-Key': v7() })
  await deliver(mail!.id)
  const reply = await post<{ id: string }>(`conversations/${chat!.id}/messages`, {
    text: `Dear ${canary}`,
    attachmentIds: [await file(scene.owner.token)],
  })
  await deliver(chat!.id)
  await receiptIn(scene, visitor, 'read', reply.id)
  await chatIn(scene, { visitor, text: '退订', name: `${canary} Lin` })
  await receiveAll()
  await catchUp(optOut)
  await post(`conversations/${chat!.id}/messages`, { kind: 'note', text: `${canary} is angry` })

  const changes = {
    company: { value: `${canary} Ltd` },
    labels: { value: [label.id] },
    fields: { [field.id]: { value: `${canary} 42` } },
    birthday: { value: { calendar: 'lunar', month: 12, day: 30, year: null, leap: false } },
  }
  const patch = await api('PATCH', `customers/${id}`, { changes })
  expect(patch.status, patch.text).toBe(200)
  await post(`customers/${id}/notes`, { text: `${canary} likes oolong` })
  await post(`customers/${id}/identities`, { kind: 'phone', value: digits })
  await post(`customers/${id}/consents`, { purpose: 'marketing', state: 'granted', evidence: `${canary} said so` })
  await post(`customers/${id}/merge`, { otherId: other })

  const sent = await upload(scene.owner.token, 'imports', 'guests.csv', `Name,Email,Company\n${canary} Lin,${address},${canary} GmbH\n`)
  const options = { mapping: { 0: 'name', 1: 'email', 2: 'company' }, duplicates: 'overwrite' }
  await post(`imports/${sent.id}/start`, { options })
  await importJob(sent.id)

  const bystander = await post<Customer>('customers', { name: 'Mei', email: 'mei@example.com' })
  await chatIn(scene, { visitor: v7(), text: 'I am somebody else' })
  await receiveAll()
  return { ...scene, api, id, other, bystander, chat: chat!, mail: mail! }
}

async function upload(token: string, place: string, name: string, text: string): Promise<{ id: string }> {
  const form = new FormData()
  form.append('file', new Blob([text]), name)
  const answer = await fetch(`${server.url()}/api/v1/${place}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}` },
    body: form,
  })
  return (await answer.json()) as { id: string }
}

const file = async (token: string) => (await upload(token, 'files', `${canary}.txt`, `${canary} in a file ${v7()}`)).id

describe('erasing one person', () => {
  test('leaves no word of them anywhere, and everybody else as they were', async () => {
    const guest = await newGuest()
    const before = await traces()
    for (const place of ['customers', 'identities', 'conversations', 'messages', 'attachments', 'events', 'timeline_entries'])
      expect(
        before.some((row) => row.startsWith(`public.${place} `)),
        place,
      ).toBe(true)
    for (const place of ['consents', 'customer_imports', 'raw ', 'file '])
      expect(
        before.some((row) => row.includes(place)),
        place,
      ).toBe(true)

    const count = (await messagesOf(guest.chat.id)).length
    const answer = await guest.api('POST', `customers/${guest.other}/erase`, { confirm: `${canary} Lin` })
    expect(answer.status, answer.text).toBe(200)
    await eraseTraces.run(guest.id)

    expect(await traces()).toEqual([])
    expect(await messagesOf(guest.chat.id)).toHaveLength(count)
    expect((await guest.api('GET', `customers/${guest.other}`)).body).toMatchObject({
      id: guest.id,
      erased: true,
      name: '—',
      identities: [],
      fields: {},
    })
    expect((await guest.api('GET', `customers/${guest.bystander.id}`)).body).toMatchObject({
      name: 'Mei',
      version: guest.bystander.version,
    })
    expect((await everything()).some((row) => row.includes('I am somebody else'))).toBe(true)
    const { rows } = await pool().query(`SELECT after FROM audit_entries WHERE action = 'customer.erase' AND target_id = $1`, [guest.id])
    expect(rows).toEqual([{ after: { customers: 2, messages: expect.any(Number), files: expect.any(Number) } }])
  })

  test('is refused without the name, and writes nothing more about them after', async () => {
    const guest = await newGuest()
    expect((await guest.api('POST', `customers/${guest.id}/erase`, { confirm: 'somebody' })).body).toMatchObject({
      error: { code: 'invalid', field: 'confirm' },
    })
    await guest.api('POST', `customers/${guest.id}/erase`, { confirm: `${canary} Lin` })
    const patch = await guest.api('PATCH', `customers/${guest.id}`, { changes: { company: { value: 'x' } } })
    expect(patch.body).toMatchObject({ error: { code: 'conflict' } })
    const reply = await guest.api('POST', `conversations/${guest.chat.id}/messages`, { text: 'x' })
    expect(reply.status).not.toBe(200)
  })

  test('tells every screen to start over', async () => {
    const guest = await newGuest()
    const { cursor } = (await guest.api('GET', 'sync')).body as { cursor: string }
    await guest.api('POST', `customers/${guest.id}/erase`, { confirm: `${canary} Lin` })
    await expect
      .poll(async () => ((await guest.api('GET', `sync?since=${cursor}`)).body as { reset: boolean }).reset, { timeout: 15_000 })
      .toBe(true)
  })

  test('takes a message that was on its way in with it', async () => {
    const guest = await newGuest()
    await guest.api('POST', `customers/${guest.id}/erase`, { confirm: `${canary} Lin` })
    await pool().query(`UPDATE messages SET text = 'late' WHERE conversation_id = $1 AND direction = 'in'`, [guest.chat.id])
    await eraseTraces.run(guest.id)
    expect((await messagesOf(guest.chat.id)).filter(({ text }) => text === 'late')).toEqual([])
  })

  test('leaves alone a file that somebody else sent as well', async () => {
    const scene = await newScene()
    const api = apiOf(server.url, scene.owner.token)
    const text = `A price list ${v7()}`
    await chatIn(scene, { visitor: 'one', name: 'One' })
    await chatIn(scene, { visitor: 'two', name: 'Two' })
    await receiveAll()
    const threads = await conversationsOf(scene)
    const files = []
    for (const thread of threads) {
      const { id } = await upload(scene.owner.token, 'files', 'prices.txt', text)
      await api('POST', `conversations/${thread.id}/messages`, { text: 'See', attachmentIds: [id] })
      files.push(id)
    }
    const gone = threads[0]!.customer_id
    const { name } = (await api('GET', `customers/${gone}`)).body as Customer
    expect((await api('POST', `customers/${gone}/erase`, { confirm: name })).status).toBe(200)
    await eraseTraces.run(gone)
    expect((await api('GET', `files/${files[0]}`)).status).toBe(404)
    expect((await api('GET', `files/${files[1]}`)).text).toBe(text)
  })
})
