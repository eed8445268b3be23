import { v7 } from 'uuid'
import { expect, test } from 'vitest'
import { assign } from '../../../inbox/assign.ts'
import { share } from '../../../inbox/share.ts'
import { relink } from '../../../inbox/relink.ts'
import { reply } from '../../../inbox/reply.ts'
import { pool, transaction } from '../../../server/db.ts'
import { catchUp } from '../catch-up.ts'
import { chatIn, conversationsOf, newScene, receiveAll } from '../scene.ts'
import { useInbox } from '../serve.ts'
import { giveCustomer, newScoped, newTeam } from './people.ts'

useInbox()

test('assigning, answering, linking and handing over at once while messages come in: nobody waits for each other for ever', async () => {
  const scene = await newScene()
  const [ana, bo] = [await newScoped(scene.workspaceId, 'all'), await newScoped(scene.workspaceId, 'all')]
  const team = await newTeam(scene.workspaceId)
  const visitors = Array.from({ length: 6 }, () => v7())
  const write = async (n: number) => {
    for (const visitor of visitors) await chatIn(scene, { visitor, text: `${n}` })
    await receiveAll()
  }
  await write(0)
  const threads = await conversationsOf(scene)
  const customers = threads.map((thread) => thread.customer_id)
  const pick = <T>(from: T[], n: number): T => from[n % from.length]!
  const rounds = Array.from({ length: 40 }, (_, n) => n)
  const each = async (work: (n: number) => Promise<unknown>) => {
    // Refused is whoever meets a thread in the moment it moves to another customer; nobody meets a deadlock.
    for (const n of rounds) await work(n).catch((error: Error) => expect(error.message).toContain('at this very moment'))
  }
  await Promise.all([
    each(write),
    // Everybody was seen hours ago, so that each batch touches its customers too.
    each(() => pool().query(`UPDATE customers SET last_seen_at = now() - interval '1 day' WHERE id = ANY ($1)`, [customers.slice(0, 1)])),
    each((n) =>
      assign(ana.context, { id: pick(threads, n).id, assigneeId: pick([ana.id, bo.id, null], n), teamId: pick([team, null], n) }),
    ),
    each((n) => assign(bo.context, { id: pick(threads, n * 5 + 1).id, assigneeId: pick([bo.id, null], n) })),
    each((n) => reply(bo.context, { id: pick(threads, n + 3).id, kind: 'text', text: 'Yes', attachmentIds: [] })),
    each((n) => relink(ana.context, { id: pick(threads, n * 7).id, customerId: pick(customers, n * 11 + 2) })),
    each((n) => giveCustomer(pick(customers, n * 3), { ownerId: pick([ana.id, null], n) })),
  ])
  await catchUp(share)
  const { rows } = await pool().query(
    `SELECT c.id FROM conversations c WHERE workspace_id = $1 AND access IS DISTINCT FROM conversation_access(assignee_id, team_id, customer_id)
     UNION SELECT id FROM customers WHERE workspace_id = $1 AND access IS DISTINCT FROM customer_access(id)`,
    [scene.workspaceId],
  )
  expect(rows).toEqual([])
}, 60_000)

test('a conversation that begins while its customer changes hands belongs to the new owner', async () => {
  const scene = await newScene()
  const [before, after] = [await newScoped(scene.workspaceId, 'own'), await newScoped(scene.workspaceId, 'own')]
  await chatIn(scene, { visitor: v7() })
  await receiveAll()
  const [first] = await conversationsOf(scene)
  await giveCustomer(first!.customer_id, { ownerId: before.id })
  const begun = v7()
  const begin = (id: string) =>
    pool().query(
      `INSERT INTO conversations (id, workspace_id, channel_id, channel_kind, customer_id, thread_key) VALUES ($1, $2, $3, 'webchat', $4, $5)`,
      [id, scene.workspaceId, scene.chat.id, first!.customer_id, `late ${id}`],
    )
  await transaction(async (client) => {
    await client.query('UPDATE customers SET owner_id = $2 WHERE id = $1', [first!.customer_id, after.id])
    const beginning = begin(begun)
    // It waits for the customer; were it done already, it would have the old owner's name.
    await expect(Promise.race([beginning.then(() => 'begun'), client.query('SELECT pg_sleep(0.2)').then(() => 'waits')])).resolves.toBe(
      'waits',
    )
    await client.query('COMMIT')
    await beginning
    await client.query('BEGIN')
  })
  const threads = await conversationsOf(scene)
  expect(threads.map((thread) => thread.access)).toEqual([[after.id], [after.id]])
})
