import { sha256 } from '../../server/crypto.ts'
import type { Account, Demo, RawRequest, Simulated } from '../adapter.ts'
import { sealCallback } from '../tencent/callback.ts'
import { callbackOf } from './client.ts'
import type { WecomConfig } from './config.ts'
import { company, customerOf, keep, kfId, messagesEvent } from './peer.ts'
import { practice } from './peer-settings.ts'

/** A company to practise with: callbacks that only say there is something, and WeCom's side, which hands it over. */
export const demo: Demo<WecomConfig> = {
  name: 'Practice company 练习企业',
  config: (apiUrl) => ({ ...practice, apiUrl }),
  simulates: ['text', 'image', 'voice', 'location'],
  simulate: (account, simulated) => {
    const message = toMessage(simulated)
    keep(account.channelId, message)
    // The token says it all once more, for a stand-in in another process.
    return callback(account.config, messagesEvent(Buffer.from(JSON.stringify(message)).toString('base64url')), simulated)
  },
  peer: (account: Account<WecomConfig>, deliver) =>
    company(account.channelId, (id, event) => deliver(callback({ ...practice, apiUrl: '' }, event, { id, now: new Date() }))),
}

function callback(config: WecomConfig, event: string, { id, now }: Pick<Simulated, 'id' | 'now'>): Omit<RawRequest, 'url'> {
  const head = `<ToUserName>${config.corpId}</ToUserName><CreateTime>${Math.floor(now.getTime() / 1000)}</CreateTime>`
  return sealCallback(`<xml>${head}<MsgType>event</MsgType>${event}</xml>`, callbackOf(config), { id, now })
}

function toMessage({ type, from, text, id, now }: Simulated) {
  const common = { msgid: `m${sha256(id).slice(0, 25)}`, open_kfid: kfId, external_userid: customerOf(from), origin: 3 }
  return { ...common, send_time: Math.floor(now.getTime() / 1000), msgtype: type, ...contentOf(type, text) }
}

function contentOf(type: Simulated['type'], text: string): object {
  if (type === 'image') return { image: { media_id: 'practice-picture' } }
  if (type === 'voice') return { voice: { media_id: 'practice-voice' } }
  if (type === 'location') return { location: { latitude: 30.2467, longitude: 120.1489, name: '西湖断桥', address: '杭州市西湖区' } }
  return { text: { content: text } }
}
