import * as z from 'zod'
import { callbackSettings } from '../tencent/callback-config.ts'
import { apiAddress, line, says, secret } from '../provider/fields.ts'
import { labels } from './words.ts'

export const wecomConfig = z.object({
  corpId: line.regex(/^w[wx][0-9a-zA-Z]{8,40}$/, 'A corp ID begins with ww or wx.').meta(says('Corp ID', '企业 ID（CorpID）')),
  secret: secret(says('Secret', '微信客服 Secret', 'Of 微信客服, or an app that may use it.', '“微信客服”或有权应用的。')),
  ...callbackSettings,
  welcome: z.string().trim().max(300).default('').meta(labels.welcome),
  tags: z.boolean().default(false).meta(labels.tags),
  apiUrl: apiAddress('https://qyapi.weixin.qq.com'),
})
export type WecomConfig = z.infer<typeof wecomConfig>
