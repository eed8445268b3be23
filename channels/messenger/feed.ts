import * as z from 'zod'
import type { InboundItem, RemoteFile } from '../adapter.ts'
import { nameOf, timeOf } from '../meta/graph.ts'
import { each, notKnown, type Change } from '../meta/webhook.ts'
import { answerField, answerItem, ownAnswer } from '../meta/page-answers.ts'
import type { Origin } from '../meta/page-entries.ts'
import { personOf } from '../meta/page-messages.ts'
import { ignored, plainMessage, postOf } from '../provider/reading.ts'

const id = z.string().min(1).max(200)
const text = z.string().optional().catch(undefined)

/** What happens below posts, and where others name the Page (Webhooks reference, Page: `feed`, `mention`). */
const value = z.looseObject({
  ...{ item: z.string(), verb: z.string(), post_id: id, comment_id: id.optional(), parent_id: id.optional() },
  from: z.looseObject({ id, name: z.unknown().optional() }).optional(),
  ...{ sender_id: id.optional(), sender_name: text, message: text, photo: text, reaction_type: text, created_time: z.unknown().optional() },
  post: z.looseObject({ permalink_url: text }).optional().catch(undefined),
})
type Value = z.infer<typeof value>

/** A comment, a visitor's post, a reaction, or a mention. */
export function feedItem({ field, value: given }: Change, { accountId }: Origin): InboundItem {
  if (field === answerField) return answerItem(given, accountId)
  if (field !== 'feed' && field !== 'mention') return notKnown(field)
  return each(value, given, field, (read) => {
    const author = read.from ?? (read.sender_id ? { id: read.sender_id, name: read.sender_name } : undefined)
    if (!author) return notKnown(`${read.item} of nobody`)
    if (author.id === accountId) return ownItem(read)
    if (read.item === 'reaction' || read.item === 'like') return reactionItem(read, personOf(accountId, author.id))
    if (!['comment', 'post', 'status', 'photo', 'video', 'share'].includes(read.item)) return notKnown(`${field} ${read.item}`)
    return writtenItem(
      read,
      field === 'mention' ? 'mention' : 'comment',
      personOf(accountId, author.id, nameOf(author.name).name),
      author.id,
    )
  })
}

/** What the Page itself wrote: an answer below a comment is shown in that comment's thread. */
function ownItem(read: Value): InboundItem {
  const isAnswer = read.item === 'comment' && read.verb === 'add' && read.comment_id !== undefined && topOf(read) !== read.comment_id
  return ownAnswer(read.comment_id ?? '', isAnswer ? topOf(read) : undefined, read.message ?? '', timeOf(read.created_time))
}

function writtenItem(read: Value, surface: 'comment' | 'mention', from: ReturnType<typeof personOf>, personId: string): InboundItem {
  const externalId = read.comment_id ?? read.post_id
  const at = timeOf(read.created_time)
  if (read.verb === 'edited' || read.verb === 'edit') return { type: 'edit', externalId, text: read.message ?? '', at }
  if (read.verb === 'remove' || read.verb === 'delete') return { type: 'recall', externalId, at }
  if (read.verb !== 'add') return ignored('A post or comment was hidden, shown or moved.')
  const top = topOf(read)
  const refs = [...new Set([top, externalId])]
  // Below a post that is somebody's own there is nothing but that post.
  const post = read.comment_id === undefined ? {} : postOf({ url: read.post?.permalink_url })
  const thread = { key: `${surface}:${top}:${personId}`, refs, surface, ...post }
  return plainMessage({ externalId, thread, from, text: read.message ?? '', files: filesOf(read), sentAt: at })
}

/** The comment others answer below, which is where we answer too: Facebook has one level of answers. */
function topOf({ comment_id: comment, parent_id: parent, post_id: post }: Value): string {
  return parent !== undefined && parent !== post ? parent : (comment ?? post)
}

function filesOf({ photo }: Value): RemoteFile[] {
  return photo ? [{ ref: { url: photo }, name: 'photo.jpg', type: 'image/jpeg', size: null }] : []
}

const emojis: Record<string, string> = { like: '👍', love: '❤️', care: '🤗', haha: '😆', wow: '😮', sad: '😢', angry: '😠' }

/** Only a reaction to a comment has a message of ours to stand by. */
function reactionItem(read: Value, from: ReturnType<typeof personOf>): InboundItem {
  if (!read.comment_id) return ignored('A reaction to a post.')
  const emoji = read.verb === 'remove' ? null : (emojis[read.reaction_type ?? 'like'] ?? '👍')
  return { type: 'reaction', externalId: read.comment_id, from, emoji, at: timeOf(read.created_time) }
}
