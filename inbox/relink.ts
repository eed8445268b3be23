import type { Input, Output } from '../contract/api.ts'
import type { Context } from '../server/context.ts'
import { changeConversation } from './change.ts'
import { findRoot } from './customer.ts'

/** Says whose conversation this is: a customer the actor may see. Messages keep their author; identities stay with their customer. */
export function relink(context: Context, input: Input<'conversation.relink'>): Promise<Output<'conversation.relink'>> {
  return changeConversation(
    context,
    input.id,
    async (row, tx) => {
      const customer = await findRoot(tx, context.actor, input.customerId)
      if (row.root_id === customer.id) return null
      return {
        set: { customerId: customer.id },
        event: 'conversation.relinked',
        lines: [{ name: 'customer_changed', from: row.customer_name, to: customer.name }],
      }
    },
    { besides: input.customerId },
  )
}
