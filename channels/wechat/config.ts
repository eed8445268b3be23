import * as z from 'zod'
import { callbackSettings } from '../tencent/callback-config.ts'
import { apiAddress, line, says, secret } from '../provider/fields.ts'

export const wechatConfig = z.object({
  appId: line.regex(/^wx[0-9a-zA-Z]{8,40}$/, 'An AppID begins with wx.').meta(says('AppID', '开发者 ID（AppID）')),
  appSecret: secret(says('AppSecret', '开发者密码（AppSecret）', 'Shown once, when it is made.', '仅在生成时显示一次。')),
  ...callbackSettings,
  apiUrl: apiAddress('https://api.weixin.qq.com'),
})
export type WechatConfig = z.infer<typeof wechatConfig>
