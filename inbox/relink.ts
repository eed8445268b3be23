import type { Input, Output } from '../contract/api.ts'
import type { Context } from '../server/context.ts'
import { assertVisible } from '../server/visible.ts'
import { changeConversation } from './change.ts'

/** Says whose conversation this is: a customer the actor may see. Messages keep their author; identities stay with their customer. */
export function relink(context: Context, input: Input<'conversation.relink'>): Promise<Output<'conversation.relink'>> {
  return changeConversation(
    context,
    input.id,
    async (row, tx) => {
      const [found] = await tx.sql<{ id: string; name: string; access: string[] }>(
        `SELECT root.id, root.name, root.access FROM customers own JOIN customers root ON root.id = own.root_id
          WHERE own.workspace_id = $1 AND own.id = $2`,
        [input.customerId],
      )
      const customer = assertVisible(context.actor, found, 'There is no such customer in this workspace.')
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
