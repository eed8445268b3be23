import * as z from 'zod'
import { practiceUrl } from '../provider/peers.ts'

/** An id as Meta writes them: digits. */
export const graphId = z
  .string()
  .trim()
  .regex(/^\d{3,30}$/, 'Write the ID as Meta shows it: digits only.')

const secret = (max: number) => z.string().trim().min(8, 'Use at least 8 characters.').max(max)

/** The settings every channel at Meta has. */
export const graphSettings = {
  accessToken: secret(1000).meta({
    secret: true,
    label: { en: 'Access token', 'zh-CN': '访问令牌（Access token）' },
    help: {
      en: 'One that does not run out: of a system user, or a long-lived page token.',
      'zh-CN': '请使用不会过期的令牌：系统用户令牌，或长期有效的主页令牌。',
    },
  }),
  appSecret: secret(200).meta({
    secret: true,
    label: { en: 'App secret', 'zh-CN': '应用密钥（App secret）' },
    help: {
      en: 'In the app’s dashboard: App settings → Basic. Meta signs its webhooks with it.',
      'zh-CN': '在应用面板的“应用设置 → 基本”中。Meta 用它为回调签名。',
    },
  }),
  verifyToken: secret(200).meta({
    label: { en: 'Verify token', 'zh-CN': '验证口令（Verify token）' },
    help: { en: 'Make one up, and enter the same at Meta.', 'zh-CN': '自己想一个，并在 Meta 后台填写同样的内容。' },
  }),
  apiUrl: z
    .string()
    .trim()
    .max(200)
    .refine((url) => url.startsWith(practiceUrl) || /^https?:\/\/\S+$/.test(url), 'Write an address that begins with https://.')
    .default('https://graph.facebook.com/v24.0')
    .meta({
      advanced: true,
      label: { en: 'Graph API address', 'zh-CN': 'Graph API 地址' },
      help: { en: 'With its version.', 'zh-CN': '包含版本号。' },
    }),
}
