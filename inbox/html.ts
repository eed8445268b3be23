import type { Input, Output } from '../contract/api.ts'
import { filePath } from '../contract/file-path.ts'
import type { Context } from '../server/context.ts'
import { fail } from '../server/errors.ts'
import { htmlParser } from '../server/html-parser.ts'
import { withPictures } from '../server/mail-pictures.ts'
import { inParser } from '../server/parsers/pool.ts'
import type { SafeHtml } from '../server/safe-html.ts'
import { assertVisible } from '../server/visible.ts'
import { remoteImageLink } from './remote-image.ts'

/** A mail's own HTML, made safe; its inline pictures from our files, its remote ones only when asked for, and then through us. */
export async function mailHtml(context: Context, input: Input<'message.html'>): Promise<Output<'message.html'>> {
  const [found] = await context.sql<Found>(
    'SELECT m.html, m.html_form AS form, c.access FROM messages m JOIN conversations c ON c.id = m.conversation_id WHERE m.workspace_id = $1 AND m.id = $2',
    [input.id],
  )
  const { html, form } = assertVisible(context.actor, found, 'This message does not exist, or is not yours to see.')
  if (!html) fail('not_found', 'This message has no HTML of its own.')
  const safe = form === 'raw' ? await makeSafe(context, input.id, html) : { html, asText: form === 'text' }
  const inline = await context.sql<{ id: string; content_id: string }>(
    'SELECT id, content_id FROM attachments WHERE workspace_id = $1 AND message_id = $2 AND content_id IS NOT NULL',
    [input.id],
  )
  const byContentId = new Map(inline.map((file) => [file.content_id, filePath(file.id)]))
  const shown = withPictures(safe.html, {
    images: input.images === '1',
    cid: (contentId) => byContentId.get(contentId) ?? null,
    proxy: remoteImageLink,
  })
  return { ...shown, asText: safe.asText }
}

type Found = { html: string | null; form: 'raw' | 'safe' | 'text'; access: string[] }

/** Once: the result is kept in its place. What was too complex stays as sent, for there is no file of it, and its text is shown. */
async function makeSafe(context: Context, id: string, html: string): Promise<SafeHtml> {
  const safe = await inParser(htmlParser, html, { key: `workspace:${context.workspaceId}`, signal: context.gone })
  if (!safe.asText)
    await context.sql(
      `UPDATE messages SET html = $3, html_form = 'safe' WHERE workspace_id = $1 AND id = $2 AND html_form = 'raw' AND html IS NOT NULL RETURNING id`,
      [id, safe.html],
    )
  return safe
}
