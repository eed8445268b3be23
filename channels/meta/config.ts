import * as z from 'zod'
import { apiAddress, line, says } from '../provider/fields.ts'

/** An id as Meta writes them: digits. */
export const graphId = z
  .string()
  .trim()
  .regex(/^\d{3,30}$/, 'Write the ID as Meta shows it: digits only.')

const key = line.min(8, 'Use at least 8 characters.')

/** The settings every channel at Meta has. */
export const graphSettings = {
  accessToken: key.meta({
    secret: true,
    ...says(
      'Access token',
      '访问令牌（Access token）',
      'One that does not run out: of a system user, or a long-lived page token.',
      '请使用不会过期的令牌：系统用户令牌，或长期有效的主页令牌。',
    ),
  }),
  appSecret: key.meta({
    secret: true,
    ...says(
      'App secret',
      '应用密钥（App secret）',
      'In the app’s dashboard: App settings → Basic. Meta signs its webhooks with it.',
      '在应用面板的“应用设置 → 基本”中。Meta 用它为回调签名。',
    ),
  }),
  verifyToken: key.meta(
    says(
      'Verify token',
      '验证口令（Verify token）',
      'Make one up, and enter the same at Meta.',
      '自己想一个，并在 Meta 后台填写同样的内容。',
    ),
  ),
  apiUrl: apiAddress('https://graph.facebook.com/v24.0').meta({
    ...says('Graph API address', 'Graph API 地址', 'With its version.', '包含版本号。'),
    advanced: true,
  }),
}
