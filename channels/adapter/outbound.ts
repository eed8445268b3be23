import type { Surface } from '../../contract/channels.ts'
import type { OutboundFile } from './files.ts'
import type { Handle } from './people.ts'
import type { Window } from './window.ts'

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
  | {
      outcome: 'unknown'
      code: string
      reason: string
      /** Sending it again, even where that arrives once, would tell no more. */ final?: true
    }
