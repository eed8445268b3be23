import type { Surface } from '../../contract/channels.ts'
import type { Mailbox } from '../../contract/mailbox.ts'
import type { OutboundFile } from './files.ts'
import type { Handle } from './people.ts'
import type { ClosedByProvider, Window } from './window.ts'

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
  /** Everybody it goes to, where the channel knows copies; `to` is the first of them. Nobody else may learn of `bcc`. */
  recipients: { to: Mailbox[]; cc: Mailbox[]; bcc: Mailbox[] }
  /** To whom alone this try goes, where earlier ones reached the others; empty: to everybody. */
  only: string[]
  authorName: string
  text: string
  /** What is passed on below the text; null: it is no forward. */
  quoted: string | null
  files: OutboundFile[]
  /** `names`: what the provider calls the places, where it does. */
  template: { name: string; language: string; variables: string[]; names?: string[] } | null
  /** What the customer did last, and when: providers ask for it with some sends. */
  window: Window
}

/** A recipient the channel did not take a message for; `again`: it may at another time. */
export type RefusedRecipient = { address: string; reason: string; again: boolean }

/** How a delivery went: a value, never thrown. `unknown`: we cannot tell, so nobody sends it again blindly. `reason` is for a person. */
export type SendResult =
  | {
      outcome: 'sent'
      /** The provider's ids for this part, by which receipts and answers will name it. */
      externalIds?: string[]
      /** Who gets a copy and was refused; everybody else has it. */
      refused?: RefusedRecipient[]
      /** It went out, and something beside it did not work: shown with the channel until a message goes out without. */
      warning?: string
    }
  | {
      outcome: 'failed'
      retry: 'no' | 'later'
      code: string
      reason: string
      /** Not sooner than this, and nothing else on this account either: the provider's rate limit. */
      retryAfterMs?: number
      /** The provider says that the customer must write again first, and why: the composer knows from now on. */
      closesWindow?: ClosedByProvider
      /** The channel itself is at fault, its settings or its server: another message would fare no better. */
      ofChannel?: true
      /** The person it is for was refused, and these others; everybody else has it. */
      refused?: RefusedRecipient[]
      /** It broke down over this part and may have taken it: sent again only where that arrives once. */
      mayBeOut?: true
    }
  | {
      outcome: 'unknown'
      code: string
      reason: string
      /** Sending it again, even where that arrives once, would tell no more. */ final?: true
    }
