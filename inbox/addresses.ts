import type { Addresses, Mailbox } from '../contract/mailbox.ts'

/** The columns of `messages` that say who a mail is from and for. */
export type AddressColumns = {
  sender: string | null
  /** Whose message it is: the handle of the customer who wrote it. */
  from_value: string | null
  reply_to: string[]
  to: string[]
  cc: string[]
  bcc: string[]
  /** By address. */
  names: Record<string, string>
}

/** Who a message is from and for; null where its channel names nobody. */
export function addressesOf({ sender, from_value, reply_to, to, cc, bcc, names }: AddressColumns): Addresses | null {
  if (sender === null && to.length + cc.length + bcc.length === 0) return null
  const mailboxes = (list: string[]): Mailbox[] => list.map((address) => ({ name: nameOfAddress(names, address), address }))
  return {
    from: sender === null ? null : mailboxes([sender])[0]!,
    writer: sender === null || from_value === null || from_value === sender ? null : mailboxes([from_value])[0]!,
    replyTo: mailboxes(reply_to),
    to: mailboxes(to),
    cc: mailboxes(cc),
    bcc: mailboxes(bcc),
  }
}

/** What several messages call each address, the first of them counting most. */
export function namesIn(messages: { names: Record<string, string> }[]): Record<string, string> {
  return Object.assign({}, ...messages.map(({ names }) => names).reverse()) as Record<string, string>
}

/** The name of an address among such names; '' where it has none. */
export const nameOfAddress = (names: Record<string, string>, address: string) => (Object.hasOwn(names, address) ? names[address]! : '')
