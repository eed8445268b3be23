import type { Handle, InboundItem, RemoteFile, Thread } from '../adapter.ts'
import { oneLine, plainMessage } from '../reading.ts'
import type { Comment, Status } from './payload.ts'
import { weiboTime } from './time.ts'

const said = ({ user, text, created_at }: Comment | Status) => ({ from: handle(user), text, sentAt: weiboTime(created_at) })

/** A comment on a post of the account's, or an answer to a comment of its own: one thread per person and post. */
export function commentItem(comment: Comment, account: string): InboundItem {
  if (comment.user.id === account) return ownComment(comment)
  const externalId = `comment:${comment.id}`
  return plainMessage({ externalId, thread: threadOf(comment, comment.user.id, externalId), ...said(comment) })
}

/** A post that names the account. */
export function mentionItem(post: Status, account: string): InboundItem {
  if (post.user.id === account) return { type: 'ignored', reason: 'The account named itself in a post of its own.' }
  const externalId = `status:${post.id}`
  const thread: Thread = { key: `mention:${post.id}:${post.user.id}`, refs: [externalId], surface: 'mention' }
  const files = post.pic_urls.map(({ thumbnail_pic }, n) => picture(thumbnail_pic, `${post.id}-${n + 1}.jpg`))
  return plainMessage({ externalId, thread, ...said(post), files })
}

/** Ours are called `reply:`, so that an answer is never to ourselves. */
function ownComment(comment: Comment): InboundItem {
  const answered = comment.reply_comment
  if (!answered) return { type: 'ignored', reason: 'The account commented without answering anybody.' }
  const externalId = `reply:${comment.id}`
  const { from, ...what } = said(comment)
  const thread = threadOf(comment, answered.user.id, externalId)
  return { type: 'echo', externalId, thread, to: handle(answered.user), author: from.name ?? null, ...what, files: [] }
}

function threadOf(comment: Comment, person: string, self: string): Thread {
  const answered = comment.reply_comment?.id
  const refs = answered === undefined ? [self] : [`comment:${answered}`, `reply:${answered}`, self]
  return { key: `comment:${comment.status.id}:${person}`, refs, surface: 'comment' }
}

function handle(user: Comment['user']): Handle {
  const name = oneLine(user.screen_name)
  return { kind: 'weibo', value: user.id, verified: true, ...(name ? { name } : {}) }
}

/** Weibo keeps every size of a picture under the same name. */
function picture(thumbnail: string, name: string): RemoteFile {
  return { ref: { url: thumbnail.replace('/thumbnail/', '/large/') }, name, type: 'image/jpeg', size: null }
}
