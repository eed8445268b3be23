import type { FetchMessageObject, ImapFlow } from 'imapflow'
import * as z from 'zod'
import { sha256 } from '../../server/crypto.ts'
import { log } from '../../server/log.ts'
import type { Account, Sink, Verified } from '../adapter.ts'
import type { EmailConfig } from './config.ts'
import { tooLargeHeader } from './parse.ts'
import { readHeaders } from './parse/headers.ts'
import { readMime } from './parse/mime.ts'
import { providerVerdict, stamp } from './stamp.ts'
import { currentTime } from '../../server/clock.ts'

/** How far a mailbox was read: every mail up to `uid` is stored. UIDs mean something only under their UIDVALIDITY (RFC 9051 2.3.1.1). */
const cursorShape = z.object({ uidValidity: z.string(), uid: z.number().int() })
type Cursor = z.infer<typeof cursorShape>

const batchMails = 300
const batchBytes = 8 * 1024 * 1024
const largestBytes = 40 * 1024 * 1024
const storesAtOnce = 100

/**
 * Stores every mail that came after the cursor, in batches, and moves the cursor after each: a crash repeats a batch at most, and the
 * content's hash makes that a no-op. A mailbox that was made anew (UIDVALIDITY) is read again from its beginning, for the same reason safely.
 */
export async function fetchNew(client: ImapFlow, account: Account<EmailConfig>, sink: Sink, signal: AbortSignal): Promise<void> {
  if (client.mailbox === false) throw new Error('no mailbox is open')
  const uidValidity = String(client.mailbox.uidValidity)
  let cursor = await startAt(sink, uidValidity)
  for (;;) {
    const sizes = await sizesAfter(client, cursor.uid)
    if (sizes.length === 0) return
    for (const batch of batches(sizes)) {
      if (signal.aborted) return
      await storeBatch(client, batch, account, sink)
      cursor = { uidValidity, uid: batch.at(-1)!.uid }
      await sink.cursor.save(cursor)
    }
  }
}

async function startAt(sink: Sink, uidValidity: string): Promise<Cursor> {
  const stored = cursorShape.safeParse(await sink.cursor.load())
  return stored.success && stored.data.uidValidity === uidValidity ? stored.data : { uidValidity, uid: 0 }
}

type Sized = { uid: number; size: number }

/** UIDs and sizes of the next few thousand mails after `uid`, in order. */
async function sizesAfter(client: ImapFlow, uid: number): Promise<Sized[]> {
  const found = (await client.search({ uid: `${uid + 1}:*` }, { uid: true })) || []
  // `n:*` always includes the last mail, even when it lies before n.
  const wanted = found.filter((candidate) => candidate > uid).toSorted((a, b) => a - b).slice(0, 5000) // prettier-ignore
  if (wanted.length === 0) return []
  const sizes = await client.fetchAll(ranges(wanted), { uid: true, size: true }, { uid: true })
  const known = new Map(sizes.map((mail) => [mail.uid, mail.size ?? 0]))
  return wanted.map((next) => ({ uid: next, size: known.get(next) ?? 0 }))
}

/** 1,2,3,7 → `1:3,7`: a command line no server finds too long. */
function ranges(uids: number[]): string {
  const out: { from: number; to: number }[] = []
  for (const uid of uids) {
    const last = out.at(-1)
    if (last && uid === last.to + 1) last.to = uid
    else out.push({ from: uid, to: uid })
  }
  return out.map(({ from, to }) => (from === to ? `${from}` : `${from}:${to}`)).join(',')
}

/** Groups that fit in memory; a mail that is too large is a group of its own. */
function batches(mails: Sized[]): Sized[][] {
  const out: Sized[][] = []
  let bytes = 0
  for (const mail of mails) {
    const last = out.at(-1)
    if (last && last.length < batchMails && bytes + mail.size <= batchBytes) last.push(mail)
    else {
      out.push([mail])
      bytes = 0
    }
    bytes += mail.size
  }
  return out
}

async function storeBatch(client: ImapFlow, batch: Sized[], account: Account<EmailConfig>, sink: Sink): Promise<void> {
  const small = batch.filter((mail) => mail.size <= largestBytes).map((mail) => mail.uid)
  const large = batch.filter((mail) => mail.size > largestBytes)
  const mails =
    small.length === 0 ? [] : await client.fetchAll(ranges(small), { uid: true, source: true, internalDate: true }, { uid: true })
  for (const mail of large) mails.push(await headersOnly(client, mail))
  await inParallel(mails, async (mail) => {
    if (mail.source) await sink.store(toEvent(mail, mail.source, account))
    // Deleted between the list and the fetch: there is nothing to keep, and waiting for it would stop the mailbox for good.
    else log.info({ channel: account.channelId, uid: mail.uid }, 'a mail went away before it was fetched')
  })
}

/** What is kept of a mail that is too large: its headers, under a mark that parks it with its reason. */
async function headersOnly(client: ImapFlow, mail: Sized): Promise<FetchMessageObject> {
  const fetched = await client.fetchOne(String(mail.uid), { uid: true, headers: true, internalDate: true }, { uid: true })
  if (!fetched || !fetched.headers) return { uid: mail.uid, seq: 0 }
  return { ...fetched, source: Buffer.concat([Buffer.from(`${tooLargeHeader}: ${mail.size}\r\n`), fetched.headers]) }
}

function toEvent(mail: FetchMessageObject, source: Buffer, account: Account<EmailConfig>): Verified {
  const dedupeKey = sha256(source)
  // Parked mails keep their mark in the first place, where only we can have put it.
  if (readHeaders(source.subarray(0, 100))[0]?.name === tooLargeHeader.toLowerCase()) return { body: source, dedupeKey }
  const verified = providerVerdict(readMime(headerOf(source)).headers, account.config.trustedAuthServer)
  const receivedAt = new Date(mail.internalDate ?? currentTime())
  return { body: stamp([source], { address: account.config.address, verified, receivedAt }), dedupeKey }
}

const headerOf = (source: Buffer) => source.subarray(0, 256 * 1024)

async function inParallel<T>(items: T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values()
  const worker = async () => {
    for (const item of queue) await work(item)
  }
  await Promise.all(Array.from({ length: storesAtOnce }, worker))
}
