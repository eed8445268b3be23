import { v7 } from 'uuid'
import type { Input } from '../contract/api.ts'
import { writeMailbox } from '../contract/mail-address.ts'
import type { SqlTx } from '../server/db.ts'
import { fail } from '../server/errors.ts'
import { addressesOf } from './addresses.ts'
import type { ConversationRow } from './conversations.ts'
import { selectMessages, type MessageRow } from './messages.ts'

/** A message that is passed on: under which subject, how it is quoted, and which of its files go along. */
export type Forwarded = { id: string; subject: string; quoted: string; files: string[] }

/** The message of this conversation to be passed on; refuses any other, and one that holds nothing any more. */
export async function findForwarded(
  { sql }: SqlTx,
  conversation: ConversationRow,
  { forward, kind, attachmentIds }: Pick<Input<'message.reply'>, 'forward' | 'kind' | 'attachmentIds'>,
): Promise<Forwarded> {
  if (kind === 'note') fail('invalid', 'A note goes to nobody outside. Leave out what is to be forwarded.', { field: 'forward' })
  const [row] = await sql<MessageRow>(
    `${selectMessages} WHERE m.workspace_id = $1 AND m.id = $2 AND m.conversation_id = $3 AND m.kind = 'text'`,
    [forward, conversation.id],
  )
  if (!row || row.recalled_at !== null)
    return fail('not_found', 'The message to be forwarded is not in this conversation (any more).', { field: 'forward' })
  const files = filesAmong(row, attachmentIds)
  return { id: row.id, subject: forwardSubject(row.subject ?? conversation.subject), quoted: quote(row), files }
}

/** Those of a message's files that are there and asked for. */
export function filesAmong({ attachments }: MessageRow, attachmentIds: readonly string[]): string[] {
  return attachments.filter(({ id, state }) => state === 'ready' && attachmentIds.includes(id)).map(({ id }) => id)
}

const marks = /^(\s*(fwd?|wg|tr|rv|转发|轉寄|轉發)\s*[:：])+\s*/i

/** `Fwd: ` once, whatever the subject begins with. */
export const forwardSubject = (subject: string | null) => `Fwd: ${(subject ?? '').replace(marks, '')}`.trim()

/**
 * A message below its header lines, as mail programs write it and Parley's own reader knows it again. English, as the lines of a mail's headers are:
 * who reads it need not read the language of who sends it.
 */
function quote(row: MessageRow): string {
  const named = addressesOf(row)
  const from = named?.writer ?? named?.from ?? { name: row.author_name, address: row.from_value ?? '' }
  const header: [string, string][] = [
    ['From', from.address === '' ? from.name : writeMailbox(from)],
    ['Date', new Date(row.sent_at).toUTCString()],
    ['Subject', row.subject ?? ''],
    ['To', (named?.to ?? []).map(writeMailbox).join(', ')],
    ['Cc', (named?.cc ?? []).map(writeMailbox).join(', ')],
  ]
  const lines = header.filter(([, value]) => value !== '').map(([name, value]) => `${name}: ${value}`)
  const body = [row.text, row.quoted ?? ''].filter((text) => text.trim() !== '').join('\n\n')
  return ['---------- Forwarded message ----------', ...lines, '', body].join('\n')
}

/** Copies files of another message that go along with this one; where they lie they are kept once. */
export async function copyFiles({ sql }: SqlTx, files: string[], messageId: string): Promise<{ name: string; size: number }[]> {
  if (files.length === 0) return []
  return sql<{ name: string; size: number }>(
    `INSERT INTO attachments (id, workspace_id, message_id, hash, name, type, size, width, height)
     SELECT f.new_id, a.workspace_id, $2, a.hash, a.name, a.type, a.size, a.width, a.height
       FROM unnest($3::uuid[], $4::uuid[]) AS f (id, new_id) JOIN attachments a ON a.id = f.id
      WHERE a.workspace_id = $1 AND a.hash <> '' RETURNING name, size`,
    [messageId, files, files.map(() => v7())],
  )
}
