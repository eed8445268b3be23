import * as z from 'zod'
import { apiAddress, line, says, secret } from '../provider/fields.ts'

export const lineApi = 'https://api.line.me'

const secretWords = says('Channel secret', '频道密钥（Channel secret）', 'On the tab “Basic settings”.', '在“Basic settings”页。')
const tokenWords = says('Channel access token', '访问令牌', 'Long-lived, on the tab “Messaging API”.', '长期的，在“Messaging API”页。')
const wrongSecret = 'A channel secret is 32 letters a–f and digits: copy it from the tab “Basic settings”.'

/** What a Messaging API channel is set up with. LINE keeps what people send on another host than it takes answers on. */
export const lineConfig = z.strictObject({
  channelSecret: line.regex(/^[0-9a-f]{32}$/i, wrongSecret).meta({ ...secretWords, secret: true }),
  channelAccessToken: secret(tokenWords),
  apiUrl: apiAddress(lineApi),
  dataUrl: apiAddress('https://api-data.line.me').meta({ ...says('Address of files', '文件地址'), advanced: true }),
})
export type LineConfig = z.output<typeof lineConfig>
