import type { Recipients } from '../../../../../contract/conversations.ts'
import type { ChosenRecipients, Mailbox } from '../../../../../contract/mailbox.ts'
import { isMailAddress, sameAddress } from '../../../../../contract/mail-address.ts'

/** Whether an answer goes to all who read along, or to its sender alone. */
export type Reach = 'all' | 'sender'
export type Row = keyof ChosenRecipients
export const rows: readonly Row[] = ['to', 'cc', 'bcc']

export const nobody: ChosenRecipients = { to: [], cc: [], bcc: [] }

/** Who gets an answer before its writer changes anything. Whom a forged mail names, its writer has to add; all others are there to be seen. */
export function proposed({ to, cc, unconfirmed, isForged }: Recipients, reach: Reach): ChosenRecipients {
  return reach === 'sender' ? { ...nobody, to } : { ...nobody, to, cc: isForged ? cc : [...cc, ...unconfirmed] }
}

/** Why one of them cannot be written to. */
export function problemOf({ address }: Mailbox, own: readonly string[]): 'invalid' | 'own' | null {
  if (!isMailAddress(address)) return 'invalid'
  return own.some((one) => sameAddress(one, address)) ? 'own' : null
}

/** Whether a message may go to them: somebody reads it, and every address is one. */
export function canReach(chosen: ChosenRecipients, own: readonly string[]): boolean {
  const all = rows.flatMap((row) => chosen[row])
  return all.length > 0 && all.every((one) => problemOf(one, own) === null)
}

/** Adds some to a row, whoever is in one already stays where they are. */
export function add(chosen: ChosenRecipients, row: Row, some: readonly Mailbox[]): ChosenRecipients {
  const known = rows.flatMap((one) => chosen[one])
  const fresh = some.filter(({ address }, at) => ![...known, ...some.slice(0, at)].some((other) => sameAddress(other.address, address)))
  return { ...chosen, [row]: [...chosen[row], ...fresh] }
}

/** Takes addresses out of every row. */
export function without(chosen: ChosenRecipients, gone: readonly Mailbox[]): ChosenRecipients {
  const stays = ({ address }: Mailbox) => !gone.some((one) => sameAddress(one.address, address))
  return { to: chosen.to.filter(stays), cc: chosen.cc.filter(stays), bcc: chosen.bcc.filter(stays) }
}

/** What people call somebody: the name, or the address where there is none. */
export const labelOf = ({ name, address }: Mailbox) => name || address
