import { createHash } from 'node:crypto'
import { practiceFile, practiceName, practiceSettings, rememberPerson, weiboPeer } from './peer.ts'
import type { Account, Demo, RawRequest, Simulated, Verified } from '../adapter.ts'
import type { WeiboConfig } from './config.ts'
import { signatureOf } from '../tencent/callback-crypto.ts'

/** Weibo without an account there. */
export const weiboDemo: Demo<WeiboConfig> = {
  name: practiceName,
  config: (peerUrl) => ({ ...practiceSettings, fetchPublic: true, apiUrl: peerUrl }),
  simulates: ['text', 'image', 'voice', 'location', 'follow', 'comment', 'mention'],
  simulate: (account, simulated) => {
    const uid = rememberPerson(simulated.from)
    return simulated.type === 'comment' || simulated.type === 'mention' ? polled(account, simulated, uid) : pushed(account, simulated, uid)
  },
  peer: weiboPeer,
}

/** The push of the fan service, signed with the channel's secret. */
function pushed(account: Account<WeiboConfig>, simulated: Simulated, uid: string): Omit<RawRequest, 'url'> {
  const timestamp = String(Math.floor(simulated.now.getTime() / 1000))
  const nonce = digits(simulated.id, 9)
  const signature = signatureOf(account.config.appSecret, timestamp, nonce)
  const people = { receiver_id: Number(account.config.uid), sender_id: Number(uid) }
  const body = JSON.stringify({ ...contentOf(simulated), ...people, created_at: written(simulated.now) })
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    query: { signature, timestamp, nonce },
    body: Buffer.from(body),
  }
}

function contentOf({ type, text, id }: Simulated): object {
  switch (type) {
    case 'image':
      return { type: 'image', text: text || '分享图片', data: { vfid: 0, tovfid: practiceFile('image', digits(id, 10)) } }
    case 'voice':
      return { type: 'voice', text: '发了一个语音消息', data: { vfid: 0, tovfid: practiceFile('voice', digits(id, 10)) } }
    case 'location':
      return { type: 'position', text: text || '发送了一个位置', data: { longitude: '116.308586', latitude: '39.982525' } }
    case 'follow':
      return { type: 'event', text: '关注事件消息', data: { subtype: 'follow' } }
    default:
      return { type: 'text', text, data: {} }
  }
}

const practicePost = { id: '5000000000000001', text: '春茶上新：龙井、碧螺春，今天起可以预订。', user: { screen_name: '练习账号' } }

/** What our listener would store: Weibo pushes neither comments nor, without a permission of its own, mentions. */
function polled(account: Account<WeiboConfig>, { type, text, from, id, now }: Simulated, uid: string): Verified {
  const post = { id: digits(id, 16), created_at: written(now), text, user: { id: uid, screen_name: from } }
  const page = type === 'comment' ? { comments: [{ ...post, status: practicePost }] } : { statuses: [post] }
  return { body: Buffer.from(JSON.stringify({ account: account.config.uid, page })), dedupeKey: `page:${id}` }
}

/** So many digits of an id's own, the first no zero. */
function digits(id: string, n: number): string {
  const number = createHash('sha256').update(id).digest().readBigUInt64BE()
  return `4${number
    .toString()
    .padStart(20, '0')
    .slice(-(n - 1))}`
}

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** As Weibo writes a time: `Mon Jul 16 18:09:20 +0800 2012`. */
function written(time: Date): string {
  const there = new Date(time.getTime() + 8 * 3_600_000)
  const clock = there.toISOString().slice(11, 19)
  return `${days[there.getUTCDay()]} ${months[there.getUTCMonth()]} ${String(there.getUTCDate()).padStart(2, '0')} ${clock} +0800 ${there.getUTCFullYear()}`
}
