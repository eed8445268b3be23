import type { IdentityKind } from '../../contract/customers.ts'

/** A person as a channel names them. `verified`: the channel proved it, as against the sender claiming it; null: it cannot tell. */
export type Handle = {
  kind: IdentityKind
  value: string
  name?: string
  verified: boolean | null
  /** By which the channel proves the same person as well, and may name them alone another time. */
  also?: { kind: IdentityKind; value: string }
  /** Which handle the channel says they have instead from now on. */
  movedTo?: { kind: IdentityKind; value: string }
}

/** What a provider tells of a person. Verified addresses may join profiles; claimed ones only suggest it. */
export type ProfileHints = { name?: string; handles: Handle[] }
