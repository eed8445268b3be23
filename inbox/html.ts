import type { Input, Output } from '../contract/api.ts'
import { filePath } from '../contract/file-path.ts'
import type { Context } from '../server/context.ts'
import { fail } from '../server/errors.ts'
import { safeHtml } from '../server/safe-html.ts'
import { assertVisible } from '../server/visible.ts'
import { remoteImageLink } from './files.ts'

/** A mail's own HTML, made safe; its inline pictures from our files, its remote ones only when asked for, and then through us. */
export async function mailHtml(context: Context, input: Input<'message.html'>): Promise<Output<'message.html'>> {
  const [found] = await context.sql<{ html: string | null; access: string[] }>(
    'SELECT m.html, c.access FROM messages m JOIN conversations c ON c.id = m.conversation_id WHERE m.workspace_id = $1 AND m.id = $2',
    [input.id],
  )
  const { html } = assertVisible(context.actor, found, 'This message does not exist, or is not yours to see.')
  if (!html) fail('not_found', 'This message has no HTML of its own.')
  const inline = await context.sql<{ id: string; content_id: string }>(
    'SELECT id, content_id FROM attachments WHERE workspace_id = $1 AND message_id = $2 AND content_id IS NOT NULL',
    [input.id],
  )
  const byContentId = new Map(inline.map((file) => [file.content_id, filePath(file.id)]))
  return safeHtml(html, {
    images: input.images === '1',
    cid: (contentId) => byContentId.get(contentId) ?? null,
    proxy: remoteImageLink,
  })
}
