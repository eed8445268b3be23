import type { Input, Output } from '../contract/api.ts'
import { eraseProfile, forgetImports, lockErasable, type Erasable } from '../customers/index.ts'
import { audit } from '../server/audit.ts'
import type { Context } from '../server/context.ts'
import type { SqlTx } from '../server/db.ts'
import { emit } from '../server/events.ts'
import { enqueue } from '../server/queue.ts'
import { eraseMentions, eraseReactions, eraseThreads } from './erase-threads.ts'

/**
 * Erases one person, with all merged into them: at once what leads from profile and conversations, by a job (`erase-traces.ts`) what can
 * only be found by reading. What was done and counted stays. Every screen starts over, for each may show something of it.
 */
export async function eraseCustomer(context: Context, { id, confirm }: Input<'customer.erase'>): Promise<Output<'customer.erase'>> {
  const rootId = await context.sqlTransaction(async (tx) => {
    const person = await lockErasable(tx, context, id, confirm)
    const channelIds = await channelsOf(tx, person.ids)
    const { messages, hashes } = await eraseThreads(tx, person.ids)
    await eraseMentions(tx, person.names)
    await eraseReactions(tx, person.values)
    const files = [...hashes, ...(await forgetImports(tx, person))]
    await eraseProfile(tx, person)
    await leaveRest(tx, person, channelIds, files)
    await emit(tx, 'access.changed', { userIds: await everybody(tx) })
    const after = { customers: person.ids.length, messages, files: files.length }
    await audit(tx, context, { action: 'customer.erase', target: { type: 'customer', id: person.root.id }, after })
    return person.root.id
  })
  await enqueue('inbox.erase-traces', rootId)
  return {}
}

async function channelsOf({ sql }: SqlTx, customerIds: string[]): Promise<string[]> {
  const rows = await sql<{ id: string }>(
    'SELECT DISTINCT channel_id AS id FROM conversations WHERE workspace_id = $1::uuid AND customer_id = ANY ($2::uuid[])',
    [customerIds],
  )
  return rows.map(({ id }) => id)
}

/** Writes down what the job has to do, so that it is done whatever happens to the queue. */
async function leaveRest({ sql }: SqlTx, { root, values }: Erasable, channelIds: string[], hashes: string[]): Promise<void> {
  await sql(
    `INSERT INTO erasures (customer_id, workspace_id, needles, channel_ids, hashes) VALUES ($2::uuid, $1::uuid, $3::text[], $4::uuid[], $5::text[])
     ON CONFLICT (customer_id) DO UPDATE SET at = now(), done_at = NULL, needles = erasures.needles || excluded.needles,
       channel_ids = erasures.channel_ids || excluded.channel_ids, hashes = erasures.hashes || excluded.hashes RETURNING workspace_id`,
    [root.id, values.flatMap(needlesOf), channelIds, hashes],
  )
}

/**
 * What raw events call an identity: its value, and a visitor's own id without the channel before it. A short one counts only in quotes,
 * as JSON has it: “42” stands in too much that is not theirs.
 */
function needlesOf(value: string): string[] {
  const own = value.replace(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}\//, '')
  return [...new Set([value, own])].map((one) => (one.length < 8 ? JSON.stringify(one) : one))
}

async function everybody({ sql }: SqlTx): Promise<string[]> {
  const rows = await sql<{ id: string }>('SELECT id FROM users WHERE workspace_id = $1::uuid AND disabled_at IS NULL')
  return rows.map(({ id }) => id)
}
