import * as z from 'zod'
import type { Account, Verified } from '../adapter.ts'
import { graph, graphError } from '../meta/graph.ts'
import { pullAnswer } from '../meta/page-answers.ts'
import { NoAnswer } from '../provider/ask.ts'
import type { InstagramConfig } from './config.ts'
import { fetchedField, type Fetched } from './public.ts'

const text = z.string().optional().catch(undefined)
const found = z.looseObject({
  mentioned_comment: z.looseObject({ text, username: text, timestamp: text }).optional(),
  mentioned_media: z.looseObject({ caption: text, username: text, timestamp: text }).optional(),
})

/** Fetches what a mention says, or whom an answer of ours is for: the webhook only tells where it stands. Nothing comes of one that is gone. */
export async function pull(account: Account<InstagramConfig>, _cursor: unknown, hint: Record<string, string>) {
  if (hint['answer']) return pullAnswer(account, account.config.accountId, hint)
  const { comment, media = '' } = hint
  const which = comment
    ? `mentioned_comment.comment_id(${comment}){text,username,timestamp}`
    : `mentioned_media.media_id(${media}){caption,username,timestamp}`
  const answer = await graph(account, account.config.accountId, { query: { fields: which } })
  const read = found.safeParse(answer.json).data
  const said = read?.mentioned_comment ?? read?.mentioned_media
  if (!said && graphError(answer)?.code !== 100) throw new NoAnswer(`Meta answered ${answer.status}.`, true)
  const words = read?.mentioned_comment?.text ?? read?.mentioned_media?.caption
  const event = { media_id: media, comment_id: comment, username: said?.username, timestamp: said?.timestamp, text: words }
  return { events: said ? [asWebhook(account.config.accountId, event)] : [], cursor: null, more: false }
}

function asWebhook(id: string, value: Partial<Fetched>): Verified {
  const body = Buffer.from(JSON.stringify({ object: 'instagram', entry: [{ id, time: 0, changes: [{ field: fetchedField, value }] }] }))
  return { body, dedupeKey: `mention:${value.media_id}:${value.comment_id ?? ''}` }
}
