import { ParseError, type InboundItem } from '../adapter.ts'
import { openedJson, readExactJson } from '../provider/exact-json.ts'
import { as, ignored, isoTime, vouchedFor } from '../provider/reading.ts'
import { commentItem, messageItem, nameIn } from './messages.ts'
import { again } from './words.ts'
import { commented, entered, event, followed, message, read, recalled } from './payload.ts'

/** One event, or a list of them; what is none we know stays as `unknown` and hinders no other. */
export async function parseDouyin(body: Buffer): Promise<InboundItem[]> {
  const value = readExactJson(body)
  if (!Array.isArray(value) && !event.safeParse(value).success) throw new ParseError('This is not a Douyin event: it has no name.')
  const items = (Array.isArray(value) ? value : [value]).map(itemOf)
  return items.length > 0 ? items : [ignored('There is no event in this body.')]
}

function itemOf(given: unknown): InboundItem {
  const { event: name, content } = event.safeParse(given).data ?? { event: 'event', content: null }
  const reader = Object.hasOwn(readers, name) ? readers[name] : undefined
  return reader?.(Object.assign({}, given, { content: openedJson(content) })) ?? { type: 'unknown', name }
}

const authorised = () => ignored('The account authorised the app.')
const withdrawn = () => ignored('The account withdrew its authorisation.', again)

const readers: Record<string, (event: object) => InboundItem | null> = {
  ...{ authorize: authorised, contract_authorize: authorised, unauthorize: withdrawn, contract_unauthorize: withdrawn },
  im_receive_msg: as(message, (given) => messageItem(given, 'in')),
  im_send_msg: as(message, (given) => messageItem(given, 'out')),
  item_comment_reply: as(commented, commentItem),
  im_recall_msg: as(recalled, ({ content }) => ({ type: 'recall', externalId: content.server_message_id, at: content.create_time })),
  im_enter_direct_msg: as(entered, ({ from_user_id: id, content }) => {
    const thread = { key: content.conversation_short_id, refs: [] }
    const from = vouchedFor('douyin', id, nameIn(content.user_infos, id))
    // The answer must name the message of this visit.
    return { type: 'touch', thread, from, opens: `enter:${content.server_message_id}`, at: content.create_time }
  }),
  // All of ours up to that moment were read; when the account itself read, there is nothing to tell.
  im_message_read: as(read, ({ to_user_id, content: { conversation_short_id: key, index, read_open_id } }) => {
    const until = isoTime(index / 1000)
    if (read_open_id === to_user_id) return ignored('The account itself read the conversation.')
    return { type: 'receipt', for: { until }, status: 'read', upTo: true, thread: { key }, at: until }
  }),
  new_follow_action: as(followed, ({ from_user_id: id, content: { action_type, action_time: at } }) => {
    const did = { thread: { key: `follower:${id}`, refs: [] }, from: vouchedFor('douyin', id), by: null, at }
    return { type: action_type === 2 ? 'unfollow' : 'follow', ...did }
  }),
}
