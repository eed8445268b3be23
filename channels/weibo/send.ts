import type { Outbound, SendResult } from '../adapter.ts'
import { unanswered, type Answer } from '../provider/ask.ts'
import { askWeibo } from './client.ts'
import type { WeiboAccount } from './config.ts'
import { failureIn, idsIn } from './errors.ts'

/** Sends one part: privately, or as a comment where the conversation is one. */
export async function sendWeibo(account: WeiboAccount, part: Outbound): Promise<SendResult> {
  if (part.files.some((file) => !file.type.startsWith('image/')))
    return { outcome: 'failed', retry: 'no', code: 'file', reason: 'Weibo takes texts and pictures only. Send a link to the file instead.' }
  try {
    const answer = await (part.thread.surface === 'message' ? writePrivately(account, part) : writeComment(account, part))
    return failureIn(answer) ?? { outcome: 'sent', externalIds: idsIn(answer) }
  } catch (failure) {
    return unanswered(failure)
  }
}

/** https://open.weibo.com/wiki/Send_Customer_Service_Message: texts, and pictures only as the cover of a card. */
function writePrivately(account: WeiboAccount, { to, text, files }: Outbound): Promise<Answer> {
  const articles = files.map(({ name, link }) => ({ display_name: name, summary: '', image: link(), url: link() }))
  const [type, data] = articles.length > 0 ? ['articles', { articles }] : ['text', { text }]
  const form = { type, data: JSON.stringify(data), receiver_id: to.value }
  return askWeibo(account, '/2/messages/reply.json', { host: 'messages', form })
}

/** Answers the person's last comment; the post itself where all they wrote is that. */
function writeComment(account: WeiboAccount, { thread, text }: Outbound): Promise<Answer> {
  const [, id = ''] = thread.key.split(':')
  const cid = /^comment:(\d+)$/.exec(thread.refs.findLast((ref) => !ref.startsWith('reply:')) ?? '')?.[1]
  if (cid === undefined) return askWeibo(account, '/2/comments/create.json', { form: { id, comment: text } })
  return askWeibo(account, '/2/comments/reply.json', { form: { id, cid, comment: text } })
}
