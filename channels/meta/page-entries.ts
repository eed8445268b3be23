import * as z from 'zod'
import type { InboundItem } from '../adapter.ts'
import { notKnown, readChanges, readEntries, type Change } from './webhook.ts'
import { messagingItem } from './page-messages.ts'

/** Whose change it is, and when Meta told of it. */
export type Origin = { accountId: string; time: unknown }

const list = z.array(z.unknown()).default([])
const entry = z.looseObject({
  id: z.string().min(1).max(100),
  time: z.unknown().optional(),
  messaging: list,
  standby: list,
  changes: z.unknown().optional(),
})

/** Every private message, also those seen while another app answers (`standby`), and every change of every entry. Throws `ParseError`. */
export function pageItems(body: Buffer, changeItem: (change: Change, origin: Origin) => InboundItem): InboundItem[] {
  return readEntries(body, (given) => {
    const read = entry.safeParse(given).data
    if (!read) return [notKnown('entry')]
    const { id: accountId, time, messaging, standby, changes } = read
    const events = [...messaging, ...standby].map((event) => messagingItem(event, accountId))
    if (changes === undefined) return events.length > 0 ? events : [notKnown('entry')]
    return [...events, ...readChanges(given, (change) => [privateOr(change, { accountId, time }, changeItem)])]
  })
}

const event = z.looseObject({ sender: z.unknown().optional(), recipient: z.looseObject({ id: z.string() }) })

/** Some private messages come as changes too. */
function privateOr(change: Change, origin: Origin, changeItem: (change: Change, origin: Origin) => InboundItem): InboundItem {
  const isPrivate = event.safeParse(change.value).success
  return isPrivate ? messagingItem(change.value, origin.accountId) : changeItem(change, origin)
}

const named = z.looseObject({ id: z.string() })

/** Whether an entry is of this account; its changes are as it is. */
export function isOf(part: unknown, accountId: string): boolean {
  return (named.safeParse(part).data?.id ?? accountId) === accountId
}
