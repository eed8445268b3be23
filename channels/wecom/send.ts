import type { Account, Outbound, SendResult } from '../adapter.ts'
import { unanswered } from '../provider/ask.ts'
import { call, toResult, type Said } from '../tencent/platform.ts'
import { toSendable } from '../tencent/send.ts'
import { platformOf } from './client.ts'
import type { WecomConfig } from './config.ts'
import { refusals } from './words.ts'

/** Sends a text or a file under an id of ours (at most 32 characters), which WeCom takes once. */
export async function send(account: Account<WecomConfig>, part: Outbound): Promise<SendResult> {
  const platform = platformOf(account)
  const [[open_kfid = ''], msgid] = [part.thread.key.split('/'), part.partId.replaceAll('-', '')]
  try {
    const content = await toSendable(platform, part, 'file')
    if (!('msgtype' in content)) return toResult(content, refusals)
    const said = await call(platform, 'kf/send_msg', { method: 'POST', body: { touser: part.to.value, open_kfid, msgid, ...content } })
    return said.code === 0 ? { outcome: 'sent', externalIds: [msgid] } : notTaken(said)
  } catch (error) {
    return unanswered(error)
  }
}

function notTaken(said: Said): SendResult {
  if (said.code !== 41051) return toResult(said, refusals)
  const reason = 'WeCom says that this arrived already. Look into WeCom, then mark it as arrived or send it again.'
  return { outcome: 'unknown', code: '41051', reason, final: true }
}
