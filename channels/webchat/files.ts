import { Readable } from 'node:stream'
import type { IncomingMessage } from 'node:http'
import { v7 } from 'uuid'
import type { Attachment } from '../../contract/files.ts'
import { contentType, sniffBytes } from '../../server/content-type.ts'
import { hmac, keyFor, sameSecret } from '../../server/crypto.ts'
import { pool } from '../../server/db.ts'
import { fail } from '../../server/errors.ts'
import { imageSize } from '../../server/pictures.ts'
import { putFile } from '../../server/storage.ts'
import type { Visitor } from './visitor.ts'
import { currentTime } from '../../server/clock.ts'

export const maxUploadBytes = 10 * 1024 * 1024

const taken = [
  /^image\/(png|jpeg|gif|webp|avif|heic|heif|bmp)$/,
  /^application\/pdf$/,
  /^application\/vnd\.(openxmlformats-officedocument|oasis\.opendocument)\./,
  // Word, Excel and PowerPoint before 2007.
  /^application\/x-cfb$/,
  /^text\/plain$/,
]

/**
 * Takes a visitor's file in; it is hers until a message of hers takes it along. Refuses (`invalid`) more than 10 MB, an empty file, and
 * what is by its content no picture, PDF, Office document or plain text; then nothing is kept.
 */
export async function keepUpload(visitor: Visitor, name: string, bytes: IncomingMessage): Promise<Attachment> {
  const file = await putFile(Readable.from(onlyTaken(bytes)), { maxBytes: maxUploadBytes })
  const size = file.type.startsWith('image/') ? await imageSize(file.hash) : null
  const attachment = {
    id: v7(),
    name: name || 'file',
    type: file.type,
    size: file.size,
    width: size?.width ?? null,
    height: size?.height ?? null,
  }
  await pool().query(
    'INSERT INTO attachments (id, workspace_id, uploader, hash, name, type, size, width, height) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)',
    [
      attachment.id,
      visitor.workspaceId,
      visitor.uploader,
      file.hash,
      ...[attachment.name, file.type, file.size],
      size?.width,
      size?.height,
    ],
  )
  return { ...attachment, inline: false, state: 'ready', reason: null }
}

const unsentBytes = 50 * 1024 * 1024
const unsentFiles = 20

/** Refuses (`rate_limited`) a file of so many bytes from who has uploaded much and sent none of it; what is never sent goes after two days. */
export async function requireRoom({ uploader }: Visitor, size: number): Promise<void> {
  const { rows } = await pool().query<{ files: number; bytes: number }>(
    'SELECT count(*)::int AS files, coalesce(sum(size), 0)::int8 AS bytes FROM attachments WHERE uploader = $1 AND message_id IS NULL',
    [uploader],
  )
  const { files, bytes } = rows[0]!
  if (files >= unsentFiles || bytes + size > unsentBytes)
    fail('rate_limited', 'You have uploaded much and sent none of it yet. Send those files first.', { field: 'file' })
}

async function* onlyTaken(request: IncomingMessage): AsyncGenerator<Buffer> {
  let head: Buffer | null = Buffer.alloc(0)
  // Ending early must not tear the connection down: the refusal still has to travel on it.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    if (!head) yield chunk
    else if ((head = Buffer.concat([head, chunk])).length >= sniffBytes) {
      yield await judge(head)
      head = null
    }
  }
  if (head) yield await judge(head)
}

async function judge(head: Buffer): Promise<Buffer> {
  if (head.length === 0) return fail('invalid', 'This file is empty. Choose another one.', { field: 'file' })
  const type = await contentType(head.subarray(0, sniffBytes))
  if (taken.some((pattern) => pattern.test(type))) return head
  return fail('invalid', 'Send a picture, a PDF, an Office document or plain text.', { field: 'file' })
}

const linkSeconds = 7 * 24 * 3600

/** An address for one file that works by itself for a week: make it only for somebody who may see the file. */
export function fileLink(attachmentId: string, now = currentTime()): string {
  const expires = Math.floor(now.getTime() / 1000) + linkSeconds
  return `/widget/files/${attachmentId}?expires=${expires}&key=${linkKey(attachmentId, expires)}`
}

/** Whether a link is one `fileLink` made, and still good. */
export function linkHolds(attachmentId: string, query: { expires?: unknown; key?: unknown }, now = currentTime()): boolean {
  const expires = Number(query.expires)
  return sameSecret(query.key, linkKey(attachmentId, expires)) && expires * 1000 > now.getTime()
}

function linkKey(attachmentId: string, expires: number): string {
  return hmac(keyFor('widget-file'), `${attachmentId} ${expires}`)
}

type Upload = { hash: string; name: string; type: string; size: number }

/** What is known of a file, for handing out its bytes; null when it is gone. */
export async function findUpload(attachmentId: string): Promise<Upload | null> {
  const { rows } = await pool().query<Upload>('SELECT hash, name, type, size FROM attachments WHERE id = $1', [attachmentId])
  return rows[0] ?? null
}
