import * as z from 'zod'
import { apiAddress, says } from '../provider/fields.ts'

const modes = {
  events: { en: 'Events API: Slack calls our public address', 'zh-CN': 'Events API：Slack 调用我们的公网地址' },
  socket: { en: 'Socket Mode: we hold a connection, no public address needed', 'zh-CN': 'Socket Mode：由我们保持连接，无需公网地址' },
}
const secret = (pattern: RegExp, message: string, words: ReturnType<typeof says>) =>
  z.string().trim().regex(pattern, message).max(1000).meta({ ...words, secret: true }) // prettier-ignore

export const slackConfig = z
  .object({
    mode: z.enum(['events', 'socket']).default('events').meta({ ...says('How Slack reaches us', 'Slack 的接入方式'), choices: modes }), // prettier-ignore
    botToken: secret(/^xoxb-/, 'A bot token begins with xoxb-.', says('Bot token (xoxb-…)', '机器人令牌（xoxb-…）')),
    signingSecret: secret(/^/, '', says('Signing secret (Events API)', '签名密钥（Events API）')).default(''),
    appToken: secret(/^(xapp-|$)/, 'An app-level token begins with xapp-.', says('App-level token (Socket Mode, xapp-…)', '应用级令牌（Socket Mode，xapp-…）')).default(''), // prettier-ignore
    apiUrl: apiAddress('https://slack.com/api'),
  })
  .refine(({ mode, signingSecret }) => mode === 'socket' || signingSecret !== '', { path: ['signingSecret'], error: 'The Events API needs the signing secret.' }) // prettier-ignore
  .refine(({ mode, appToken }) => mode === 'events' || appToken !== '', { path: ['appToken'], error: 'Socket Mode needs an app-level token.' }) // prettier-ignore
export type SlackConfig = z.infer<typeof slackConfig>
