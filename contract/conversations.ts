import * as z from 'zod'
import { channelKind, fileLimit, surface, textLimit } from './channels.ts'
import { conditionParam } from './conditions.ts'
import { customerRef } from './customers.ts'
import { contact, cursor, dbInt, endpoint, id, limit, nothing, page, time } from './endpoint.ts'
import { mailbox } from './mailbox.ts'
import { messageKind, messageStatus, sentimentLabel } from './messages.ts'

export const conversationStatus = z.enum(['open', 'resolved'])
export type ConversationStatus = z.infer<typeof conversationStatus>

/** What comments are under, as far as their channel tells; `picture` is where Parley fetches it from. */
export const post = z.object({
  text: z.string().nullable(),
  url: z.string().nullable(),
  picture: z.string().nullable(),
  author: contact.nullable(),
})
export type Post = z.infer<typeof post>

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
  /** Of comments: what they are under; null where the channel tells nothing of it. */
  post: post.nullable(),
  status: conversationStatus,
  assigneeId: id.nullable(),
  teamId: id.nullable(),
  /** Who may see it besides those who see all: its people and teams, and its customer's. See `visible` in `can.ts`. */
  access: z.array(id),
  /** Customer messages nobody of ours has opened yet: the customer may be told that the others were read. */
  unseen: z.number().int(),
  /** Counts the customer's messages (a machine's mail is none): what somebody has not read is the difference to their `reading`. */
  received: z.number().int(),
  /** Up to which of these everybody has read: what was resolved, or answered outside. */
  settled: z.number().int(),
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

/** How far one person has read a conversation. */
export const reading = z.object({
  /** Grows with every change; a reader keeps the highest it has seen. */
  version: z.number().int(),
  /** Up to which of the `received` they have read. */
  received: z.number().int(),
  /** They marked it unread, or it was given to them: then it is unread until they look. */
  marked: z.boolean(),
})
export type Reading = z.infer<typeof reading>

/** A conversation as who asks for it gets it. Events tell everybody the same, so they have it without `unread`. */
export const ownConversation = conversation.extend({
  /** Customer messages you have not read: see `unreadOf` (contract/unread.ts). */
  unread: z.number().int(),
  reading,
  /** Its customer's labels; none for who may not see customers. */
  labelIds: z.array(id),
})
export type OwnConversation = z.infer<typeof ownConversation>

export const view = z.enum(['mine', 'unassigned', 'all'])
export type View = z.infer<typeof view>
export const sort = z.enum(['newest', 'waiting', 'mood'])
export type Sort = z.infer<typeof sort>

/** Open conversations by view: kept by the database, not counted on request. */
export const counts = z.object({ mine: z.number().int(), unassigned: z.number().int(), all: z.number().int() })
export type Counts = z.infer<typeof counts>

/**
 * Whom an answer goes to, where a thread has several readers (mail). `unconfirmed`: named by a sender nobody vouches for, so without a person's word
 * nothing goes to them.
 */
export const recipients = z.object({
  to: z.array(mailbox),
  cc: z.array(mailbox),
  unconfirmed: z.array(mailbox),
  /** Its sender's own domain disowns the message that is answered: what it says of others is not to be believed. */
  isForged: z.boolean(),
  /** Whose address the answered message bears, where it asks for answers elsewhere. */
  insteadOf: mailbox.nullable(),
  /** Others who may be meant: people of the thread, and the customer's other addresses. */
  suggested: z.array(mailbox),
  /** Our own addresses: an answer to them comes back to us. */
  own: z.array(z.string()),
})
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

/** Which conversations are meant. */
const listShape = {
  view: view.default('all'),
  status: conversationStatus.default('open'),
  customerId: id.optional(),
  teamId: id.optional(),
  channelId: id.optional(),
  /** `unread`: only what you have not read. */
  only: z.enum(['unread']).optional(),
  filter: conditionParam.optional(),
}

export const conversationEndpoints = {
  'conversation.list': endpoint(
    'get',
    '/conversations',
    'The inbox',
    { ...listShape, sort: sort.default('newest'), cursor: cursor.optional(), limit },
    page(ownConversation),
  ),
  'conversation.counts': endpoint('get', '/conversations/counts', 'How many are open in each view', {}, counts),
  'conversation.count': endpoint(
    'get',
    '/conversations/count',
    'How many conversations a list has; `more` when there are more than could be counted at once',
    listShape,
    z.object({ n: z.number().int(), more: z.boolean() }),
  ),
  'reading.list': endpoint(
    'get',
    '/conversations/readings',
    'How far I have read conversations; one I may not see is left out',
    {
      /** Their ids, at most 100, with commas between them. */
      ids: z
        .string()
        .max(3_700)
        .regex(/^[\da-f-]{36}(,[\da-f-]{36}){0,99}$/i, 'Send 1 to 100 ids with commas between them.'),
    },
    page(z.object({ id, reading })),
  ),
  'conversation.get': endpoint(
    'get',
    '/conversations/:id',
    'One conversation and what its channel allows',
    { id },
    z.object({ conversation: ownConversation, allowance }),
  ),
  'conversation.assign': endpoint(
    'post',
    '/conversations/:id/assign',
    'Give a conversation to a person, to a team, or back to the queue (null)',
    { id, assigneeId: id.nullable().optional(), teamId: id.nullable().optional() },
    ownConversation,
  ),
  'conversation.resolve': endpoint('post', '/conversations/:id/resolve', 'Done', { id }, ownConversation),
  'conversation.reopen': endpoint('post', '/conversations/:id/reopen', 'Not done after all', { id }, ownConversation),
  'conversation.read': endpoint(
    'post',
    '/conversations/:id/read',
    'I have seen everything up to this position',
    { id, position: dbInt(0) },
    ownConversation,
  ),
  'conversation.unread': endpoint(
    'post',
    '/conversations/:id/unread',
    'Mark it unread for me, until I look again',
    { id },
    ownConversation,
  ),
  'conversation.relink': endpoint(
    'post',
    '/conversations/:id/customer',
    'Say whose conversation this is',
    { id, customerId: id },
    ownConversation,
  ),
  'typing.tell': endpoint(
    'post',
    '/conversations/:id/typing',
    'Tell colleagues and, where the channel can show it, the customer that I am writing',
    { id, note: z.boolean().default(false) },
    nothing,
  ),
  'viewing.tell': endpoint(
    'post',
    '/conversations/:id/viewing',
    'Tell colleagues that I have it before me, again every fifteen seconds, or that I have not any more',
    { id, here: z.boolean() },
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
  /** Somebody of ours was the first to open what the customer wrote. */
  'conversation.seen': withConversation,
  /** How far one person has read changed: for them alone. */
  'conversation.read': z.object({ id, userId: id, reading }),
  /** `fromId`: whose it was before (the original customer). */
  'conversation.relinked': withConversation.extend({ fromId: id.optional() }),
  /** Who may see it changed by its customer's owner or team. */
  'conversation.shared': withConversation,
  /** Those in `lost` who are not in `access` lose it from their screens. */
  'conversation.hidden': z.object({ id, lost: z.array(id), access: z.array(id) }),
  /** The customer's mood turned negative. */
  'conversation.soured': withConversation,
} as const
