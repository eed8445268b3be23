import type { MailboxObject } from 'imapflow'
import * as z from 'zod'
import { currentTime } from '../../server/clock.ts'
import type { Sink } from '../adapter.ts'
import type { EmailConfig } from './config.ts'

const mailboxShape = z.object({ host: z.string(), user: z.string(), name: z.string() })
/** Which mailbox a cursor belongs to. UIDVALIDITY does not tell: 163 and others use 1 for every mailbox. */
type Mailbox = z.infer<typeof mailboxShape>

/** How far a mailbox was read: every mail up to `uid` is stored. UIDs mean something only under their UIDVALIDITY (RFC 9051 2.3.1.1). */
const cursorShape = z.object({
  /** Absent in a cursor of an earlier version, which belongs to the mailbox that is set. */
  mailbox: mailboxShape.optional(),
  uidValidity: z.string(),
  uid: z.number().int(),
  /** When the channel was first connected: earlier mail is old. Absent in a cursor of an earlier version. */
  connectedAt: z.iso.datetime().optional(),
  /** When the mailbox was last read to its end. */
  readAt: z.iso.datetime().optional(),
  /** The last mail that was there when this mailbox, under this UIDVALIDITY, was first opened. What comes after it is new, whatever its date. */
  oldUpTo: z.number().int().optional(),
  /** Of those, mail that came before this is left where it is; absent: none is. */
  floor: z.iso.datetime().optional(),
})
export type Cursor = z.infer<typeof cursorShape> & { mailbox: Mailbox }

export type OpenMailbox = Pick<MailboxObject, 'uidValidity' | 'uidNext'>

/**
 * Where to go on in the mailbox that was just opened: after the stored cursor if it belongs to this very mailbox and lies below its next UID
 * (a server that made its mailboxes anew may have kept the UIDVALIDITY), else at the beginning, leaving out what the settings do. What is read
 * twice is stored once. In another mailbox, what came since a day before the one before it was last read is taken in as new.
 */
export async function startOf(sink: Sink, { imap, address }: EmailConfig, opened: OpenMailbox): Promise<Cursor> {
  const mailbox = { host: imap.host.toLowerCase(), user: imap.user || address, name: imap.mailbox }
  const oldUpTo = opened.uidNext === undefined ? {} : { oldUpTo: opened.uidNext - 1 }
  const beginning = { mailbox, uidValidity: String(opened.uidValidity), uid: 0, ...oldUpTo }
  const { data: stored } = cursorShape.safeParse(await sink.cursor.load())
  if (!stored) return { ...beginning, ...oldIn(imap, currentTime()) }
  const isHere = isSame(stored.mailbox ?? mailbox, mailbox)
  const isValid = isHere && stored.uidValidity === beginning.uidValidity && (opened.uidNext === undefined || stored.uid < opened.uidNext)
  if (isValid) return { ...stored, mailbox }
  if (isHere || stored.readAt === undefined) return { ...stored, ...beginning }
  return { ...beginning, ...oldIn(imap, new Date(Date.parse(stored.readAt) - dayMs)) }
}

const dayMs = 86_400_000

/** What came before the connection is old, or left where it is. A server says in whole seconds when it got a mail: what came in the same second is new. */
function oldIn({ begin, days }: EmailConfig['imap'], time: Date): { connectedAt: string; floor?: string } {
  const connectedAt = Math.floor(time.getTime() / 1000) * 1000
  const floor = connectedAt - (begin === 'days' ? days * dayMs : 0)
  return { connectedAt: new Date(connectedAt).toISOString(), ...(begin === 'all' ? {} : { floor: new Date(floor).toISOString() }) }
}

const isSame = (one: Mailbox, other: Mailbox) => one.host === other.host && one.user === other.user && one.name === other.name
