import type { Account, Outbound, SendResult } from '../adapter.ts'
import { unanswered } from '../provider.ts'
import { call, toResult, type Said } from '../tencent.ts'
import { upload } from '../tencent-files.ts'
import { platformOf } from './client.ts'
import type { WechatConfig } from './config.ts'
import { refusals } from './refusals.ts'
import { sendTemplate } from './templates.ts'

/** Sends a text, a file, or a template. WeChat gives no id for a text or file, and tells nothing of it later. */
export async function send(account: Account<WechatConfig>, part: Outbound): Promise<SendResult> {
  try {
    if (part.template) return await sendTemplate(account, part.to.value, part.template)
    const content = await contentOf(account, part)
    if (!('msgtype' in content)) return toResult(content, refusals)
    const said = await call(platformOf(account), 'message/custom/send', { method: 'POST', body: { touser: part.to.value, ...content } })
    return said.code === 0 ? { outcome: 'sent' } : toResult(said, refusals)
  } catch (error) {
    return unanswered(error)
  }
}

const megabyte = 1024 * 1024

/** Which files are shown as such, and up to which size; any other goes as a link. */
const shown = [
  { kind: 'image', types: /^image\/(jpeg|png|gif|bmp)$/, maxBytes: 10 * megabyte },
  { kind: 'voice', types: /^audio\/(amr|mpeg|mp3)$/, maxBytes: 2 * megabyte },
  { kind: 'video', types: /^video\/mp4$/, maxBytes: 10 * megabyte },
] as const

type Content = { msgtype: string; [kind: string]: unknown }

async function contentOf(account: Account<WechatConfig>, { text, files: [file] }: Outbound): Promise<Content | Said> {
  if (!file) return { msgtype: 'text', text: { content: text } }
  const as = shown.find(({ types, maxBytes }) => types.test(file.type) && file.size <= maxBytes)
  if (!as) return { msgtype: 'text', text: { content: `${file.name}\n${file.link()}` } }
  const media = await upload(platformOf(account), as.kind, file)
  if (typeof media !== 'string') return media
  return { msgtype: as.kind, [as.kind]: { media_id: media, ...(as.kind === 'video' ? { title: file.name } : {}) } }
}
