import { v7 } from 'uuid'
import type { IdentityKind } from '../../contract/customers.ts'
import { contextOf, type Context } from '../../server/context.ts'
import { transaction, type SqlTx } from '../../server/db.ts'
import { emitAll } from '../../server/events.ts'
import { changed, lockCustomer } from '../change.ts'
import { linkProven } from '../duplicates/link-proven.ts'
import { isAddress } from './claim.ts'
import { identifyAll } from './identify.ts'
import { normalizeIdentity } from './normalize.ts'
import { isPhone } from './phones.ts'
import { phoneRegion } from './region.ts'

/** A further handle of somebody as their provider tells it; `verified`: it vouches for it. */
type Hint = { kind: IdentityKind; value: string; verified: boolean | null }
type Whose = { workspaceId: string; kind: IdentityKind; value: string }

/**
 * Keeps what a provider tells of somebody known by a handle: the name, while they have none but a made-up one; other handles nobody has, as
 * proven or claimed. A proven one that is another customer's makes the two one where the rules for linking by itself allow it; a claimed
 * one changes nothing then. Doing it twice changes nothing more.
 */
export async function takeProfile(whose: Whose, { name, handles }: { name?: string; handles: Hint[] }): Promise<void> {
  const identity = await transaction(async (client) => {
    const { found, events } = await identifyAll(client, [{ ...whose, name, verified: false }])
    await emitAll(client, events)
    return [...found.values()][0]
  })
  const context = contextOf(whose.workspaceId, { type: 'system', name: 'Parley' })
  for (const handle of handles) {
    const attached = await context.sqlTransaction((tx) => attach(tx, context, identity!.customerId, handle))
    if (attached !== 'done') await linkProven(context, identity!.customerId, attached)
  }
}

/** Gives a customer a handle; answers whose it is when it is another's and this one's by proof. */
async function attach(
  tx: SqlTx,
  { actor }: Context,
  customerId: string,
  hint: Hint,
): Promise<'done' | { customerId: string; kind: IdentityKind; value: string; verified: boolean }> {
  const { kind } = hint
  const value = kind === 'phone' ? normalizeIdentity(kind, hint.value, await phoneRegion(tx.sql)) : normalizeIdentity(kind, hint.value)
  if ((kind === 'email' && !isAddress(value)) || (kind === 'phone' && !isPhone(value))) return 'done'
  const proven = hint.verified === true
  const won = await tx.sql(
    `INSERT INTO identities (id, customer_id, workspace_id, kind, value, verified) VALUES ($2, $3, $1, $4, $5, $6)
     ON CONFLICT (workspace_id, kind, value) DO NOTHING RETURNING id`,
    [v7(), customerId, kind, value, proven],
  )
  if (won.length > 0) return tell(tx, actor, customerId)
  const holder = await holderOf(tx, customerId, kind, value)
  if (!proven || !holder || (holder.same && holder.verified)) return 'done'
  if (!holder.same) return { customerId: holder.customerId, kind, value, verified: holder.verified }
  await tx.sql('UPDATE identities SET verified = true WHERE workspace_id = $1 AND kind = $2 AND value = $3', [kind, value])
  return tell(tx, actor, customerId)
}

async function tell(tx: SqlTx, actor: Context['actor'], customerId: string): Promise<'done'> {
  await changed(tx, await lockCustomer(tx, actor, customerId))
  return 'done'
}

async function holderOf({ sql }: SqlTx, customerId: string, kind: IdentityKind, value: string) {
  const [holder] = await sql<{ customerId: string; verified: boolean; same: boolean }>(
    `SELECT i.customer_id AS "customerId", i.verified, own.root_id = me.root_id AS same
       FROM identities i JOIN customers own ON own.id = i.customer_id CROSS JOIN customers me
      WHERE i.workspace_id = $1 AND i.kind = $2 AND i.value = $3 AND me.workspace_id = $1 AND me.id = $4`,
    [kind, value, customerId],
  )
  return holder
}
