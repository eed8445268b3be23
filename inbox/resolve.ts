import type { Input, Output } from '../contract/api.ts'
import type { Context } from '../server/context.ts'
import { changeConversation } from './change.ts'
import { readUpTo } from './readings.ts'

/** Marks a conversation as done, and so as read by everybody; the customer's next message opens it again. */
export function resolve(context: Context, input: Input<'conversation.resolve'>): Promise<Output<'conversation.resolve'>> {
  return changeConversation(context, input.id, async (row, tx) => {
    if (row.status === 'resolved') return null
    if (context.actor.type === 'user') await readUpTo(tx, context.actor.id, row)
    return {
      set: { status: 'resolved', waitingSince: null, unread: 0, settled: row.received },
      event: 'conversation.resolved',
      lines: [{ name: 'resolved' }],
    }
  })
}

/** Takes "done" back. */
export function reopen(context: Context, input: Input<'conversation.reopen'>): Promise<Output<'conversation.reopen'>> {
  return changeConversation(context, input.id, (row) =>
    row.status === 'open' ? null : { set: { status: 'open' }, event: 'conversation.reopened', lines: [{ name: 'reopened' }] },
  )
}
