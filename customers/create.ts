import { v7 } from 'uuid'
import type { Input } from '../contract/api.ts'
import type { Customer, FieldState } from '../contract/customers.ts'
import { audit } from '../server/audit.ts'
import type { Context } from '../server/context.ts'
import type { SqlTx } from '../server/db.ts'
import { emit } from '../server/events.ts'
import { applyChanges } from './profile/apply-changes.ts'
import { checkChanges } from './profile/check-changes.ts'
import { claim } from './identity/claim.ts'
import { noteLookUps } from './identity/look-up.ts'
import { getCustomer } from './customers.ts'
import { nameTokens } from './identity/name-tokens.ts'
import { byActor, record } from './timeline-entries.ts'
import { noteChanges } from './profile/look-ups.ts'
import { wantedChanges } from './profile/wanted-changes.ts'
import { currentTime } from '../server/clock.ts'

/**
 * Makes a customer, with a claimed mail address and phone number if they are given; refuses with conflict, naming its owner, when one is
 * taken. `changes` are written to the new profile as `customer.update` would.
 */
export async function createCustomer(context: Context, { name, email, phone, changes }: Input<'customer.create'>): Promise<Customer> {
  await noteLookUps(context, { contacts: [name, email, phone].filter((text) => text !== undefined) })
  if (changes) await noteChanges(context, changes)
  return context.sqlTransaction(async (tx) => {
    const id = v7()
    if (email !== undefined) await claim(tx, context.actor, { customerId: id, kind: 'email', value: email, field: 'email' })
    if (phone !== undefined) await claim(tx, context.actor, { customerId: id, kind: 'phone', value: phone, field: 'phone' })
    const customer = await insert(tx, context, id, name)
    return changes ? applyChanges(tx, context, customer, await checkChanges(tx, customer, wantedChanges(changes))) : customer
  })
}

/** Whoever sees only what names them owns what they make; else it would be out of their sight at once. */
async function insert(tx: SqlTx, context: Context, id: string, name: string): Promise<Customer> {
  const { actor } = context
  const by = actor.type === 'user' ? actor.id : null
  const ownerId = actor.type === 'user' && actor.keys !== null ? actor.id : null
  const state: FieldState = { version: 1, source: 'person', by, at: currentTime().toISOString() }
  await tx.sql(
    `INSERT INTO customers (id, workspace_id, name, name_tokens, owner_id, states)
     VALUES ($2::uuid, $1::uuid, $3, $4::text[], $5::uuid, $6::jsonb) RETURNING id`,
    [id, name, nameTokens(name), ownerId, JSON.stringify({ name: state, ...(ownerId && { owner: state }) })],
  )
  const customer = await getCustomer(tx, id)
  await emit(tx, 'customer.created', { customer })
  await record(tx, { customerId: id, type: 'created', data: {}, by: byActor(context.actor) })
  await audit(tx, context, { action: 'customer.create', target: { type: 'customer', id } })
  return customer
}
