import type { Readable } from 'node:stream'
import type * as z from 'zod'
import type { Capabilities, ChannelKind, Finding } from '../contract/channels.ts'
import type { IdentityKind } from '../contract/customers.ts'

/** A person as a channel names them. `verified`: the channel proved it, as against the sender claiming it; null: it cannot tell. */
export type Handle = { kind: IdentityKind; value: string; name?: string; verified: boolean | null }

/** A file that came with a message; `content` is already in memory because the raw body held it. */
export type InboundFile = { name: string; type: string; content: Buffer; inline: boolean; contentId?: string }

/** A file we took in earlier (web chat uploads before it sends); attached only if its row names this very uploader. */
export type UploadedFile = { attachmentId: string; uploader: string }

export type InboundMessage = {
  type: 'message'
  /** Unique within the channel; a second item with it is a duplicate and changes nothing. */
  externalId: string
  thread: {
    /** Names the thread when nothing else places the message. */
    key: string
    /** The provider's ids of this message and of those it answers, oldest last; a known one places the message if its sender belongs to that thread. */
    refs: string[]
  }
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
  files: (InboundFile | UploadedFile)[]
  /** Written by a machine. */
  auto: boolean
  /** ISO 8601. */
  sentAt: string
}

export type InboundReceipt = {
  type: 'receipt'
  /** Our own message's id. */
  messageId: string
  status: 'delivered' | 'read'
  /** Everything up to that message, not it alone. */
  upTo: boolean
  /** Where the channel names it, only a message of this thread is meant; null: the id says enough. */
  thread: { key: string } | null
  at: string
}

/** A message of ours that did not arrive, named by the id we sent it under. */
export type InboundBounce = { type: 'bounce'; externalId: string; permanent: boolean; reason: string; at: string }

/** Understood, and nothing to do; kept with its reason. */
export type InboundIgnored = { type: 'ignored'; reason: string }

export type InboundItem = InboundMessage | InboundReceipt | InboundBounce | InboundIgnored

export type RawRequest = {
  method: string
  headers: Record<string, string | undefined>
  query: Record<string, string | undefined>
  body: Buffer
}

/** What a verified request is stored as; `dedupeKey` is unique within the channel. `body` is what `parse` will read. */
export type Verified = { body: Buffer; dedupeKey: string }

/** A connected channel as its adapter sees it: settings with their secrets in the clear. */
export type Account<Config = unknown> = { workspaceId: string; channelId: string; name: string; config: Config }

export type OutboundFile = { name: string; type: string; size: number; open: () => Promise<Readable> }

export type Outbound = {
  messageId: string
  /** What this message is known by outside: `adapter.externalId(account, messageId)`. */
  externalId: string
  thread: { key: string; subject: string | null; /** Provider ids in the thread, oldest first. */ refs: string[] }
  to: Handle
  cc: string[]
  authorName: string
  text: string
  files: OutboundFile[]
}

/** How a delivery went: a value, never thrown. `unknown`: we cannot tell, so nobody sends it again blindly. `reason` is for a person. */
export type SendResult =
  | { outcome: 'sent' }
  | { outcome: 'failed'; retry: 'no' | 'later'; code: string; reason: string }
  | { outcome: 'unknown'; code: string; reason: string }

/** Where a polling or listening channel puts what it got; resolves once it is stored, so acknowledge the peer only after. */
export type Sink = {
  store: (event: Verified) => Promise<'stored' | 'duplicate'>
  health: (state: 'ok' | 'failing', message: string | null) => Promise<void>
  cursor: { load: () => Promise<unknown>; save: (value: unknown) => Promise<void> }
}

export type Adapter<Config = unknown> = {
  kind: ChannelKind
  name: { en: string; 'zh-CN': string }
  /** Fields carry `.meta({ label, help, secret, choices })`; the set-up form and the split into config and secrets are made from it. */
  config: z.ZodType<Config>
  capabilities: Capabilities
  /** Checks one webhook request in constant time; null refuses it. Absent: the channel takes no webhooks. */
  verify?: (request: RawRequest, account: Account<Config>, now: Date) => Verified | null
  /** Raw bytes to items: pure, deterministic, needs no account. Throws `ParseError` for what it cannot read (the raw event is parked). */
  parse: (body: Buffer) => Promise<InboundItem[]>
  /** The id a message of ours will carry outside; pure. */
  externalId: (account: Account<Config>, messageId: string) => string
  /** The handle the account itself writes under: whoever claims it from outside belongs to no thread by that. */
  ownHandle?: (account: Account<Config>) => Pick<Handle, 'kind' | 'value'>
  send: (account: Account<Config>, message: Outbound) => Promise<SendResult>
  /** Whether sending the same message again arrives once, so that an interrupted send may simply be repeated. */
  repeatable: (account: Account<Config>) => boolean
  /** Listens or polls until `signal` aborts; exactly one process in the installation runs it. */
  listen?: (account: Account<Config>, sink: Sink, signal: AbortSignal) => Promise<void>
  /** Tries the settings for real and says what is wrong and how to mend it. */
  check: (account: Account<Config>) => Promise<Finding[]>
}

export function defineAdapter<Config>(adapter: Adapter<Config>): Adapter<Config> {
  return adapter
}

/** The raw body cannot be read; `message` tells an admin why. */
export class ParseError extends Error {}
