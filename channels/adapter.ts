import type { Readable } from 'node:stream'
import type * as z from 'zod'
import type { Capabilities, ChannelKind, ChannelKindInfo, Finding, Preset, Surface, Template } from '../contract/channels.ts'
import type { WordTable } from '../contract/words.ts'
import type { Account } from './adapter/account.ts'
import type { MediaRef } from './adapter/files.ts'
import type { InboundItem } from './adapter/items.ts'
import type { Outbound, SendResult } from './adapter/outbound.ts'
import type { Handle, ProfileHints } from './adapter/people.ts'
import type { Demo, Simulator } from './adapter/practice.ts'
import type { RawReply, RawRequest, Sender, Sink, Verified } from './adapter/requests.ts'
import type { Tags } from './adapter/tags.ts'
import type { Quota, Window } from './adapter/window.ts'

// The words adapters are written in, a file for each idea; adapters import them all from here.
export type * from './adapter/account.ts'
export * from './adapter/files.ts'
export * from './adapter/items.ts'
export type * from './adapter/outbound.ts'
export type * from './adapter/people.ts'
export type * from './adapter/practice.ts'
export type * from './adapter/requests.ts'
export type * from './adapter/tags.ts'
export type * from './adapter/window.ts'

/** One kind of channel: what it is, how what it tells comes in, and how what we say goes out. */
export type Adapter<Config = unknown> = Introduction<Config> & Receiving<Config> & Sending<Config>

/** What people see of a kind before anything is connected, and how it is set up. */
type Introduction<Config> = {
  kind: ChannelKind
  name: Words
  lead: Words
  tier: 'stable' | 'experimental'
  mark: ChannelKindInfo['mark']
  steps: Words[]
  /** Code to put on one's own pages; `{origin}` and `{channel}` in it are filled in where it is shown. */
  embed?: string
  /**
   * Fields carry `.meta({ label, help, secret, choices, advanced, section, when, lines })`; the set-up form and the split into config and secrets are made from it.
   * Where a local peer can stand in, `apiUrl` is the provider's address.
   */
  config: z.ZodType<Config>
  /** Settings of common providers, offered above the form. */
  presets?: Preset[]
  capabilities: Capabilities
  /**
   * Has the provider hand out settings anew before the old ones end: they are sealed in the channel's row. Asked a few times a day; `warning`
   * is what a person must do in time, shown on the channel's page. May throw: asked again later.
   */
  renew?: (account: Account<Config>, now: Date) => Promise<{ settings?: Partial<Config>; warning?: string }>
  /** The Chinese of what this adapter says to people, as `contract/words.zh-CN.ts` has it for the rest. */
  words?: WordTable
  /** What outside it is a channel to, and the field that says so: two channels to one are warned of. Pure. */
  outside?: (config: Config) => { key: string; field: string }[]
  /** Tries the settings for real and says what is wrong and how to mend it. */
  check: (account: Account<Config>) => Promise<Finding[]>
  /** What it takes to be tried without an account at the provider. */
  demo?: Demo<Config>
  /** The same where we are the provider ourselves. */
  simulator?: Simulator<Config>
}

/** How what the provider tells comes in: by `verify` (webhooks), `listen` (a connection of ours), `pull` (fetched when told to), or several. */
type Receiving<Config> = {
  /** Answers a provider's question whether this address is ours; null: this request is no such question. Refuses a wrong one with 401. */
  handshake?: (request: RawRequest, account: Account<Config>) => RawReply | 'refused' | null
  /** Checks one webhook request in constant time; null refuses it. Absent: the channel takes no webhooks. */
  verify?: (request: RawRequest, account: Account<Config>, now: Date) => Verified | null
  /**
   * For a channel anybody may write to, where a signature says who but vouches for nobody: asked about each verified request before it is
   * kept. Refuses by throwing what comes too fast, from a page that may not, or that `parse` would not read.
   */
  admit?: (event: Verified, account: Account<Config>, sender: Sender) => Promise<void>
  /** The largest body its webhook takes, in bytes; 5 MB when left out. */
  maxBody?: number
  /** What the provider wants to read once a request is stored; JSON of ours by default. */
  acknowledgement?: RawReply
  /** Raw bytes to items: pure, deterministic, needs no account. Throws `ParseError` for what it cannot read (the raw event is parked). */
  parse: (body: Buffer) => Promise<InboundItem[]>
  /**
   * Who wrote a body, found at once and without `parse`: while a slow body is being read, only what the same person sent behind it waits.
   * Absent: all of the channel does.
   */
  writerOf?: (body: Buffer) => string
  /** Even a short body can make much work of little (mail: HTML, nested parts); it is always read in a process of its own. */
  costly?: boolean
  /**
   * Fetches what a `pull` item announced, from where the last call stopped (null at first). Called again while `more`. Every event is
   * stored before the cursor is; throws what makes it try again later.
   */
  pull?: (
    account: Account<Config>,
    cursor: unknown,
    hint: Record<string, string>,
  ) => Promise<{ events: Verified[]; cursor: unknown; more: boolean }>
  /** Listens or polls until `signal` aborts; exactly one process in the installation runs it. */
  listen?: (account: Account<Config>, sink: Sink, signal: AbortSignal) => Promise<void>
  /** Opens a file that lies with the provider. Throws `MediaError` when it is gone for good; anything else is tried again. */
  openMedia?: (account: Account<Config>, ref: MediaRef, maxBytes: number) => Promise<{ stream: Readable; name?: string }>
  /** Asks the provider who somebody is; null: it does not tell. May throw. */
  profile?: (account: Account<Config>, handle: Pick<Handle, 'kind' | 'value'>) => Promise<ProfileHints | null>
  /** Labels of people that the provider keeps as well: read and written. Absent: it has none. */
  tags?: Tags<Config>
}

/** How what we say goes out, and what limits it. */
type Sending<Config> = {
  /** `whole`: one call for a message with all its files. `split`: a call for each part of the text, then one for each file. */
  parts: 'whole' | 'split'
  send: (account: Account<Config>, part: Outbound) => Promise<SendResult>
  /** Whether sending the same part again arrives once, so that an interrupted send may simply be repeated. */
  repeatable: (account: Account<Config>) => boolean
  /** For how long after its first try, in ms, the provider knows a repeated part again. Absent: for good. */
  rememberedMs?: number
  /** What the reply window of a conversation allows now. Pure. Absent: everything, always. */
  quota?: (window: Window, surface: Surface, now: Date) => Quota
  /** At most this many parts in so many ms for the whole account, all processes together. */
  pace?: (account: Account<Config>) => { n: number; ms: number }
  templates?: (account: Account<Config>) => Promise<Template[]>
  /** The id a message of ours will carry outside, where we choose it; null: the provider does (see `SendResult`). Pure. */
  externalId: (account: Account<Config>, messageId: string) => string | null
  /** The handles the account itself writes and is written to under: whoever claims one from outside belongs to no thread by that. */
  ownHandles?: (account: Account<Config>) => Pick<Handle, 'kind' | 'value'>[]
  /**
   * The thread key `parse` gives what this person writes privately, so that an answer to what we began comes into the same thread. Pure.
   * Absent: answers name our message.
   */
  threadFor?: (handle: Pick<Handle, 'kind' | 'value'>) => string
  /** Tells the provider that the customer's messages were seen. May throw. */
  markRead?: (account: Account<Config>, thread: { key: string }, lastExternalId: string) => Promise<void>
}

type Words = ChannelKindInfo['name']

export function defineAdapter<Config>(adapter: Adapter<Config>): Adapter<Config> {
  return adapter
}
