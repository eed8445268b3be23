import type { FetchMessageObject, ImapFlow } from 'imapflow'
import { sha256 } from '../../server/crypto.ts'
import { log } from '../../server/log.ts'
import type { Account, Sink, Verified } from '../adapter.ts'
import type { EmailConfig } from './config.ts'
import type { Cursor } from './cursor.ts'
import { FetchBroken, NotStored } from './failures.ts'
import { tooLargeHeader } from './parse.ts'
import { readHeaders } from './parse/headers.ts'
import { readMime } from './parse/mime.ts'
import { providerVerdict, stamp } from './stamp.ts'
import { currentTime } from '../../server/clock.ts'

/** Whose mailbox is read, and where its mails go. */
export type Following = {
  account: Account<EmailConfig>
  sink: Sink
  signal: AbortSignal
  /** How much is fetched at once; kept from one connection to the next. */
  step: Step
  progress: () => void
}

/** Shrinks where a server breaks off, and grows back. */
export type Step = { mails: number; bytes: number }
const largestStep: Step = { mails: 300, bytes: 8 * 1024 * 1024 }
export const newStep = (): Step => ({ ...largestStep })
const shrink = (step: Step) => Object.assign(step, { mails: Math.max(1, step.mails >> 2), bytes: Math.max(64 * 1024, step.bytes >> 2) })
const grow = (step: Step) =>
  Object.assign(step, { mails: Math.min(largestStep.mails, step.mails * 2), bytes: Math.min(largestStep.bytes, step.bytes * 2) })

const largestBytes = 40 * 1024 * 1024
const storesAtOnce = 100

/**
 * Stores every mail that came after the cursor, in batches, and moves the cursor after each: a crash repeats a batch at most, and the
 * content's hash makes that a no-op. Answers how far it came. Throws `NotStored` or `FetchBroken`; the next try takes smaller batches.
 */
export async function fetchNew(client: ImapFlow, from: Cursor, following: Following): Promise<Cursor> {
  let cursor = from
  for (;;) {
    const sizes = await sizesAfter(client, cursor).catch(broken)
    const { oldUpTo } = cursor
    if (sizes.length === 0 && (oldUpTo === undefined || cursor.uid >= oldUpTo)) return readToEnd(cursor, following.sink)
    if (sizes.length === 0) cursor = { ...cursor, uid: oldUpTo ?? cursor.uid }
    for (let batch = nextBatch(sizes, following.step); batch.length > 0; batch = nextBatch(sizes, following.step)) {
      if (following.signal.aborted) return cursor
      cursor = await takeBatch(client, cursor, batch, following)
      sizes.splice(0, batch.length)
    }
  }
}

async function readToEnd(cursor: Cursor, sink: Sink): Promise<Cursor> {
  const read = { ...cursor, readAt: currentTime().toISOString() }
  await sink.cursor.save(read).catch(notStored)
  return read
}

async function takeBatch(client: ImapFlow, before: Cursor, batch: Sized[], { account, sink, step, progress }: Following): Promise<Cursor> {
  const cursor = { ...before, uid: batch.at(-1)!.uid }
  try {
    await storeBatch(client, batch, { account, sink, cursor })
  } catch (error) {
    shrink(step)
    return broken(error)
  }
  await sink.cursor.save(cursor).catch(notStored)
  grow(step)
  progress()
  return cursor
}

const messageOf = (error: unknown) =>
  error instanceof Error ? ((error as { responseText?: string }).responseText ?? error.message) : String(error)

function notStored(cause: unknown): never {
  throw new NotStored(messageOf(cause), { cause })
}

function broken(cause: unknown): never {
  if (cause instanceof NotStored) throw cause
  throw new FetchBroken(messageOf(cause), { cause })
}

type Sized = { uid: number; size: number }

/** UIDs and sizes of the next few thousand mails after the cursor, in order. SINCE knows days only, of the server's own zone: a day more is searched. */
async function sizesAfter(client: ImapFlow, { uid, oldUpTo, floor }: Cursor): Promise<Sized[]> {
  const isOld = oldUpTo !== undefined && uid < oldUpTo
  const since = isOld && floor !== undefined ? { since: new Date(Date.parse(floor) - 86_400_000) } : {}
  const found = (await client.search({ uid: `${uid + 1}:${isOld ? oldUpTo : '*'}`, ...since }, { uid: true })) || []
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

/** The first of them that are fetched at once; a mail that is too large goes alone. */
function nextBatch(mails: Sized[], step: Step): Sized[] {
  let bytes = 0
  const end = mails.findIndex((mail, n) => {
    bytes += mail.size
    return n > 0 && (n >= step.mails || bytes > step.bytes)
  })
  return end < 0 ? [...mails] : mails.slice(0, end)
}

type Storing = Pick<Following, 'account' | 'sink'> & { cursor: Cursor }

async function storeBatch(client: ImapFlow, batch: Sized[], { account, sink, cursor }: Storing): Promise<void> {
  const small = batch.filter((mail) => mail.size <= largestBytes).map((mail) => mail.uid)
  const large = batch.filter((mail) => mail.size > largestBytes)
  const mails =
    small.length === 0 ? [] : await client.fetchAll(ranges(small), { uid: true, source: true, internalDate: true }, { uid: true })
  for (const mail of large) mails.push(await headersOnly(client, mail))
  await inParallel(mails, async (mail) => {
    if (mail.source && isOldBefore(mail, cursor, cursor.floor)) return
    if (mail.source) await sink.store(toEvent(mail, mail.source, { account, cursor })).catch(notStored)
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

/** Whether it was there when the mailbox was first opened, and the server had got it before `time`; its sender's own date does not count. */
const isOldBefore = ({ uid, internalDate }: FetchMessageObject, { oldUpTo = 0 }: Cursor, time: string | undefined) =>
  uid <= oldUpTo && time !== undefined && internalDate !== undefined && new Date(internalDate).getTime() < Date.parse(time)

function toEvent(mail: FetchMessageObject, source: Buffer, { account, cursor }: Pick<Storing, 'account' | 'cursor'>): Verified {
  const dedupeKey = sha256(source)
  // Parked mails keep their mark in the first place, where only we can have put it.
  if (readHeaders(source.subarray(0, 100))[0]?.name === tooLargeHeader.toLowerCase()) return { body: source, dedupeKey }
  const verified = providerVerdict(readMime(headerOf(source)).headers, account.config.trustedAuthServer)
  const receivedAt = new Date(mail.internalDate ?? currentTime())
  const known = { address: account.config.address, formSenders: account.config.formSenders }
  return {
    body: stamp([source], { ...known, verified, receivedAt, isOld: isOldBefore(mail, cursor, cursor.connectedAt) }),
    dedupeKey,
  }
}

const headerOf = (source: Buffer) => source.subarray(0, 256 * 1024)

async function inParallel<T>(items: T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values()
  const worker = async () => {
    for (const item of queue) await work(item)
  }
  await Promise.all(Array.from({ length: storesAtOnce }, worker))
}
