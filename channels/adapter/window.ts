/** What is known of a conversation's reply window. Times are ISO 8601. */
export type Window = {
  /** The last thing the customer did: `message`, `follow`, or what a touch `opens`; null: nothing yet. */
  openedBy: string | null
  openedAt: string | null
  /** Parts we sent since. */
  sent: number
  /** Why nothing can be sent until they act again: they ceased to follow, or the provider said that the time is over, or the count used up. */
  closed: 'unfollowed' | ClosedByProvider | null
}

export type ClosedByProvider = 'provider' | 'count'

/** What a reply window leaves. `reason` (for a person) says why not, or what limits it. */
export type Quota = {
  allowed: boolean
  remaining: number | null
  until: string | null
  reason: string | null
  /** `template`: only a prepared message goes out; `tag`: free text goes out, marked as a person's late answer. */
  fallback: 'template' | 'tag' | null
}
