import * as z from 'zod'
import { apiAddress, says, secret } from '../provider/fields.ts'

export const lineApi = 'https://api.line.me'

const secretWords = says('Channel secret', '频道密钥（Channel secret）', 'On the tab “Basic settings”.', '在“Basic settings”页。')
const tokenWords = says(
  'Channel access token',
  '频道访问令牌（Channel access token）',
  'The long-lived one, on the tab “Messaging API”.',
  '“Messaging API”页上的长期令牌（long-lived）。',
)
const contentWords = says(
  'Address of files',
  '文件地址',
  'LINE keeps what people send on another host.',
  'LINE 把用户发送的文件放在另一个主机上。',
)

/** What a Messaging API channel is set up with; the form is made from it. */
export const lineConfig = z.strictObject({
  channelSecret: z
    .string()
    .trim()
    .regex(/^[0-9a-f]{32}$/i, 'A channel secret is 32 letters a–f and digits: copy it from the tab “Basic settings”.')
    .meta({ ...secretWords, secret: true }),
  channelAccessToken: secret(tokenWords),
  apiUrl: apiAddress(lineApi),
  dataUrl: apiAddress('https://api-data.line.me').meta({ ...contentWords, advanced: true }),
})
export type LineConfig = z.output<typeof lineConfig>
