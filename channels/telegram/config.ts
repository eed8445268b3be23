import * as z from 'zod'
import { apiAddress, says } from '../provider/fields.ts'

const tokenWords = says('Bot token', '机器人令牌', 'From @BotFather, like 123456789:AAE….', '由 @BotFather 提供，形如 123456789:AAE…。')
const ways = {
  webhook: { en: 'Telegram delivers to a public https address', 'zh-CN': 'Telegram 推送到公网 https 地址' },
  polling: { en: 'Parley fetches from Telegram', 'zh-CN': 'Parley 从 Telegram 拉取（轮询）' },
}
const token = z.string().regex(/^\d{5,20}:[A-Za-z0-9_-]{20,100}$/, 'Copy the whole token BotFather gives, digits and colon included.')
const receive = z.enum(['webhook', 'polling']).default('webhook')

/** What a Telegram bot is set up with; the form is made from it. */
export const telegramConfig = z.strictObject({
  botToken: token.meta({ secret: true, ...tokenWords }),
  receive: receive.meta({ ...says('Receiving', '接收方式'), choices: ways }),
  apiUrl: apiAddress('https://api.telegram.org'),
})
export type TelegramConfig = z.output<typeof telegramConfig>
