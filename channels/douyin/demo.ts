import { sha256 } from '../../server/crypto.ts'
import type { Account, Demo, RawRequest, Simulated } from '../adapter.ts'
import type { DouyinConfig } from './config.ts'
import { douyinPeer, practice, practiceUrlOf } from './peer.ts'
import { signDouyin } from './verify.ts'

/** Douyin without an account there. */
export const douyinDemo: Demo<DouyinConfig> = {
  name: 'Practice account 练习账号',
  config: (peerUrl) => ({ ...practice, apiUrl: peerUrl }),
  simulates: ['text', 'image', 'follow', 'comment'],
  simulate: (account, simulated) => signed(account, eventOf(account, simulated)),
  peer: (account, deliver) => douyinPeer(account, (event) => deliver(signed(account, event))),
}

/** An event as Douyin posts it, signed with the channel's secret. */
function signed({ config }: Account<DouyinConfig>, event: object): Omit<RawRequest, 'url'> {
  const body = Buffer.from(JSON.stringify(event))
  const headers = {
    'content-type': 'application/json',
    'x-douyin-signature': signDouyin(config.clientSecret, body),
    'msg-id': sha256(body).slice(0, 32),
  }
  return { method: 'POST', headers, query: {}, body }
}

function eventOf({ config }: Account<DouyinConfig>, { type, from, text, id, now }: Simulated): object {
  const person = `practice-${sha256(from).slice(0, 20)}`
  const event = { client_key: config.clientKey, from_user_id: person, to_user_id: config.openId, log_id: id }
  const create_time = now.getTime()
  if (type === 'follow')
    return { ...event, event: 'new_follow_action', content: { action_type: 1, action_time: Math.floor(create_time / 1000) } }
  if (type === 'comment') {
    const said = {
      comment_id: `@comment-${id}`,
      comment_user_id: person,
      nickname: from,
      content: text,
      create_time: Math.floor(create_time / 1000),
    }
    return {
      ...event,
      event: 'item_comment_reply',
      content: JSON.stringify({ ...said, reply_to_item_id: '@practice/video==', reply_to_comment_id: '0' }),
    }
  }
  const what =
    type === 'image'
      ? { message_type: 'user_local_image', resource_type: 'image', resource_url: practiceUrlOf(config.apiUrl, 'picture.png'), text }
      : { message_type: 'text', text }
  const place = { conversation_short_id: `conversation-${person}`, server_message_id: `@message-${id}`, conversation_type: 1 }
  return {
    ...event,
    event: 'im_receive_msg',
    content: JSON.stringify({ ...place, ...what, create_time, user_infos: [{ open_id: person, nick_name: from }] }),
  }
}
