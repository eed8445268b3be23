import { parseJson } from '../../server/bounded-json.ts'
import { pool } from '../../server/db.ts'
import { fail } from '../../server/errors.ts'
import type { Account, Sender, Verified } from '../adapter.ts'
import { countMessage, countReceipt } from './budget.ts'
import type { WebchatConfig } from './config.ts'
import { originAllowed } from './origins.ts'
import { uploaderOf } from './parse.ts'
import { payload } from './payload.ts'

/** The largest body a visitor's event can have: ten thousand characters of four bytes, escaped at worst. */
export const maxBody = 128 * 1024

/**
 * What holds for everything a visitor sends, by socket or by webhook: refuses what is no event of hers (`invalid`), from a page that may not
 * show the chat (`forbidden`), too fast (`rate_limited`), or attaches a file that is not hers (`not_found`).
 */
export async function admit(event: Verified, account: Account<WebchatConfig>, sender: Sender): Promise<void> {
  if (!originAllowed(account.config, sender.origin))
    fail('forbidden', `${sender.origin} is not among this chat’s allowed sites: add it in the channel’s settings.`)
  const read = payload.safeParse(readJson(event.body))
  if (!read.success) return fail('invalid', 'This cannot be read. Reload the page.')
  const uploader = uploaderOf(account.channelId, read.data.visitor.id)
  const who = { uploader, network: sender.network }
  if (read.data.type === 'receipt') return countReceipt(who)
  const { text, attachmentIds } = read.data
  if (text.trim() === '' && attachmentIds.length === 0) fail('invalid', 'Write something first.', { field: 'text' })
  await countMessage(who, event.body.length)
  await requireOwnFiles(account.workspaceId, uploader, attachmentIds)
}

function readJson(body: Buffer): unknown {
  try {
    return parseJson(body.toString('utf8'))
  } catch {
    return undefined
  }
}

async function requireOwnFiles(workspaceId: string, uploader: string, ids: string[]): Promise<void> {
  if (ids.length === 0) return
  const { rows } = await pool().query<{ id: string }>(
    'SELECT id FROM attachments WHERE workspace_id = $1 AND uploader = $2 AND id = ANY($3::uuid[])',
    [workspaceId, uploader, ids],
  )
  const missing = ids.find((id) => !rows.some((row) => row.id === id))
  if (missing) fail('not_found', 'This file is not yours, or was removed. Choose it again.', { field: 'attachmentIds' })
}
