import type { Input, Output } from '../contract/api.ts'
import type { Context } from '../server/context.ts'
import { fail } from '../server/errors.ts'
import { changeConversation } from './change.ts'

/** Says whose conversation this is. Messages keep their author; identities stay with their customer. */
export function relink(context: Context, input: Input<'conversation.relink'>): Promise<Output<'conversation.relink'>> {
  return changeConversation(context, input.id, async (row, tx) => {
    const [customer] = await tx.sql<{ name: string }>('SELECT name FROM customers WHERE workspace_id = $1 AND id = $2', [input.customerId])
    if (!customer) fail('not_found', 'There is no such customer in this workspace.', { field: 'customerId' })
    if (row.customer_id === input.customerId) return null
    return {
      set: { customerId: input.customerId },
      event: 'conversation.relinked',
      line: { name: 'customer_changed', from: row.customer_name, to: customer.name },
    }
  })
}
