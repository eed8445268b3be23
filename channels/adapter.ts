import type { Readable } from 'node:stream'
import type * as z from 'zod'
import type { Capabilities, ChannelKind, ChannelKindInfo, Finding, Surface, Template } from '../contract/channels.ts'
import type { IdentityKind } from '../contract/customers.ts'
import type { Place } from '../contract/messages.ts'
import type { WordTable } from '../contract/words.ts'

/** A person as a channel names them. `verified`: the channel proved it, as against the sender claiming it; null: it cannot tell. */
export type Handle = { kind: IdentityKind; value: string; name?: string; verified: boolean | null }

/** A file that came with a message; `content` is already in memory because the raw body held it. */
export type InboundFile = { name: string; type: string; content: Buffer; inline: boolean; contentId?: string }

/** A file we took in earlier (web chat uploads before it sends); attached only if its row names this very uploader. */
export type UploadedFile = { attachmentId: string; uploader: string }

/** A file that lies with the provider: a job fetches it with the adapter's `openMedia`. `type` and `size` as announced, where they are. */
export type RemoteFile = { ref: MediaRef; name: string; type: string; size: number | null }

/** What `openMedia` needs to find a file again, as JSON: an id, an address. Holds no secret. */
export type MediaRef = Record<string, string>

/** Where an item belongs: one thread per person and place, `key` naming it within the channel. */
export type Thread = {
  /** Names the thread when nothing else places the message. */
  key: string
  /** The provider's ids of this message and of those it answers, oldest last; a known one places the message if its sender belongs to that thread. */
  refs: string[]
  /** Private unless said otherwise. */
  surface?: Surface
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
  /** As sent; it is made safe when shown. */
  html: string | null
  to: string[]
  cc: string[]
  files: (InboundFile | UploadedFile | RemoteFile)[]
  place?: Place
  /** Written by a machine. */
  auto: boolean
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
}

/** A message of ours that did not arrive, named by the id it went out under, ours or the provider's. `reason` is for a person. */
export type InboundBounce = { type: 'bounce'; externalId: string; permanent: boolean; reason: string; at: string }

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

/**
 * The provider only says that there is something to fetch: a job calls `pull` with this hint. Of hints that differ in `token` alone the newest
 * stands for all.
 */
export type InboundPull = { type: 'pull'; hint: Record<string, string> }

/** Understood, and nothing to do; kept with its reason. */
export type InboundIgnored = { type: 'ignored'; reason: string }

/** Not understood: `name` is what the provider calls it. Kept raw, counted, and read again by a replay. */
export type InboundUnknown = { type: 'unknown'; name: string }

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
  | InboundPull
  | InboundIgnored
  | InboundUnknown

export type RawRequest = {
  method: string
  /** By lower-case name. */
  headers: Record<string, string | undefined>
  query: Record<string, string | undefined>
  body: Buffer
  /** The public address it was sent to, query included, made from PUBLIC_URL: some providers sign it. */
  url: string
}

/** What a verified request is stored as; `dedupeKey` is unique within the channel. `body` is what `parse` will read. */
export type Verified = { body: Buffer; dedupeKey: string }

/** An answer to a provider. */
export type RawReply = { status?: number; type: string; body: string }

/** A connected channel as its adapter sees it: settings with their secrets in the clear. */
export type Account<Config = unknown> = {
  kind: ChannelKind
  workspaceId: string
  /** Empty while settings are only being tried. */
  channelId: string
  name: string
  config: Config
}

export type OutboundFile = {
  name: string
  type: string
  size: number
  open: () => Promise<Readable>
  /** A signed address below PUBLIC_URL where a provider that fetches files itself finds it for a day. */
  link: () => string
}

/**
 * One part of a message to send: the whole of it where the adapter says `parts: 'whole'`; else a text within the channel's limit, or one file.
 */
export type Outbound = {
  messageId: string
  /** Of this part: the same at every try, unique within the installation (a UUID). What an idempotent provider is given. */
  partId: string
  /** What this message is known by outside, where we choose that: `adapter.externalId(account, messageId)`. */
  externalId: string | null
  thread: { key: string; subject: string | null; surface: Surface; /** Provider ids in the thread, oldest first. */ refs: string[] }
  to: Handle
  cc: string[]
  authorName: string
  text: string
  files: OutboundFile[]
  template: { name: string; language: string; variables: string[] } | null
  /** What the customer did last, and when: providers ask for it with some sends. */
  window: Window
}

/** How a delivery went: a value, never thrown. `unknown`: we cannot tell, so nobody sends it again blindly. `reason` is for a person. */
export type SendResult =
  | { outcome: 'sent'; /** The provider's ids for this part, by which receipts and answers will name it. */ externalIds?: string[] }
  | {
      outcome: 'failed'
      retry: 'no' | 'later'
      code: string
      reason: string
      /** Not sooner than this, and nothing else on this account either: the provider's rate limit. */
      retryAfterMs?: number
      /** The provider says that the customer must write again first: the composer knows from now on. */
      closesWindow?: boolean
    }
  | { outcome: 'unknown'; code: string; reason: string }

/** What is known of a conversation's reply window. Times are ISO 8601. */
export type Window = {
  /** The last thing the customer did: `message`, `follow`, or what a touch `opens`; null: nothing yet. */
  openedBy: string | null
  openedAt: string | null
  /** Parts we sent since. */
  sent: number
  /** Why nothing can be sent until they act again: they ceased to follow, or the provider said so. */
  closed: 'unfollowed' | 'provider' | null
}

/** What a reply window leaves. `reason` (for a person) says why not, or what limits it. */
export type Quota = {
  allowed: boolean
  remaining: number | null
  until: string | null
  reason: string | null
  /** `template`: only a prepared message goes out; `tag`: free text goes out, marked as a person's late answer. */
  fallback: 'template' | 'tag' | null
}

/** What a provider tells of a person. Verified addresses may join profiles; claimed ones only suggest it. */
export type ProfileHints = { name?: string; handles: Handle[] }

/** Where a polling or listening channel puts what it got; resolves once it is stored, so acknowledge the peer only after. */
export type Sink = {
  store: (event: Verified) => Promise<'stored' | 'duplicate'>
  health: (state: 'ok' | 'failing', message: string | null) => Promise<void>
  cursor: { load: () => Promise<unknown>; save: (value: unknown) => Promise<void> }
}

/** What somebody simulates in the demo. `from` is a name; the same name is the same person. `id` is unique. */
export type Simulated = { type: ChannelKindInfo['simulates'][number]; from: string; text: string; id: string; now: Date }

export type Adapter<Config = unknown> = {
  kind: ChannelKind
  name: Words
  lead: Words
  tier: 'stable' | 'experimental'
  mark: ChannelKindInfo['mark']
  steps: Words[]
  /** Code to put on one's own pages; `{origin}` and `{channel}` in it are filled in where it is shown. */
  embed?: string
  /**
   * Fields carry `.meta({ label, help, secret, choices, advanced })`; the set-up form and the split into config and secrets are made from it.
   * Where a local peer can stand in, `apiUrl` is the provider's address.
   */
  config: z.ZodType<Config>
  capabilities: Capabilities
  /** The Chinese of what this adapter says to people, as `contract/words.zh-CN.ts` has it for the rest. */
  words?: WordTable
  /** Answers a provider's question whether this address is ours; null: this request is no such question. Refuses a wrong one with 401. */
  handshake?: (request: RawRequest, account: Account<Config>) => RawReply | 'refused' | null
  /** Checks one webhook request in constant time; null refuses it. Absent: the channel takes no webhooks. */
  verify?: (request: RawRequest, account: Account<Config>, now: Date) => Verified | null
  /** What the provider wants to read once a request is stored; JSON of ours by default. */
  acknowledgement?: RawReply
  /** Raw bytes to items: pure, deterministic, needs no account. Throws `ParseError` for what it cannot read (the raw event is parked). */
  parse: (body: Buffer) => Promise<InboundItem[]>
  /**
   * Fetches what a `pull` item announced, from where the last call stopped (null at first). Called again while `more`. Every event is
   * stored before the cursor is; throws what makes it try again later.
   */
  pull?: (
    account: Account<Config>,
    cursor: unknown,
    hint: Record<string, string>,
  ) => Promise<{ events: Verified[]; cursor: unknown; more: boolean }>
  /** The id a message of ours will carry outside, where we choose it; null: the provider does (see `SendResult`). Pure. */
  externalId: (account: Account<Config>, messageId: string) => string | null
  /** The handle the account itself writes under: whoever claims it from outside belongs to no thread by that. */
  ownHandle?: (account: Account<Config>) => Pick<Handle, 'kind' | 'value'>
  /**
   * The thread key `parse` gives what this person writes privately, so that an answer to what we began comes into the same thread. Pure.
   * Absent: answers name our message.
   */
  threadFor?: (handle: Pick<Handle, 'kind' | 'value'>) => string
  /** `whole`: one call for a message with all its files. `split`: a call for each part of the text, then one for each file. */
  parts: 'whole' | 'split'
  send: (account: Account<Config>, part: Outbound) => Promise<SendResult>
  /** Whether sending the same part again arrives once, so that an interrupted send may simply be repeated. */
  repeatable: (account: Account<Config>) => boolean
  /** What the reply window of a conversation allows now. Pure. Absent: everything, always. */
  quota?: (window: Window, surface: Surface, now: Date) => Quota
  /** At most this many parts in so many ms for the whole account, all processes together. */
  pace?: (account: Account<Config>) => { n: number; ms: number }
  templates?: (account: Account<Config>) => Promise<Template[]>
  /** Opens a file that lies with the provider. Throws `MediaError` when it is gone for good; anything else is tried again. */
  openMedia?: (account: Account<Config>, ref: MediaRef, maxBytes: number) => Promise<{ stream: Readable; name?: string }>
  /** Asks the provider who somebody is; null: it does not tell. May throw. */
  profile?: (account: Account<Config>, handle: Pick<Handle, 'kind' | 'value'>) => Promise<ProfileHints | null>
  /** Tells the provider that the customer's messages were seen. May throw. */
  markRead?: (account: Account<Config>, thread: { key: string }, lastExternalId: string) => Promise<void>
  /** Listens or polls until `signal` aborts; exactly one process in the installation runs it. */
  listen?: (account: Account<Config>, sink: Sink, signal: AbortSignal) => Promise<void>
  /** Tries the settings for real and says what is wrong and how to mend it. */
  check: (account: Account<Config>) => Promise<Finding[]>
  /** What it takes to be tried without an account at the provider. */
  demo?: Demo<Config>
  /** The same where we are the provider ourselves. */
  simulator?: Simulator<Config>
}

/** Has somebody write to us while DEMO is on. */
export type Simulator<Config = unknown> = {
  simulates: ChannelKindInfo['simulates']
  /** The request the provider would send for it, signed with the account's secrets; or, where it sends none, what its listener would store. */
  simulate: (account: Account<Config>, simulated: Simulated) => Omit<RawRequest, 'url'> | Verified
}

/** A provider in small, for the demo and the tests: behaves as its documentation says, answers included. */
export type Demo<Config = unknown> = Simulator<Config> & {
  name: string
  /** Settings whose `apiUrl` is the stand-in at `peerUrl`. */
  config: (peerUrl: string) => Config
  /**
   * The provider's own side: answers our calls below `peerUrl`. `deliver` sends a webhook to the channel (receipts of what it took).
   */
  peer: (account: Account<Config>, deliver: (request: Omit<RawRequest, 'url'> | Verified) => void) => Peer
}

/** Answers one call of ours; `path` is what follows the peer's address, query excluded. */
export type Peer = (call: {
  method: string
  path: string
  headers: Record<string, string | undefined>
  query: Record<string, string | undefined>
  body: Buffer
}) => Promise<{ status: number; headers?: Record<string, string>; body: Buffer | string }>

type Words = { en: string; 'zh-CN': string }

export function defineAdapter<Config>(adapter: Adapter<Config>): Adapter<Config> {
  return adapter
}

/** The raw body cannot be read; `message` tells an admin why. */
export class ParseError extends Error {}

/** A file is not to be had, now or later; `message` tells an agent why. */
export class MediaError extends Error {}
