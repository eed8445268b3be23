import type { Account, Outbound, SendResult } from '../adapter.ts'
import { unanswered } from '../provider/ask.ts'
import { call, toResult } from '../tencent/platform.ts'
import { toSendable } from '../tencent/send.ts'
import { platformOf } from './client.ts'
import type { WechatConfig } from './config.ts'
import { refusals } from './refusals.ts'
import { sendTemplate } from './templates.ts'

/** Sends a text, a file (as a link where WeChat cannot show it), or a template. WeChat gives no id for the first two, and tells nothing of them later. */
export async function send(account: Account<WechatConfig>, part: Outbound): Promise<SendResult> {
  const platform = platformOf(account)
  try {
    if (part.template) return await sendTemplate(account, part.to.value, part.template)
    const content = await toSendable(platform, part, 'link')
    if (!('msgtype' in content)) return toResult(content, refusals)
    const said = await call(platform, 'message/custom/send', { method: 'POST', body: { touser: part.to.value, ...content } })
    return said.code === 0 ? { outcome: 'sent' } : toResult(said, refusals)
  } catch (error) {
    return unanswered(error)
  }
}
