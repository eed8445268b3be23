import { setTimeout as sleep } from 'node:timers/promises'
import { io } from 'socket.io-client'
import { beforeAll, describe, expect, test } from 'vitest'
import type { EventBatch } from '../../contract/sync.ts'
import { fileLink } from '../../channels/webchat/files.ts'
import { openApiDocument } from '../../server/openapi.ts'
import { pool } from '../../server/db.ts'
import { apiOf } from './http.ts'
import { isId, operationsOf, send } from './requests.ts'
import { conversationsOf, visitorToken } from './scene.ts'
import { useServer } from './serve.ts'
import { inputsOf, newWorld, type World } from './world.ts'

const server = useServer()
const operations = operationsOf(openApiDocument()).filter((operation) => !operation.isPublic)

let ours: World
let theirs: World
beforeAll(async () => {
  ours = await newWorld(server.url, 'ours')
  theirs = await newWorld(server.url, 'theirs')
})

/** A fingerprint of every row of a workspace, in every table. */
async function fingerprint(workspaceId: string): Promise<Record<string, string>> {
  const { rows: tables } = await pool().query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.columns WHERE column_name = 'workspace_id' AND table_schema = 'public'`,
  )
  const prints = await Promise.all(
    tables.map(async ({ name }) => {
      const { rows } = await pool().query<{ print: string }>(
        `SELECT md5(coalesce(string_agg(t::text, E'\\n' ORDER BY t::text), '')) AS print FROM ${name} t WHERE workspace_id = $1`,
        [workspaceId],
      )
      return [name, rows[0]!.print] as const
    }),
  )
  expect(prints.length).toBeGreaterThan(10)
  return Object.fromEntries(prints)
}

test('every endpoint that asks who is there is tried below', () => {
  expect(operations.map(({ name }) => name).toSorted()).toEqual(Object.keys(inputsOf(ours)).toSorted())
})

describe('another workspace’s ids, of every kind, in every place', () => {
  test.each(operations.filter(({ fields }) => fields.some(isId)))('$name', async (operation) => {
    const input = inputsOf(ours)[operation.name] as Record<string, unknown>
    const before = await fingerprint(theirs.workspaceId)
    for (const field of operation.fields.filter(isId)) {
      for (const [kind, id] of Object.entries(theirs.ids)) {
        // A new message's id may be any but a message's.
        if (field.name === 'messageId' && kind !== 'message') continue
        const foreign = field.name.endsWith('Ids') ? [id] : id
        const answer = await send(ours.api, operation, { ...input, [field.name]: foreign })
        expect(answer.text).not.toContain('theirs')
        expect(answer.status, `${field.name} = their ${kind}: ${answer.text}`).toBe(expected(operation.name, field.name, kind))
      }
    }
    expect(await fingerprint(theirs.workspaceId)).toEqual(before)
  })
})

/** Not there, unless it cannot even be an id of that kind; a filter by it finds nothing. */
function expected(endpoint: string, field: string, kind: string): number {
  const isUuid = kind !== 'rawEvent' && kind !== 'session'
  if (endpoint === 'session.revoke') return 404
  if (field === 'targetId' || field === 'requestId') return 200
  if (field === 'rawId') return kind === 'rawEvent' ? 404 : 400
  if (!isUuid || field === 'attachmentIds') return 400
  if (field === 'messageId') return 409
  if (field === 'importId') return 200
  return ['audit.list', 'conversation.list', 'conversation.count', 'customer.update_many'].includes(endpoint) ? 200 : 404
}

describe('what is read or written with our own ids', () => {
  test.each(operations)('$name shows and changes nothing of theirs', async (operation) => {
    if (operation.name === 'session.delete') return
    const input = inputsOf(ours)[operation.name] as Record<string, unknown>
    const before = await fingerprint(theirs.workspaceId)
    const answer = await send(ours.api, operation, input)
    // What cannot be done here now (a message that is sent cannot be sent again) is refused as ours, not as unknown.
    const refusals: Record<string, number> = { 'message.retry': 409, 'message.settle': 409, 'message.discard': 409, 'message.html': 404 }
    expect(answer.status, answer.text).toBe(refusals[operation.name] ?? 200)
    for (const hidden of ['theirs', ...Object.values(theirs.ids).filter((id) => id.length > 20)]) expect(answer.text).not.toContain(hidden)
    expect(await fingerprint(theirs.workspaceId)).toEqual(before)
  })
})

describe('files', () => {
  test('of theirs are not there, whole or small', async () => {
    for (const id of [theirs.ids.sentFile, theirs.ids.upload, theirs.ids.message]) {
      expect((await ours.api('GET', `files/${id}`)).status).toBe(404)
      expect((await ours.api('GET', `files/${id}/thumbnail`)).status).toBe(404)
    }
    expect((await theirs.api('GET', `files/${theirs.ids.sentFile}`)).text).toBe('theirs-sent.txt')
  })

  test('that are uploaded and not sent yet are their uploader’s alone', async () => {
    const colleague = apiOf(server.url, ours.agent.token)
    expect((await colleague('GET', `files/${ours.ids.upload}`)).status).toBe(404)
    expect((await colleague('GET', `files/${ours.ids.sentFile}`)).status).toBe(200)
  })

  test('of a message that was taken back are gone with it', async () => {
    const recall = `UPDATE messages SET recalled_at = $2 WHERE id = (SELECT message_id FROM attachments WHERE id = $1)`
    await pool().query(recall, [ours.ids.sentFile, new Date()])
    expect((await ours.api('GET', `files/${ours.ids.sentFile}`)).status).toBe(404)
    await pool().query(recall, [ours.ids.sentFile, null])
    expect((await ours.api('GET', `files/${ours.ids.sentFile}`)).status).toBe(200)
  })

  test('have links for visitors that open one file only, and not for ever', async () => {
    const link = fileLink(ours.ids.sentFile)
    expect((await fetch(`${server.url()}${link}`)).status).toBe(200)
    expect((await fetch(`${server.url()}${link.replace(ours.ids.sentFile, theirs.ids.sentFile)}`)).status).toBe(404)
    expect((await fetch(`${server.url()}${fileLink(ours.ids.sentFile, new Date(Date.now() - 8 * 86_400_000))}`)).status).toBe(404)
    expect((await fetch(`${server.url()}${link.replace(/expires=\d+/, 'expires=99999999999')}`)).status).toBe(404)
  })

  test('of a mail’s sender are fetched by links we made only', async () => {
    const url = encodeURIComponent('http://127.0.0.1/secret.png')
    for (const sign of ['', '&sign=', '&sign=00', '&sign[]=x', `&sign=${'0'.repeat(64)}`])
      expect((await ours.api('GET', `remote-image?url=${url}${sign}`)).status).toBe(404)
  })
})

describe('sockets', () => {
  test('carry a workspace’s events to its own people only', async () => {
    const [mine, other] = [await listen(ours.agent.token), await listen(theirs.agent.token)]
    await ours.api('POST', `conversations/${ours.ids.mailConversation}/messages`, { kind: 'note', text: 'ours only' })
    await theirs.api('POST', `conversations/${theirs.ids.mailConversation}/messages`, { kind: 'note', text: 'theirs only' })
    await expect.poll(() => [mine.text(), other.text()].map((text) => text.includes('only'))).toEqual([true, true])
    await ours.api('POST', `conversations/${ours.ids.mailConversation}/typing`, {})
    await expect.poll(() => mine.typing()).toBe(1)
    await sleep(600)
    expect(mine.text()).toContain('ours only')
    expect(mine.text()).not.toContain('theirs')
    expect(other.text()).toContain('theirs only')
    expect(other.text()).not.toContain('ours only')
    expect([mine.typing(), other.typing()]).toEqual([1, 0])
    mine.close()
    other.close()
  })

  test('of visitors know their own thread only, and their token no other channel', async () => {
    const [thread] = await conversationsOf(ours)
    const owner = visitorToken(ours.chat.id, thread!.thread_key.replace('visitor:', ''))
    const stranger = visitorToken(ours.chat.id)
    expect(await history(owner)).toContain('ours text of a visitor')
    expect(await history(stranger)).toBe('[]')
    const foreign = await fetch(`${server.url()}/webhooks/${theirs.chat.id}`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${owner}` },
      body: JSON.stringify({ type: 'message', id: ours.ids.customer, text: 'x' }),
    })
    expect(foreign.status).toBe(401)
    const claims = JSON.parse(Buffer.from(owner.split('.')[0]!, 'base64url').toString()) as object
    const moved = Buffer.from(JSON.stringify({ ...claims, channelId: theirs.chat.id })).toString('base64url')
    await expect(history(`${moved}.${owner.split('.')[1]}`)).rejects.toThrow('unauthenticated')
  })
})

async function listen(token: string) {
  const socket = io(server.url(), { path: '/realtime', auth: { token }, transports: ['websocket'] })
  const batches: EventBatch[] = []
  let typing = 0
  socket.on('events', (batch: EventBatch) => batches.push(batch))
  socket.on('typing', () => typing++)
  await new Promise<void>((resolve, reject) => {
    socket.once('hello', () => resolve())
    socket.once('connect_error', reject)
  })
  return { text: () => JSON.stringify(batches), typing: () => typing, close: () => socket.disconnect() }
}

async function history(token: string): Promise<string> {
  const socket = io(`${server.url()}/widget`, { path: '/realtime', auth: { token }, transports: ['websocket'] })
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve)
      socket.once('connect_error', reject)
    })
    const answer = (await socket.timeout(5000).emitWithAck('history', {})) as { data: { messages: unknown[] } }
    return JSON.stringify(answer.data.messages)
  } finally {
    socket.disconnect()
  }
}
