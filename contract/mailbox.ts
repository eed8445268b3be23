import * as z from 'zod'
import { contact, line } from './endpoint.ts'
import { isMailAddress } from './mail-address.ts'

/** Somebody as a mail names them; `name` is empty where it gives none. */
export const mailbox = z.object({ name: contact, address: contact })
export type Mailbox = z.infer<typeof mailbox>

/** Who a mail is from and for. */
export const addresses = z.object({
  /** Its From header. */
  from: mailbox.nullable(),
  /** Whose message it is where that is not `from`: a form mails for its visitors. */
  writer: mailbox.nullable(),
  /** Where its sender wants answers; empty where that is `from`. */
  replyTo: z.array(mailbox),
  to: z.array(mailbox),
  cc: z.array(mailbox),
  /** Of our own mails only; no header tells the others. */
  bcc: z.array(mailbox),
})
export type Addresses = z.infer<typeof addresses>

const most = 100

const named = z.object({
  name: z.union([z.literal(''), line(120)]).default(''),
  address: line(254).refine(isMailAddress, 'Write a mail address, such as name@example.com.'),
})

/** Whom a message is to go to, as its writer chose. */
export const chosenRecipients = z.strictObject({
  to: z.array(named).max(most).default([]),
  cc: z.array(named).max(most).default([]),
  bcc: z.array(named).max(most).default([]),
})
export type ChosenRecipients = z.output<typeof chosenRecipients>
