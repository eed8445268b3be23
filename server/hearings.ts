import type { Actor } from '../contract/can.ts'
import { mayHear } from '../contract/audience.ts'
import { mayReadThreads, visible } from '../contract/can.ts'
import type { DomainEvent } from '../contract/events.ts'
import { sha256 } from './crypto.ts'
import { maskEvent } from './mask.ts'

type Person = Actor & { type: 'user' }

/** Sockets whose people may do and see the same: what they hear is filtered and masked once for all of them. */
export type Hearing = {
  room: string
  workspaceId: string
  /** Has the rights of everybody in the room and is none of them. */
  actor: Person
  /** Up to where the room was told. */
  told: string
}

/** How somebody hears who joins at `cursor`; whoever has the same rights is in the same room. */
export function hearingOf(workspaceId: string, person: Person, cursor: string): Hearing {
  const { permissions, masked, keys } = person
  const rights = sha256(JSON.stringify([permissions.toSorted(), masked.toSorted(), keys?.toSorted() ?? null]))
  return { room: `hearing:${workspaceId}:${rights}`, workspaceId, actor: { ...person, id: '', name: '' }, told: cursor }
}

/** Of events of its workspace, those a hearing may know of, as far as it may see into them. */
export function heardBy({ actor }: Hearing, events: readonly DomainEvent[]): DomainEvent[] {
  return events.filter((event) => mayHear(actor, event)).map((event) => maskEvent(event, actor.masked))
}

/** Whether it may know what somebody does in a conversation of this `access`. */
export function hearsHints({ actor }: Hearing, access: readonly string[]): boolean {
  return mayReadThreads(actor) && visible(actor, access)
}

/** Cuts a batch behind each change of somebody's rights: what comes after it is told by the new ones. */
export function untilRightsChange(events: readonly DomainEvent[]): DomainEvent[][] {
  const runs: DomainEvent[][] = [[]]
  for (const event of events) {
    runs.at(-1)!.push(event)
    if (event.name === 'access.changed') runs.push([])
  }
  return runs.filter((run) => run.length > 0)
}
