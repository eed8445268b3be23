import type * as z from 'zod'
import { ParseError, type InboundItem, type Thread } from '../adapter.ts'
import { readExactJson } from '../provider/exact-json.ts'
import { plainMessage, postOf, vouchedFor } from '../provider/reading.ts'
import { comment, polled, push, status, type Comment, type Status } from './payload.ts'
import { pushItem } from './push.ts'

/** One push of the fan service, or one page our listener fetched, to its items, oldest first: Weibo lists the newest first. */
export async function parseWeibo(body: Buffer): Promise<InboundItem[]> {
  const value = readExactJson(body)
  const fetched = polled.safeParse(value)
  if (fetched.success) {
    const { account, page } = fetched.data
    const comments = page.comments.map((given) => read('comment', comment, given, (one) => commentItem(one, account)))
    const posts = page.statuses.map((given) => read('status', status, given, (one) => mentionItem(one, account)))
    return [...comments.toReversed(), ...posts.toReversed()]
  }
  const pushed = push.safeParse(value)
  if (pushed.success) return [pushItem(pushed.data)]
  throw new ParseError(`This is not a Weibo message. Look at “${pushed.error.issues[0]?.path.join('.')}”.`)
}

function read<T>(name: string, shape: z.ZodType<T>, given: unknown, toItem: (read: T) => InboundItem): InboundItem {
  const known = shape.safeParse(given)
  return known.success ? toItem(known.data) : { type: 'unknown', name }
}

const handle = ({ id, screen_name }: Comment['user']) => vouchedFor('weibo', id, screen_name)
const said = ({ user, text, created_at }: Comment | Status) => ({ from: handle(user), text, sentAt: created_at })

/** A comment on a post of the account's, or an answer to a comment of its own: one thread per person and post. */
function commentItem(comment: Comment, account: string): InboundItem {
  if (comment.user.id === account) return ownComment(comment)
  const externalId = `comment:${comment.id}`
  return plainMessage({ externalId, thread: threadOf(comment, comment.user.id, externalId, account), ...said(comment) })
}

/** A post that names the account. */
function mentionItem(post: Status, account: string): InboundItem {
  if (post.user.id === account) return { type: 'ignored', reason: 'The account named itself in a post of its own.' }
  const externalId = `status:${post.id}`
  const thread: Thread = { key: `mention:${post.id}:${post.user.id}`, refs: [externalId], surface: 'mention' }
  // Weibo keeps every size of a picture under the same name.
  const large = post.pic_urls.map(({ thumbnail_pic: url }) => ({ url: url.replace('/thumbnail/', '/large/') }))
  const files = large.map((ref, n) => ({ ref, name: `${post.id}-${n + 1}.jpg`, type: 'image/jpeg', size: null }))
  return plainMessage({ externalId, thread, ...said(post), files })
}

/** Ours are called `reply:`, so that an answer is never to ourselves. */
function ownComment(comment: Comment): InboundItem {
  const answered = comment.reply_comment
  if (!answered || answered.user.id === comment.user.id)
    return { type: 'ignored', reason: 'The account commented without answering anybody.' }
  const externalId = `reply:${comment.id}`
  const { from, ...what } = said(comment)
  const thread = threadOf(comment, answered.user.id, externalId, comment.user.id)
  return { type: 'echo', externalId, thread, to: handle(answered.user), author: from.name ?? null, ...what, files: [] }
}

function threadOf({ status, reply_comment: answered }: Comment, person: string, self: string, account: string): Thread {
  const refs = answered ? [`${answered.user.id === account ? 'reply' : 'comment'}:${answered.id}`, self] : [self]
  const post = postOf({ text: status.text, picture: status.thumbnail_pic, author: status.user?.screen_name })
  return { key: `comment:${status.id}:${person}`, refs, surface: 'comment', ...post }
}
