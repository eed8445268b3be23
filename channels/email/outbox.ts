import { createWriteStream } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Input, Output } from '../../contract/api.ts'
import type { OutboxMail } from '../../contract/channels.ts'
import type { Context } from '../../server/context.ts'
import { openCursor, sealCursor } from '../../server/cursor.ts'
import { env } from '../../server/env.ts'
import type { Handlers } from '../../server/feature.ts'
import type { SendResult } from '../adapter.ts'
import type { Letter } from './compose.ts'
import { mailContent } from './parse/content.ts'
import { sentAt } from './parse/dates.ts'
import { headerText, raw } from './parse/headers.ts'
import { idsIn } from './parse/ids.ts'
import { readMime } from './parse/mime.ts'
import { addresses } from './parse/people.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** One folder per workspace, so that none sees another's. */
function folderOf(workspaceId: string): string {
  if (!uuid.test(workspaceId)) throw new Error('a workspace’s id is a uuid')
  return path.join(env().DATA_DIR, 'outbox', workspaceId)
}

/** Keeps a mail as `<messageId>.eml`. Whole or not at all, and once however often it is repeated: its name is the message's. */
export async function keepInOutbox(workspaceId: string, messageId: string, letter: Pick<Letter, 'open'>): Promise<SendResult> {
  if (!uuid.test(messageId)) throw new Error('a message’s id is a uuid')
  const folder = folderOf(workspaceId)
  try {
    await mkdir(folder, { recursive: true })
    await writeWhole(path.join(folder, `${messageId}.eml`), letter)
    return { outcome: 'sent' }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return { outcome: 'failed', retry: 'later', code: 'outbox', reason: `The mail could not be written to the local outbox: ${reason}` }
  }
}

async function writeWhole(file: string, letter: Pick<Letter, 'open'>): Promise<void> {
  const draft = `${file}.${process.pid}.${crypto.randomUUID()}.part`
  try {
    await pipeline(await letter.open(), createWriteStream(draft, { mode: 0o600, flush: true }))
    await rename(draft, file)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}

/** Removes the mails of these messages, where there are such. */
export async function forgetSent(workspaceId: string, messageIds: readonly string[]): Promise<void> {
  for (const id of messageIds) if (uuid.test(id)) await rm(path.join(folderOf(workspaceId), `${id}.eml`), { force: true })
}

/** A workspace's kept mails, newest first. */
export async function listOutbox(
  workspaceId: string,
  page: { cursor?: string | undefined; limit: number },
): Promise<Output<'outbox.list'>> {
  const [before] = page.cursor === undefined ? [] : openCursor<[id: string]>('outbox', page.cursor)
  // Message ids are UUIDv7: their order is the order in which the mails were written.
  const older = (await idsKept(workspaceId)).filter((id) => before === undefined || id < before)
  const mails = await Promise.all(older.slice(0, page.limit).map((id) => readKept(workspaceId, id)))
  return { data: mails.flat(), next: older.length > page.limit ? sealCursor('outbox', [older[page.limit - 1]!]) : null }
}

/** Deletes a workspace's kept mails. */
export async function clearOutbox(workspaceId: string): Promise<void> {
  await rm(folderOf(workspaceId), { recursive: true, force: true })
}

async function idsKept(workspaceId: string): Promise<string[]> {
  const names = await readdir(folderOf(workspaceId)).catch(absent([]))
  const ids = names.filter((name) => name.endsWith('.eml')).map((name) => name.slice(0, -4))
  return ids.filter((id) => uuid.test(id)).toSorted().toReversed() // prettier-ignore
}

/** The mail, or nothing when it was cleared meanwhile. */
async function readKept(workspaceId: string, id: string): Promise<OutboxMail[]> {
  const bytes = await readFile(path.join(folderOf(workspaceId), `${id}.eml`)).catch(absent(null))
  return bytes === null ? [] : [toOutboxMail(id, bytes)]
}

function toOutboxMail(id: string, bytes: Buffer): OutboxMail {
  const root = readMime(bytes)
  const { headers } = root
  return {
    id,
    at: sentAt(headers),
    from: headerText(headers, 'from'),
    to: addresses(headers, ['to', 'cc']),
    subject: headerText(headers, 'subject'),
    messageId: raw(headers, 'message-id'),
    inReplyTo: raw(headers, 'in-reply-to') || null,
    references: idsIn(raw(headers, 'references')).map((ref) => `<${ref}>`),
    text: mailContent(root).text,
    size: bytes.length,
  }
}

function absent<T>(value: T): (error: NodeJS.ErrnoException) => T {
  return (error) => {
    if (error.code === 'ENOENT') return value
    throw error
  }
}

export const outboxHandlers = {
  'outbox.list': (context: Context, input: Input<'outbox.list'>) => listOutbox(context.workspaceId, input),
  'outbox.clear': async (context: Context) => {
    await clearOutbox(context.workspaceId)
    return {}
  },
} satisfies Pick<Handlers, 'outbox.list' | 'outbox.clear'>
