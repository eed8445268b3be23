import type { Delivery } from './send.ts'

/** A recipient a message did not reach though it reached others; `again`: the next try is for them. */
export type Undelivered = { address: string; reason: string; again: boolean }

/** To whom alone the next try goes; empty: to everybody. */
export const recipientsLeft = (undelivered: Undelivered[]): string[] =>
  undelivered.flatMap(({ address, again }) => (again ? [address] : []))

/** Whom a message still lacks after a try: those no try was for, and of the others those the channel refused, or all when it went to nobody. */
export function undeliveredAfter(before: Undelivered[], delivery: Delivery): Undelivered[] {
  if (delivery.outcome === 'postponed' || delivery.outcome === 'unknown') return before
  const settled = before.filter(({ again }) => !again)
  if (delivery.refused) return [...settled, ...delivery.refused]
  if (delivery.outcome === 'sent') return settled
  return before.map((one) => (one.again ? { ...one, reason: delivery.reason } : one))
}

/** Whether all it lacks are people beside the one it is for, the first: the message itself has arrived then. */
export function lacksOnlyCopies(undelivered: Undelivered[], { to, cc, bcc }: { to: string[]; cc: string[]; bcc: string[] }): boolean {
  const copies = new Set([...to.slice(1), ...cc, ...bcc].map((address) => address.toLowerCase()))
  return undelivered.length > 0 && undelivered.every(({ address }) => copies.has(address.toLowerCase()))
}
