import { audit } from '../server/audit.ts'
import { contextOf, type Context } from '../server/context.ts'
import type { SqlTx } from '../server/db.ts'
import type { Subscriber } from '../server/feature.ts'
import { applyAll, type NewContent } from './profile/apply-changes.ts'
import { findCustomers } from './customers.ts'

const atOnce = 200

/** A disabled person's customers go to whoever takes over, or to nobody; a removed team's lose it. Timeline and audit say so. */
export const handOver: Subscriber = {
  name: 'customers.hand-over',
  events: ['user.disabled', 'team.deleted'],
  handle: async (tx, events) => {
    const context = contextOf(tx.workspaceId, { type: 'system', name: 'Parley' })
    for (const event of events) {
      if (event.name === 'user.disabled') {
        const owner = await takerOf(tx, event.data.handOverTo)
        await give(tx, context, 'owner_id', event.data.user.id, { key: 'owner', value: owner })
      }
      if (event.name === 'team.deleted') await give(tx, context, 'team_id', event.data.id, { key: 'team', value: null })
    }
  },
}

/** Whoever takes over may have been disabled themselves by now. */
async function takerOf({ sql }: SqlTx, id: string | null): Promise<string | null> {
  const rows = await sql<{ id: string }>('SELECT id FROM users WHERE workspace_id = $1 AND id = $2 AND disabled_at IS NULL', [id])
  return rows[0]?.id ?? null
}

async function give(tx: SqlTx, context: Context, column: 'owner_id' | 'team_id', from: string, content: NewContent): Promise<void> {
  for (let ids = await lockSome(tx, column, from); ids.length > 0; ids = await lockSome(tx, column, from)) {
    const plans = (await findCustomers(tx, ids)).map((customer) => ({ customer, contents: [content] }))
    await applyAll(tx, context, plans, 'person')
    await audit(tx, context, {
      action: 'customer.hand_over',
      before: { [content.key]: from },
      after: { [content.key]: content.value, ids },
    })
  }
}

/** The next of them, locked in the order of their ids; `access` names every owner and team, and has the index. */
async function lockSome({ sql }: SqlTx, column: 'owner_id' | 'team_id', key: string): Promise<string[]> {
  const rows = await sql<{ id: string }>(
    `SELECT id FROM customers WHERE workspace_id = $1 AND access @> ARRAY[$2::uuid] AND ${column} = $2 AND root_id = id
      ORDER BY id LIMIT ${atOnce} FOR NO KEY UPDATE`,
    [key],
  )
  return rows.map(({ id }) => id)
}
