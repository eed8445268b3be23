import { sha256 } from '../../server/crypto.ts'
import type { Account, RawRequest, Verified } from '../adapter.ts'
import { openCallback, type CallbackSettings } from '../tencent/callback.ts'
import { readXml } from '../tencent/xml.ts'
import type { WechatConfig } from './config.ts'

/** Settings of the shared callback scheme; messages are addressed to our AppID. */
export const callbackOf = ({ token, aesKey, appId }: WechatConfig): CallbackSettings => ({ token, aesKey, receiver: appId })

/** Takes encrypted messages only and gives the message itself. */
export function verifyWechat(request: RawRequest, { channelId, config }: Account<WechatConfig>, now: Date): Verified | null {
  const body = openCallback(request, channelId, callbackOf(config), now)
  return body && { body, dedupeKey: keyOf(body) }
}

/** A message by its follower and id (two followers may have the same), an event by who did what when, as the platform's documentation says. */
function keyOf(body: Buffer): string {
  try {
    const { MsgId, FromUserName, CreateTime, Event, EventKey } = readXml(body, 'xml')
    if (typeof MsgId === 'string' && MsgId !== '') return `message:${String(FromUserName)}:${MsgId}`
    if (typeof Event === 'string') return `event:${sha256([FromUserName, CreateTime, Event, EventKey].join('\n'))}`
  } catch {
    // Kept all the same, for `parse` to say what is wrong with it.
  }
  return `raw:${sha256(body)}`
}
