import type { Input, Output } from '../contract/api.ts'
import type { Context } from '../server/context.ts'
import { changeConversation } from './change.ts'

/** Marks a conversation as done; the customer's next message opens it again. */
export function resolve(context: Context, input: Input<'conversation.resolve'>): Promise<Output<'conversation.resolve'>> {
  return changeConversation(context, input.id, (row) =>
    row.status === 'resolved'
      ? null
      : { set: { status: 'resolved', waitingSince: null, unread: 0 }, event: 'conversation.resolved', lines: [{ name: 'resolved' }] },
  )
}

/** Takes "done" back. */
export function reopen(context: Context, input: Input<'conversation.reopen'>): Promise<Output<'conversation.reopen'>> {
  return changeConversation(context, input.id, (row) =>
    row.status === 'open' ? null : { set: { status: 'open' }, event: 'conversation.reopened', lines: [{ name: 'reopened' }] },
  )
}
