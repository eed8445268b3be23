import { buffer } from 'node:stream/consumers'
import type { Outbound, OutboundFile, SendResult } from '../adapter.ts'
import { notHandedOver, unanswered } from '../provider/ask.ts'
import { askDouyin, type Said } from './client.ts'
import type { DouyinAccount } from './config.ts'
import { failureIn } from './errors.ts'

const refusal = (code: string, reason: string): SendResult => ({ outcome: 'failed', retry: 'no', code, reason })

/** Sends one part: privately, or below the person's comment. */
export async function sendDouyin(account: DouyinAccount, part: Outbound): Promise<SendResult> {
  const [file] = part.files
  if (file && !/^image\/(png|jpeg|bmp|webp)$/.test(file.type))
    return refusal('file', 'Douyin takes texts and PNG, JPEG, BMP or WebP pictures only.')
  if (/https?:\/\//i.test(part.text)) return refusal('link', 'Douyin takes no links to the web. Leave them out.')
  // Ours are called `sent:`; an answer names the message it is for, or the visit that opened the window.
  const visit = /^enter:(.+)$/.exec(part.window.openedBy ?? '')?.[1]
  const answered = visit ?? part.thread.refs.findLast((ref) => !ref.startsWith('sent:'))
  if (answered === undefined) return refusal('no_message', 'Douyin takes answers only, and there is no message to answer.')
  try {
    if (part.thread.surface === 'comment') return outcomeOf(await comment(account, part, answered), 'comment_id')
    const picture = file ? await upload(account, file) : null
    const scene = visit === undefined ? 'im_reply_msg' : 'im_enter_direct_msg'
    return (picture && failureIn(picture)) ?? outcomeOf(await write(account, part, { msg_id: answered, scene }, picture), 'msg_id')
  } catch (failure) {
    return unanswered(failure)
  }
}

function write(account: DouyinAccount, { thread, to, text }: Outbound, answers: object, picture: Said | null): Promise<Said> {
  const content = picture ? { msg_type: 2, image: { media_id: picture.data['image_id'] } } : { msg_type: 1, text: { text } }
  return askDouyin(account, '/im/send/msg/', { body: { ...answers, conversation_id: thread.key, to_user_id: to.value, content } })
}

/** Nothing of the message itself goes out by this: without an answer it may be tried again. */
async function upload(account: DouyinAccount, file: OutboundFile): Promise<Said> {
  const form = new FormData()
  form.append('image', new Blob([await buffer(await file.open())], { type: file.type }), file.name)
  return notHandedOver(askDouyin(account, '/tool/imagex/client_upload/', { body: form }))
}

function comment(account: DouyinAccount, { thread, text: content }: Outbound, comment_id: string): Promise<Said> {
  const item_id = decodeURIComponent(thread.key.split(':')[1] ?? '')
  return askDouyin(account, '/item/comment/reply/', { body: { item_id, comment_id, content } })
}

function outcomeOf(said: Said, field: string): SendResult {
  const id = said.data[field]
  return failureIn(said) ?? { outcome: 'sent', ...(typeof id === 'string' && id ? { externalIds: [`sent:${id}`] } : {}) }
}
