import { access, utimes } from 'node:fs/promises'
import { v7 } from 'uuid'
import { beforeAll, expect, test } from 'vitest'
import { boundParked, emptyRaws } from '../../../inbox/raw-retention.ts'
import { pool } from '../../../server/db.ts'
import { metrics } from '../../../server/metrics.ts'
import { keyOf } from '../../../server/storage.ts'
import { apiOf } from '../http.ts'
import { chatRaw, newConversation, newScene, rawMailIn, receiveAll, type Scene } from '../scene.ts'
import { useServer } from '../serve.ts'

const server = useServer()
let scene: Scene
beforeAll(async () => {
  scene = await newScene()
})

type Raw = { id: string; status: string; body: Buffer | null; hash: string | null; key: string }
const raws = async () =>
  (
    await pool().query<Raw>(
      `SELECT id::text, status, body, body_hash AS hash, dedupe_key AS key FROM raw_events WHERE workspace_id = $1 ORDER BY id`,
      [scene.workspaceId],
    )
  ).rows
async function age(days: number, status?: string): Promise<void> {
  await pool().query(
    `UPDATE raw_events SET received_at = now() - make_interval(days => $2) WHERE workspace_id = $1 AND status = coalesce($3, status)`,
    [scene.workspaceId, days, status ?? null],
  )
  const then = new Date(Date.now() - days * 86_400_000)
  for (const { hash } of await raws()) if (hash) await utimes(pathOf(hash), then, then)
}
const pathOf = (hash: string) => `${process.env['DATA_DIR']}/files/${keyOf(hash)}`
const onDisk = (hash: string) =>
  access(pathOf(hash)).then(
    () => true,
    () => false,
  )

test('bodies go after 90 days with their files; the rows stay and know what comes again; parked ones stay whole', async () => {
  await newConversation(scene)
  const large = Buffer.from(`From: mei@example.cn\r\nMessage-ID: <large@x>\r\n\r\n${'x'.repeat(400_000)}`)
  await rawMailIn(scene, large)
  await chatRaw(scene, 'this is no JSON', 'parked')
  await receiveAll()
  const before = await raws()
  expect(before.map(({ status }) => status)).toEqual(['done', 'done', 'parked'])
  const hash = before[1]!.hash!
  await age(89)
  await emptyRaws.run('')
  expect(await raws()).toEqual(before)
  await age(91)
  const now = new Date()
  await utimes(pathOf(hash), now, now)
  await emptyRaws.run('')
  expect((await raws()).map(({ hash }) => hash)).toContain(hash)
  await age(91)
  await emptyRaws.run('')
  expect((await raws()).map(({ body, hash }) => body === null && hash === null)).toEqual([true, true, false])
  expect(await onDisk(hash)).toBe(false)
  expect(await rawMailIn(scene, large)).toBe('duplicate')
  expect((await metrics.rawBytes.get()).values[0]!.value).toBeGreaterThan(0)
})

test('what is not kept any more cannot be replayed, and says so', async () => {
  const [gone] = await raws()
  const api = apiOf(server.url, scene.owner.token)
  const { body } = await api('GET', `channels/${scene.chat.id}/raw-events?status=done`)
  expect((body as { data: { id: string; kept: boolean }[] }).data.find(({ id }) => id === gone!.id)).toMatchObject({ kept: false })
  const refused = await api('POST', `raw-events/${gone!.id}/replay`, {})
  expect(refused).toMatchObject({ status: 409, body: { error: { message: expect.stringContaining('not kept any more') } } })
  expect((await raws())[0]!.status).toBe('done')
})

test('a file that something else needs stays', async () => {
  const bytes = Buffer.from(`From: lin@example.cn\r\nMessage-ID: <shared@x>\r\n\r\n${'y'.repeat(400_000)}`)
  await rawMailIn(scene, bytes)
  await receiveAll()
  const hash = (await raws()).at(-1)!.hash!
  await pool().query(`INSERT INTO attachments (id, workspace_id, hash, name, type, size) VALUES ($1, $2, $3, 'a', 'text/plain', 1)`, [
    v7(),
    scene.workspaceId,
    hash,
  ])
  await age(91, 'done')
  await emptyRaws.run('')
  expect(await onDisk(hash)).toBe(true)
})

test('parked bodies of a channel have a bound: the oldest go with their files, their reasons stay, and the page says so', async () => {
  const mine = await newScene()
  const channelId = mine.chat.id
  const parked = async () =>
    (
      await pool().query<{ id: string; reason: string; hash: string | null }>(
        `SELECT id::text, reason, body_hash AS hash FROM raw_events WHERE channel_id = $1 AND status = 'parked' ORDER BY id`,
        [channelId],
      )
    ).rows
  for (const n of [1, 2, 3]) await chatRaw(mine, `no JSON ${n} ${'x'.repeat(400_000)}`)
  await receiveAll()
  const before = await parked()
  expect(before).toHaveLength(3)
  await boundParked([channelId], 900_000)
  const after = await parked()
  expect(after.map(({ reason }) => reason)).toEqual(before.map(({ reason }) => reason))
  expect(after.map(({ hash }) => hash)).toEqual([null, before[1]!.hash, before[2]!.hash])
  expect([await onDisk(before[0]!.hash!), await onDisk(before[1]!.hash!)]).toEqual([false, true])
  const { body } = await apiOf(server.url, mine.owner.token)('GET', `channels/${channelId}/raw-events?status=parked`)
  expect((body as { data: { kept: boolean; reason: string }[] }).data.map(({ kept }) => kept)).toEqual([true, true, false])
})
