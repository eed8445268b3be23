import * as z from 'zod'
import { channelKind, fileLimit, surface, textLimit } from './channels.ts'
import { conditionParam } from './conditions.ts'
import { customerRef } from './customers.ts'
import { contact, cursor, dbInt, endpoint, id, limit, nothing, page, time } from './endpoint.ts'
import { messageKind, messageStatus, sentimentLabel } from './messages.ts'

export const conversationStatus = z.enum(['open', 'resolved'])
export type ConversationStatus = z.infer<typeof conversationStatus>

export const conversation = z.object({
  id,
  /** Grows with every change of this conversation; a reader keeps the highest it has seen. */
  version: z.number().int(),
  channelId: id,
  channelKind,
  /** What the channel calls this thread. */
  threadKey: contact,
  customer: customerRef,
  subject: z.string().nullable(),
  surface,
  status: conversationStatus,
  assigneeId: id.nullable(),
  teamId: id.nullable(),
  /** Who may see it besides those who see all: its people and teams, and its customer's. See `visible` in `can.ts`. */
  access: z.array(id),
  /** Customer messages no agent has opened yet. */
  unread: z.number().int(),
  /** Since when the customer has been waiting for an answer; null when it is our turn no longer. */
  waitingSince: time.nullable(),
  /** Position of the newest entry of the thread. */
  position: z.number().int(),
  lastMessage: z
    .object({
      preview: z.string(),
      /** As in `message`; the preview may be empty then. */
      unsupported: z.string().nullable(),
      kind: messageKind,
      direction: z.enum(['in', 'out', 'none']),
      status: messageStatus,
      at: time,
    })
    .nullable(),
  /** How the customer has been sounding lately (recent messages weigh more), and which way that goes; null before the first words. */
  mood: z.object({ score: z.number(), slope: z.number(), label: sentimentLabel }).nullable(),
  /** A thread this one names but whose people the sender does not belong to: a suggestion, never joined by itself. */
  relatedId: id.nullable(),
  createdAt: time,
  updatedAt: time,
})
export type Conversation = z.infer<typeof conversation>

export const view = z.enum(['mine', 'unassigned', 'all'])
export type View = z.infer<typeof view>
export const sort = z.enum(['newest', 'waiting', 'mood'])
export type Sort = z.infer<typeof sort>

/** Open conversations by view: kept by the database, not counted on request. */
export const counts = z.object({ mine: z.number().int(), unassigned: z.number().int(), all: z.number().int() })
export type Counts = z.infer<typeof counts>

/**
 * Whom an answer goes to where a thread has several readers. `unconfirmed`: named by a sender nobody vouches for, so a copy goes to them only
 * once a person has said so.
 */
export const recipients = z.object({ to: contact, cc: z.array(contact), unconfirmed: z.array(contact) })
export type Recipients = z.infer<typeof recipients>

/** What the channel allows for this conversation now; shown in the composer before anything is refused. */
export const allowance = z.object({
  allowed: z.boolean(),
  reason: z.string().nullable(),
  textLimit,
  attachments: fileLimit,
  /** How many more messages the provider takes before the customer writes again; null: no limit. */
  remaining: z.number().int().nullable(),
  /** When the provider's reply window closes. */
  until: time.nullable(),
  /** What still goes out where free text may not (`template`), or what marks it (`tag`: sent as a person's late answer). */
  fallback: z.enum(['template', 'tag']).nullable(),
  /** Null where the channel knows no copies, and in a thread that is only about to begin. */
  recipients: recipients.nullable(),
})
export type Allowance = z.infer<typeof allowance>

export const conversationEndpoints = {
  'conversation.list': endpoint(
    'get',
    '/conversations',
    'The inbox',
    {
      view: view.default('all'),
      status: conversationStatus.default('open'),
      sort: sort.default('newest'),
      customerId: id.optional(),
      teamId: id.optional(),
      filter: conditionParam.optional(),
      cursor: cursor.optional(),
      limit,
    },
    page(conversation),
  ),
  'conversation.counts': endpoint('get', '/conversations/counts', 'How many are open in each view', {}, counts),
  'conversation.get': endpoint(
    'get',
    '/conversations/:id',
    'One conversation and what its channel allows',
    { id },
    z.object({ conversation, allowance }),
  ),
  'conversation.assign': endpoint(
    'post',
    '/conversations/:id/assign',
    'Give a conversation to a person, to a team, or back to the queue (null)',
    { id, assigneeId: id.nullable().optional(), teamId: id.nullable().optional() },
    conversation,
  ),
  'conversation.resolve': endpoint('post', '/conversations/:id/resolve', 'Done', { id }, conversation),
  'conversation.reopen': endpoint('post', '/conversations/:id/reopen', 'Not done after all', { id }, conversation),
  'conversation.read': endpoint(
    'post',
    '/conversations/:id/read',
    'I have seen everything up to this position',
    { id, position: dbInt(0) },
    conversation,
  ),
  'conversation.relink': endpoint(
    'post',
    '/conversations/:id/customer',
    'Say whose conversation this is',
    { id, customerId: id },
    conversation,
  ),
  'typing.tell': endpoint(
    'post',
    '/conversations/:id/typing',
    'Tell colleagues and, where the channel can show it, the customer that I am writing',
    { id, note: z.boolean().default(false) },
    nothing,
  ),
} as const

const withConversation = z.object({ conversation })

export const conversationEvents = {
  'conversation.opened': withConversation,
  /** Its newest message, its counters or its waiting time moved. */
  'conversation.advanced': withConversation,
  'conversation.assigned': withConversation,
  'conversation.resolved': withConversation,
  'conversation.reopened': withConversation,
  'conversation.seen': withConversation,
  /** `fromId`: whose it was before (the original customer). */
  'conversation.relinked': withConversation.extend({ fromId: id.optional() }),
  /** Who may see it changed by its customer's owner or team. */
  'conversation.shared': withConversation,
  /** Those in `lost` who are not in `access` lose it from their screens. */
  'conversation.hidden': z.object({ id, lost: z.array(id), access: z.array(id) }),
  /** The customer's mood turned negative. */
  'conversation.soured': withConversation,
} as const
