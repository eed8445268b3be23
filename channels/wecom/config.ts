import * as z from 'zod'
import { callbackSettings } from '../callback-config.ts'
import { apiAddress, line, says, secret } from '../fields.ts'

const welcome = 'Sent at once to whoever opens the chat for the first time in 48 hours. Leave empty for none.'

export const wecomConfig = z.object({
  corpId: line.regex(/^w[wx][0-9a-zA-Z]{8,40}$/, 'A corp ID begins with ww or wx.').meta(says('Corp ID', '企业 ID（CorpID）')),
  secret: secret(
    says('Secret', '微信客服 Secret', 'Of 微信客服, or of the app that may use it.', '“微信客服”的 Secret，或可调用它的应用的 Secret。'),
  ),
  ...callbackSettings,
  welcome: z.string().trim().max(300).default('').meta(says('Welcome message', '欢迎语', welcome, '客户 48 小时内首次进入会话时立即发送。留空则不发送。')), // prettier-ignore
  apiUrl: apiAddress('https://qyapi.weixin.qq.com'),
})
export type WecomConfig = z.infer<typeof wecomConfig>
