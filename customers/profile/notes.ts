import type { Input, Output } from '../../contract/api.ts'
import type { Context } from '../../server/context.ts'
import { emit } from '../../server/events.ts'
import { lockCustomer } from '../change.ts'
import { byActor, record } from '../timeline-entries.ts'
import { assertNotErased } from './update.ts'

/** Leaves a note on a customer's timeline; colleagues who have it open see it at once. */
export function leaveNote(context: Context, { id, text }: Input<'customer.note'>): Promise<Output<'customer.note'>> {
  return context.sqlTransaction(async (tx) => {
    const customer = await lockCustomer(tx, context.actor, id)
    assertNotErased(customer)
    await record(tx, { customerId: customer.id, type: 'note', data: { text }, by: byActor(context.actor) })
    await emit(tx, 'customer.noted', { customer })
    return {}
  })
}
