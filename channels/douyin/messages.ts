import type { InboundItem, RemoteFile, Thread } from '../adapter.ts'
import { plainMessage, vouchedFor } from '../provider/reading.ts'
import type { Commented, Message } from './payload.ts'

type Content = Message['content']
const endings: Record<string, string> = { image: 'jpg', user_local_image: 'jpg', emoji: 'png', user_local_video: 'mp4' }
const types: Record<string, string> = { jpg: 'image/jpeg', png: 'image/png', mp4: 'video/mp4' }

/** A private message: somebody's to the account, or the account's own as Douyin tells it back. */
export function messageItem({ from_user_id: from, to_user_id: to, content }: Message, direction: 'in' | 'out'): InboundItem {
  if (content.conversation_type === 2) return { type: 'ignored', reason: 'A message in a group; Parley takes private ones.' }
  const externalId = direction === 'out' ? `sent:${content.server_message_id}` : content.server_message_id
  const person = direction === 'out' ? to : from
  const who = vouchedFor('douyin', person, nameIn(content.user_infos, person))
  const [text, files] = [textOf(content), fileOf(content)]
  const unsupported = text || files.length > 0 ? undefined : content.message_type.slice(0, 100)
  const thread = { key: content.conversation_short_id, refs: [externalId] }
  const said = { externalId, thread, text, files, sentAt: content.create_time }
  if (direction === 'in') return plainMessage({ ...said, unsupported, from: who })
  return { type: 'echo', ...said, text: unsupported ? `[${unsupported}]` : text, to: who, author: null }
}

/** What somebody is called in an event's list of people. */
export const nameIn = (users: Content['user_infos'], openId: string) => users.find(({ open_id }) => open_id === openId)?.nick_name

function textOf({ message_type: type, text, item_id, card_data }: Content): string {
  if (type === 'text' || text) return text
  if (type === 'video' && item_id) return `[视频 ${item_id}]`
  return type === 'retain_consult_card' ? ['[留资卡片]', ...card_data.map(({ label, value }) => `${label}：${value}`)].join('\n') : ''
}

function fileOf({ message_type, server_message_id, resource_url: url }: Content): RemoteFile[] {
  const ending = endings[message_type] ?? ''
  const type = types[ending]
  if (!url || !type) return []
  return [{ ref: { url }, name: `${server_message_id.replace(/\W/g, '').slice(0, 40)}.${ending}`, type, size: null }]
}

/** A comment below one of the account's videos, or an answer to a comment there: one thread per person and video. */
export function commentItem({ to_user_id, content }: Commented): InboundItem {
  const { comment_id: externalId, comment_user_id: person, reply_to_item_id: video, reply_to_comment_id: answered, nickname } = content
  // Whom it was for, only its thread would know.
  if (person === to_user_id) return { type: 'ignored', reason: 'A comment of the account’s own.' }
  const refs = answered && answered !== '0' ? [`sent:${answered}`, externalId] : [externalId]
  const thread: Thread = { key: `comment:${encodeURIComponent(video)}:${person}`, refs, surface: 'comment' }
  const from = vouchedFor('douyin', person, nickname)
  return plainMessage({ externalId, thread, from, text: content.content, sentAt: content.create_time })
}
