import * as z from 'zod'
import { apiAddress, line, says, secret } from '../provider/fields.ts'

export const twilioApi = 'https://api.twilio.com'

export const smsConfig = z.object({
  accountSid: line
    .regex(/^AC[0-9a-f]{32}$/i, 'An Account SID is AC and 32 letters a–f and digits: copy it from the Twilio console.')
    .meta(says('Account SID', '账户 SID（Account SID）')),
  authToken: secret(
    says(
      'Auth token',
      '验证令牌（Auth Token）',
      'The account’s own token, not an API key: Twilio signs with it.',
      '账户自身的令牌，不是 API Key：Twilio 用它签名。',
    ),
  ),
  sender: line
    .regex(/^(\+[1-9]\d{6,14}|MG[0-9a-f]{32})$/i, 'Write a number like +15005550006, or the SID of a messaging service (MG…).')
    .meta(
      says('Number or messaging service', '号码或消息服务', 'With its country code, or an SID (MG…).', '含国家码的号码，或 SID（MG…）。'),
    ),
  apiUrl: apiAddress(twilioApi),
})
export type SmsConfig = z.infer<typeof smsConfig>
