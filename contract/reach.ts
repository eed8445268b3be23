import * as z from 'zod'
import { channelKind } from './channels.ts'
import { permit } from './consents.ts'
import { allowance, conversation, ownConversation } from './conversations.ts'
import { identity } from './customers.ts'
import { endpoint, id, line, page, dbText } from './endpoint.ts'
import { message, templateUse } from './messages.ts'

/** One way to write to a customer: in a thread there is, or in a new one to an identity; exactly one of the two is given. */
export const way = z.object({
  channelId: id,
  channelKind,
  channelName: z.string(),
  conversation: conversation.nullable(),
  identity: identity.nullable(),
  /** Whom of the customer's identities it goes to; null where the thread names none of them (any more). */
  recipient: identity.nullable(),
  /** Whether a new thread here takes a subject. */
  subject: z.boolean(),
  allowance,
  /** Whether an answer, and whether something promotional, may be sent there. */
  permits: z.array(permit),
})
export type Way = z.infer<typeof way>

export const reachEndpoints = {
  'customer.reach': endpoint(
    'get',
    '/customers/:id/reach',
    'Every way to write to a customer, the thread that moved last first, and what each would allow now',
    { id },
    page(way),
  ),
  'conversation.start': endpoint(
    'post',
    '/conversations',
    'Write first: begins a new thread on a channel that can, to one of the customer’s identities; an answer comes into it',
    {
      customerId: id,
      channelId: id,
      identityId: id,
      subject: line(200).optional(),
      text: dbText(100_000).default(''),
      /** Instead of a text: a message prepared with the provider, where the channel has them. */
      template: templateUse.optional(),
      /** Made by the client (UUIDv7): sending the same id again starts nothing new and answers the same thread. */
      messageId: id.optional(),
      attachmentIds: z.array(id).max(20).default([]),
    },
    z.object({ conversation: ownConversation, message }),
  ),
} as const
