import { v7 } from 'uuid'
import { beforeAll, expect, test } from 'vitest'
import { receiveBatch } from '../../../inbox/receive.ts'
import { pool } from '../../../server/db.ts'
import { apiOf } from '../http.ts'
import { chatIn, mailIn, newScene, receiveAll, type Scene } from '../scene.ts'
import { useServer } from '../serve.ts'

const server = useServer()
let scene: Scene
beforeAll(async () => {
  scene = await newScene()
  await pool().query(`UPDATE channels SET secrets = 'sealed by another' WHERE id = $1`, [scene.mail.id])
})
const api = () => apiOf(server.url, scene.owner.token)
const raws = async () =>
  (
    await pool().query<{ status: string; reason: string | null }>(
      'SELECT status, reason FROM raw_events WHERE workspace_id = $1 ORDER BY id',
      [scene.workspaceId],
    )
  ).rows

test('what came in by a channel whose secrets cannot be opened is parked, and stops nobody else', async () => {
  await mailIn(scene, { from: 'mei@example.cn', text: 'one' })
  await chatIn(scene, { visitor: v7(), text: 'two' })
  await receiveBatch()
  const [mail, chat] = await raws()
  expect(mail).toMatchObject({ status: 'parked', reason: expect.stringContaining('APP_SECRET') })
  expect(chat).toMatchObject({ status: 'done' })
})

test('the channel is listed, asks for its secrets again, and what was parked can be read then', async () => {
  const { status, body } = await api()('GET', 'channels')
  expect(status).toBe(200)
  expect((body as { data: { id: string }[] }).data.map(({ id }) => id)).toContain(scene.mail.id)
  expect((await api()('PATCH', `channels/${scene.mail.id}`, { config: { displayName: 'Tea' } })).status).toBe(200)
  await pool().query(`UPDATE raw_events SET status = 'pending', reason = NULL WHERE workspace_id = $1 AND status = 'parked'`, [
    scene.workspaceId,
  ])
  await receiveAll()
  expect((await raws()).map(({ status }) => status)).toEqual(['done', 'done'])
})
