import { beforeEach, expect, test } from 'vitest'
import { v7 } from 'uuid'
import { mergeCustomers } from '../../../customers/merge/merge.ts'
import { stats } from '../../../customers/segments/stats.ts'
import { unmerge } from '../../../customers/merge/unmerge.ts'
import { relink } from '../../../inbox/relink.ts'
import { reply } from '../../../inbox/reply.ts'
import { pool } from '../../../server/db.ts'
import { catchUp } from '../catch-up.ts'
import { chatIn, newConversation, newScene, receiveAll, type Scene } from '../scene.ts'
import { useInbox } from '../serve.ts'

useInbox()

let scene: Scene
beforeEach(async () => {
  scene = await newScene()
  // A subscriber that is new begins where the feed stands.
  await catchUp(stats)
})

type Figures = { in: number; out: number; replies: number }

async function figuresOf(customerId: string): Promise<Figures | undefined> {
  await catchUp(stats)
  const { rows } = await pool().query<Figures>(
    `SELECT messages_in AS in, messages_out AS out, replies FROM customer_stats WHERE customer_id = $1`,
    [customerId],
  )
  return rows[0]
}

const answer = (id: string) => reply(scene.owner.context, { id, messageId: v7(), kind: 'text', text: 'Yes?', attachmentIds: [] })

test('messages both ways and answered waits are added up once, however often the feed is read', async () => {
  const visitor = v7()
  const { id, customer_id: customerId } = await newConversation(scene, visitor)
  await chatIn(scene, { visitor, text: 'Anybody?' })
  await receiveAll()
  await answer(id)
  await answer(id)
  expect(await figuresOf(customerId)).toEqual({ in: 2, out: 2, replies: 1 })
  await chatIn(scene, { visitor, text: 'Thanks' })
  await receiveAll()
  expect(await figuresOf(customerId)).toEqual({ in: 3, out: 2, replies: 1 })
  expect(await figuresOf(customerId)).toEqual({ in: 3, out: 2, replies: 1 })
})

test('a wait is counted from the first message that nobody answered', async () => {
  const visitor = v7()
  const { id, customer_id: customerId } = await newConversation(scene, visitor)
  await pool().query(`UPDATE messages SET created_at = now() - interval '1 hour' WHERE conversation_id = $1`, [id])
  await chatIn(scene, { visitor, text: 'Still there?' })
  await receiveAll()
  await answer(id)
  await catchUp(stats)
  const { rows } = await pool().query<{ seconds: number }>('SELECT reply_seconds AS seconds FROM customer_stats WHERE customer_id = $1', [
    customerId,
  ])
  expect(rows[0]!.seconds).toBeGreaterThanOrEqual(3_600)
  expect(rows[0]!.seconds).toBeLessThan(3_700)
})

test('a conversation that is somebody else’s takes its figures along, also those not read yet', async () => {
  const [first, second] = [await newConversation(scene), await newConversation(scene)]
  await answer(first.id)
  await relink(scene.owner.context, { id: first.id, customerId: second.customer_id })
  await answer(first.id)
  expect(await figuresOf(second.customer_id)).toEqual({ in: 2, out: 2, replies: 1 })
  expect(await figuresOf(first.customer_id)).toEqual({ in: 0, out: 0, replies: 0 })
})

test('who is merged is counted with the root, and apart again when taken apart', async () => {
  const [into, from] = [await newConversation(scene), await newConversation(scene)]
  expect(await figuresOf(from.customer_id)).toEqual({ in: 1, out: 0, replies: 0 })
  await mergeCustomers(scene.owner.context, { id: into.customer_id, otherId: from.customer_id })
  expect(await figuresOf(into.customer_id)).toEqual({ in: 2, out: 0, replies: 0 })
  expect(await figuresOf(from.customer_id)).toBeUndefined()
  await answer(from.id)
  const { rows } = await pool().query<{ id: string }>('SELECT id FROM merges WHERE from_id = $1', [from.customer_id])
  await unmerge(scene.owner.context, { id: rows[0]!.id })
  expect(await figuresOf(into.customer_id)).toEqual({ in: 1, out: 0, replies: 0 })
  expect(await figuresOf(from.customer_id)).toEqual({ in: 1, out: 1, replies: 1 })
})
