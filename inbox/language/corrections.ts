import type Router from '@koa/router'
import { PassThrough } from 'node:stream'
import type { Input, Output } from '../../contract/api.ts'
import { can } from '../../contract/can.ts'
import type { Correction } from '../../contract/language.ts'
import type { SentimentLabel } from '../../contract/messages.ts'
import type { Context } from '../../server/context.ts'
import { openCursor, sealCursor } from '../../server/cursor.ts'
import { signedIn } from '../../server/endpoints.ts'
import { fail } from '../../server/errors.ts'
import { readableSql } from '../../server/visible.ts'

type Row = {
  message_id: string
  conversation_id: string
  text: string
  label: SentimentLabel
  was: SentimentLabel
  model: string
  by_id: string
  by_name: string
  at: string
}

/** Corrections of messages one may see, newest first. */
export async function listCorrections(context: Context, { cursor, limit }: Input<'correction.list'>): Promise<Output<'correction.list'>> {
  const rows = await correctionsAfter(context, cursor, limit + 1)
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return { data: rows.slice(0, limit).map(toCorrection), next: last ? cursorAfter(last) : null }
}

/** `GET /api/v1/corrections.jsonl`: `{"text", "label"}` a line, as `npm run train:sentiment` takes it. */
export function correctionRoutes(router: Router): void {
  router.get('/api/v1/corrections.jsonl', async (ctx) => {
    const context = await signedIn(ctx)
    if (!can(context.actor, 'correction.list')) fail('forbidden', 'Your role does not allow this. Ask an owner of the workspace.')
    ctx.attachment('corrections.jsonl')
    ctx.type = 'application/jsonl; charset=utf-8'
    ctx.set('Cache-Control', 'no-store')
    const body = new PassThrough()
    ctx.body = body
    void writeLines(context, body).then(
      () => body.end(),
      (error: Error) => body.destroy(error),
    )
  })
}

async function writeLines(context: Context, out: PassThrough): Promise<void> {
  for (let cursor: string | undefined, more = true; more;) {
    const rows = await correctionsAfter(context, cursor, 500)
    for (const { text, label } of rows)
      if (!out.write(`${JSON.stringify({ text, label })}\n`)) await new Promise((resolve) => out.once('drain', resolve))
    const last = rows.at(-1)
    cursor = last && cursorAfter(last)
    more = rows.length === 500 && !out.destroyed
  }
}

const cursorAfter = (row: Row) => sealCursor('corrections', [row.at, row.message_id])

async function correctionsAfter(context: Context, cursor: string | undefined, limit: number): Promise<Row[]> {
  const params: unknown[] = [limit]
  const param = (value: unknown) => `$${params.push(value) + 1}`
  const [at, id] = cursor === undefined ? [] : openCursor<[at: string, id: string]>('corrections', cursor)
  const after = at && id ? `AND (k.at, k.message_id) < (${param(at)}::timestamptz, ${param(id)}::uuid)` : ''
  return context.sql<Row>(
    `SELECT k.message_id, m.conversation_id, m.text, k.label, k.was, k.model, k.by_id, k.by_name, k.at
       FROM corrections k JOIN messages m ON m.id = k.message_id JOIN conversations c ON c.id = m.conversation_id
      WHERE k.workspace_id = $1 AND ${readableSql(context.actor, 'c.access', param)} ${after} ORDER BY k.at DESC, k.message_id DESC LIMIT $2`,
    params,
  )
}

function toCorrection(row: Row): Correction {
  const { message_id: messageId, conversation_id: conversationId, text, label, was, model, at } = row
  return { messageId, conversationId, text, label, was, model, by: { id: row.by_id, name: row.by_name }, at }
}
