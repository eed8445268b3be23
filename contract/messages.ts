import * as z from 'zod'
import { contact, cursor, dbInt, dbText, endpoint, id, limit, line, outsideId, said, time } from './endpoint.ts'
import { attachment } from './files.ts'
import { addresses, chosenRecipients } from './mailbox.ts'

export const messageKind = z.enum(['text', 'note', 'event'])
export type MessageKind = z.infer<typeof messageKind>

/**
 * `received` is for what comes in; `unknown`: we cannot tell whether it went out, so a person decides; `discarded`: it failed, and a person let
 * it be or sent another in its place.
 */
export const messageStatus = z.enum(['received', 'queued', 'sending', 'sent', 'delivered', 'read', 'failed', 'unknown', 'discarded'])
export type MessageStatus = z.infer<typeof messageStatus>

export const author = z.object({ type: z.enum(['customer', 'agent', 'system']), id: id.nullable(), name: contact })

/** What happened to a conversation, told inside its thread. */
export const threadEvent = z.discriminatedUnion('name', [
  /** `wrote`: by writing in a conversation that was nobody's. */
  z.object({ name: z.literal('assigned'), to: z.object({ id, name: z.string() }).nullable(), why: z.enum(['wrote']).optional() }),
  z.object({ name: z.literal('resolved') }),
  z.object({ name: z.literal('reopened') }),
  z.object({ name: z.literal('customer_changed'), from: contact, to: contact }),
  z.object({ name: z.literal('team_assigned'), to: z.object({ id, name: z.string() }).nullable() }),
  /** The customer began or ceased to follow the account; `by` as the provider tells it (scan, search, link…). */
  z.object({ name: z.literal('followed'), by: z.string().nullable() }),
  z.object({ name: z.literal('unfollowed') }),
])
export type ThreadEvent = z.infer<typeof threadEvent>

/** A recipient a message did not reach though it reached others, and why. */
export const undelivered = z.object({ address: contact, reason: said })

export const place = z.object({ latitude: z.number(), longitude: z.number(), name: contact, address: contact })
export type Place = z.infer<typeof place>

/** An emoji somebody put on a message; `by` is their name. */
export const reaction = z.object({ emoji: z.string(), by: contact })
export type Reaction = z.infer<typeof reaction>

export const sentimentLabel = z.enum(['positive', 'neutral', 'negative'])
export type SentimentLabel = z.infer<typeof sentimentLabel>

/** How a customer's message sounds: p(positive) − p(negative), and p(label), by the model named; or by a person who knew better. */
export const sentiment = z.object({
  label: sentimentLabel,
  score: z.number().min(-1).max(1),
  confidence: z.number().min(0).max(1),
  model: z.string(),
  /** Who corrected it; null while it is the model's word. */
  correctedBy: id.nullable(),
})
export type Sentiment = z.infer<typeof sentiment>

export const message = z.object({
  id,
  /** Grows with every change of this message; a reader keeps the highest it has seen. */
  version: z.number().int(),
  conversationId: id,
  /** What the channel calls it: a visitor’s own id, a Message-ID. */
  externalId: outsideId.nullable(),
  /** 1, 2, 3 … within the conversation, in the order we took them in. */
  position: z.number().int(),
  kind: messageKind,
  direction: z.enum(['in', 'out', 'none']),
  author,
  text: z.string(),
  /** The folded rest of a mail: what the sender quoted below the reply. */
  quoted: z.string().nullable(),
  /** Whether `GET /messages/:id/html` has the mail as its sender designed it. */
  hasHtml: z.boolean(),
  subject: z.string().nullable(),
  /** Who it is from and for, where its channel names people (mail). */
  addresses: addresses.nullable(),
  /** The message of this conversation that it passes on to somebody else. */
  forwardOf: id.nullable(),
  attachments: z.array(attachment),
  status: messageStatus,
  /** Why it failed, is unknown, or waits for another try; in words for a person, the provider's among them. */
  reason: said.nullable(),
  /** Whom it did not reach though it reached others; sending again is for them alone. */
  undelivered: z.array(undelivered),
  /** Written by a machine (out of office, list): shown as such and never answered by one. */
  auto: z.boolean(),
  /** Whether the channel proved the sender (a signed visitor, aligned SPF/DKIM): null where it cannot tell. */
  senderVerified: z.boolean().nullable(),
  event: threadEvent.nullable(),
  place: place.nullable(),
  /** What the provider calls a part of it that we cannot show (`unsupportedLine` says it to a person); `empty`: nothing was in it. */
  unsupported: z.string().nullable(),
  reactions: z.array(reaction),
  /** When its writer changed it last, or took it back (its text is then empty). */
  editedAt: time.nullable(),
  recalledAt: time.nullable(),
  /** Parts a long text or its files go out in, and how many of them are out. */
  parts: z.object({ sent: z.number().int(), of: z.number().int() }).nullable(),
  /** The provider's prepared message this was sent as. */
  template: z.string().nullable(),
  /** Of customers' messages with words in them; null for all others and until the model has read it. */
  sentiment: sentiment.nullable(),
  intent: z.object({ name: z.string(), confidence: z.number() }).nullable(),
  /** Who corrected the intent, to none perhaps; null while it is the model's word. */
  intentCorrectedBy: id.nullable(),
  /** The sender's clock, as the provider gave it. */
  sentAt: time,
  createdAt: time,
})
export type Message = z.infer<typeof message>

/** A message prepared with the provider, by its name and language, with what fills its places. */
export const templateUse = z.object({ name: line(200), language: line(20), variables: z.array(line(1_000)).max(20).default([]) })
export type TemplateUse = z.infer<typeof templateUse>

export const messagePage = z.object({ data: z.array(message), next: z.string().nullable() })

export const messageEndpoints = {
  'message.list': endpoint(
    'get',
    '/conversations/:id/messages',
    'A thread, newest first; `cursor` goes back in time',
    { id, cursor: cursor.optional(), limit },
    messagePage,
  ),
  'message.reply': endpoint(
    'post',
    '/conversations/:id/messages',
    'Answer the customer, or leave a note for colleagues',
    {
      id,
      /** Made by the client (UUIDv7): sending the same id again changes nothing and answers the same message. */
      messageId: id.optional(),
      kind: z.enum(['text', 'note']).default('text'),
      text: dbText(100_000).default(''),
      attachmentIds: z.array(id).max(20).default([]),
      /** Instead of a text: a message prepared with the provider, where the channel has them. */
      template: templateUse.optional(),
      /** Exactly whom it goes to, where the channel knows copies (mail). Left out, it goes to those `conversation.get` names in `allowance.recipients`, as `copies` says. */
      recipients: chosenRecipients.optional(),
      /** `sender`: who wrote last alone; `confirmed` (when left out): copies as well to those the answered message went to; `all`: also to those its unverified sender named, which confirms them. */
      copies: z.enum(['sender', 'confirmed', 'all']).optional(),
      /** Passes this message of the same conversation on, quoted below the text, to `recipients`; those of its files go along that `attachmentIds` names. */
      forward: id.optional(),
      /** A message of this conversation that failed and is discarded with this one; those of its files go along that `attachmentIds` names. */
      replaces: id.optional(),
      /** The last position the writer saw; refused with `conflict` when the thread went on since. Leave out to send anyway. */
      seen: dbInt(0).optional(),
    },
    message,
  ),
  'message.retry': endpoint(
    'post',
    '/messages/:id/retry',
    'Send a failed message again, or an unknown one once a person has decided so',
    { id },
    message,
  ),
  'message.settle': endpoint('post', '/messages/:id/settle', 'Say of an unknown message that it did arrive', { id }, message),
  'message.discard': endpoint('post', '/messages/:id/discard', 'Let a failed message be: it is not to be sent any more', { id }, message),
  'attachment.fetch': endpoint(
    'post',
    '/attachments/:id/fetch',
    'Have a file fetched from its provider once more; answers its message',
    { id },
    message,
  ),
  'message.html': endpoint(
    'get',
    '/messages/:id/html',
    'A mail’s own HTML, already made safe; remote pictures are left out unless asked for',
    { id, images: z.enum(['0', '1']).default('0') },
    z.object({
      html: z.string(),
      remoteImages: z.number().int(),
      /** The HTML was too complex to show: this is its text alone. */
      asText: z.boolean(),
    }),
  ),
} as const

/**
 * `thread` names the conversation as its channel does, for whoever routes by that; `access` is that of the conversation, `customerId`
 * whose it was then (the original customer; missing in events of before it was told).
 */
const withMessage = z.object({
  message,
  thread: z.object({ channelId: id, key: contact, access: z.array(id), customerId: id.optional() }),
})

export const messageEvents = {
  'message.received': withMessage,
  'message.queued': withMessage,
  'message.noted': withMessage,
  'message.recorded': withMessage,
  'message.sent': withMessage,
  'message.delivered': withMessage,
  'message.read': withMessage,
  'message.failed': withMessage,
  /** Its sentiment or intent was found anew or corrected. */
  'message.judged': withMessage,
  /** Its writer changed it or took it back, somebody reacted to it, or a file of it came in. */
  'message.changed': withMessage,
} as const
