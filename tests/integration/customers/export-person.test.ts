import { expect, test } from 'vitest'
import { v7 } from 'uuid'
import { pool } from '../../../server/db.ts'
import { apiOf } from '../http.ts'
import { newConversation, newScene } from '../scene.ts'
import { useServer } from '../serve.ts'
import { unzip } from '../unzip.ts'
import { newPerson } from '../workspaces.ts'

const server = useServer()

test('one person can be had as a file: profile, consents, timeline and files, and it is written down', async () => {
  const scene = await newScene()
  const api = apiOf(server.url, scene.owner.token)
  const thread = await newConversation(scene, v7(), 'Do you have oolong?')
  const id = thread.customer_id
  const form = new FormData()
  form.append('file', new Blob(['Oolong 12']), '../prices.txt')
  const headers = { Authorization: `Bearer ${scene.owner.token}` }
  const sent = (await (await fetch(`${server.url()}/api/v1/files`, { method: 'POST', headers, body: form })).json()) as { id: string }
  await api('POST', `conversations/${thread.id}/messages`, { text: 'See the list', attachmentIds: [sent.id] })
  await api('POST', `customers/${id}/notes`, { text: 'Likes oolong' })
  await api('POST', `customers/${id}/consents`, { purpose: 'marketing', state: 'granted', evidence: 'Said so' })

  const answer = await fetch(`${server.url()}/api/v1/customers/${id}/export`, { headers })
  expect([answer.status, answer.headers.get('Content-Type')]).toEqual([200, 'application/zip'])
  const parts = await unzip(Buffer.from(await answer.arrayBuffer()))
  expect(JSON.parse(parts.get('customer.json') ?? '')).toMatchObject({ customer: { id }, consents: { data: [{ evidence: 'Said so' }] } })
  const lines = (parts.get('timeline.jsonl') ?? '').trim().split('\n')
  expect(lines.map((line) => (JSON.parse(line) as { type: string }).type).toSorted()).toEqual(['consent', 'message', 'message', 'note'])
  const files = [...parts].filter(([name]) => name.startsWith('files/'))
  expect(files).toEqual([[expect.stringMatching(/^files\/[^/\\]*$/), 'Oolong 12']])
  const { rows } = await pool().query('SELECT actor_id FROM audit_entries WHERE action = $1 AND target_id = $2', ['customer.export', id])
  expect(rows).toEqual([{ actor_id: scene.owner.id }])
})

test('it takes the permission, and a customer one may see', async () => {
  const scene = await newScene()
  const { customer_id: id } = await newConversation(scene)
  const status = async (token: string) =>
    (await fetch(`${server.url()}/api/v1/customers/${id}/export`, { headers: { Authorization: `Bearer ${token}` } })).status
  expect(await status((await newPerson(scene.workspaceId, 'analyst')).token)).toBe(403)
  expect(await status((await newScene()).owner.token)).toBe(404)
  const answer = await fetch(`${server.url()}/api/v1/customers/${id}/export`)
  expect(answer.status).toBe(401)
})
