import type { Surface } from '../../contract/channels.ts'
import type { Place } from '../../contract/messages.ts'
import type { InboundFile, RemoteFile, UploadedFile } from './files.ts'
import type { ClosedByProvider } from './window.ts'
import type { Handle } from './people.ts'

/** The longest text a thread shows, in UTF-16 units: an adapter or the inbox cuts what is longer, and keeps its whole as a file. A screen of text is 2,000. */
export const longestText = 100_000

/** What one raw body may hold, in the order it happened. Each is told apart by its `type`. */
export type InboundItem =
  | InboundMessage
  | InboundEcho
  | InboundReceipt
  | InboundBounce
  | InboundEdit
  | InboundRecall
  | InboundReaction
  | InboundFollow
  | InboundTouch
  | InboundTags
  | InboundPull
  | InboundIgnored
  | InboundUnknown

/** What comments are under, as their provider tells it: nothing is made up. Addresses are http(s). */
export type Post = { text: string | null; url: string | null; picture: string | null; author: string | null }

/** Where an item belongs: one thread per person and place, `key` naming it within the channel. */
export type Thread = {
  /** Names the thread when nothing else places the message. */
  key: string
  /** The provider's ids of this message and of those it answers, oldest last; a known one places the message if its sender belongs to that thread. */
  refs: string[]
  /** Private unless said otherwise. */
  surface?: Surface
  /** By which another system numbers the thread: where nothing places the message, the same person's thread of this number is named beside. */
  index?: string
  /** The subject it answers: where nothing places the message, the same person's thread of that subject is named beside. */
  answers?: string
  /** Of comments. */
  post?: Post
}

export type InboundMessage = {
  type: 'message'
  /** Unique within the channel; a second item with it is a duplicate and changes nothing. */
  externalId: string
  thread: Thread
  from: Handle
  /** Others addressed (mail: To and Cc without ourselves); they belong to the thread from now on. */
  participants: string[]
  subject: string | null
  text: string
  quoted: string | null
  /** As sent, unless `htmlForm` says otherwise. */
  html: string | null
  /** Set by `parseBody`: the HTML is safe, or it was too complex and is its text alone. No adapter sets it. */
  htmlForm?: 'safe' | 'text'
  to: string[]
  cc: string[]
  /** The address in a mail's From, which is another than `from`'s where a form mails for its visitors. */
  sender?: string | undefined
  /** Where the sender wants answers. */
  replyTo?: string[]
  /** The names given to addresses of the message, by address. */
  names?: Record<string, string>
  files: (InboundFile | UploadedFile | RemoteFile)[]
  place?: Place
  /** What the provider calls (a part of) the message that we cannot read: a line in the thread, counted as unknown, and read again by a replay. */
  unsupported?: string | undefined
  /** Written by a machine. */
  auto: boolean
  /** From before the channel was connected: taken in as read, keeps nobody waiting, and opens nothing. */
  isOld?: boolean
  /** ISO 8601. */
  sentAt: string
}

/**
 * What the account itself wrote, as its provider tells it back: from its phone, its own console, another program. Parley's own messages
 * come back like this too and are known by their id, or by their words while the answer with the id is still on its way.
 */
export type InboundEcho = Pick<InboundMessage, 'externalId' | 'thread' | 'text' | 'files' | 'place' | 'sentAt'> & {
  type: 'echo'
  /** Whom it was for. */
  to: Handle
  /** Who wrote it, where the provider tells. */
  author: string | null
}

/**
 * What a channel says of an item it cannot tell by itself to be about a message of ours: the ids that message may be known by (ours, or the ids it
 * went out under), and what the item is if no message we sent on this channel has one of them.
 */
export type MaybeOurs = {
  ids: string[]
  otherwise: InboundMessage
  /** What the message is known by outside instead of the id we gave it, where it is ours. */
  alsoKnownAs?: string
}

/** Which messages of ours a receipt is for: ours by its id, by the provider's, or all of a thread sent until a moment (ISO 8601). */
export type ReceiptFor = { messageId: string } | { externalId: string } | { until: string }

export type InboundReceipt = {
  type: 'receipt'
  for: ReceiptFor
  status: 'delivered' | 'read'
  /** Everything up to that message, not it alone. */
  upTo: boolean
  /** Where the channel names it, only a message of this thread is meant (needed with `until`); null: the id says enough. */
  thread: { key: string } | null
  at: string
  maybe?: MaybeOurs
}

/** A message of ours that did not arrive, named by the id it went out under, ours or the provider's. `reason` is for a person. */
export type InboundBounce = {
  type: 'bounce'
  externalId: string
  permanent: boolean
  reason: string
  at: string
  /** The addresses it did not reach, where it went to several and the channel names them; left out: it reached nobody. */
  recipients?: { address: string; reason: string }[]
  maybe?: MaybeOurs
  /** Nothing else arrives either until the customer writes again, and why. */
  closesWindow?: ClosedByProvider
}

/** The writer of a message (theirs, never ours) changed its text, or took it back. */
export type InboundEdit = { type: 'edit'; externalId: string; text: string; at: string }
export type InboundRecall = { type: 'recall'; externalId: string; at: string }

/** `emoji` as text; null takes the person's reaction away. The message may be theirs or ours. */
export type InboundReaction = { type: 'reaction'; externalId: string; from: Handle; emoji: string | null; at: string }

/** Somebody began, or ceased, to follow the account. Following may open a reply window, ceasing closes it. */
export type InboundFollow = { type: 'follow' | 'unfollow'; thread: Thread; from: Handle; by: string | null; at: string }

/**
 * A touch that is no message but lets us write for a while (a menu click, a scan): `opens` names the window for the adapter's `quota`.
 */
export type InboundTouch = { type: 'touch'; thread: Thread; from: Handle; opens: string; at: string }

/** The provider changed the labels it keeps of somebody, or (null) of anybody: they are read again where the channel follows them. */
export type InboundTags = { type: 'tags'; whose: Pick<Handle, 'kind' | 'value'> | null }

/**
 * The provider only says that there is something to fetch: a job calls `pull` with this hint. Of hints that differ in `token` alone the newest
 * stands for all.
 */
export type InboundPull = { type: 'pull'; hint: Record<string, string> }

/**
 * Understood, and nothing to do; kept with its reason. `warning`: it is about the channel itself and a person must see to it, so the channel
 * shows the reason and this, which says what to do, as its trouble.
 */
export type InboundIgnored = { type: 'ignored'; reason: string; warning?: string; maybe?: MaybeOurs }

/** Not understood, and nothing somebody wrote (that is a message, `unsupported`): `name` is what the provider calls it. Kept raw, counted, and read again by a replay. */
export type InboundUnknown = { type: 'unknown'; name: string }

/** The raw body cannot be read; `message` tells an admin why. */
export class ParseError extends Error {}
