import { defineAdapter } from '../adapter.ts'
import { anytime, shut } from '../provider/reply-window.ts'
import { check } from './check.ts'
import { openMedia } from './client.ts'
import { telegramConfig, type TelegramConfig } from './config.ts'
import { demo } from './demo.ts'
import { listen } from './listen.ts'
import { parseTelegram } from './parse.ts'
import { send } from './send.ts'
import { verifyTelegram } from './verify.ts'
import { words } from './words.zh-CN.ts'

/** Private chats with a Telegram bot. See docs/channels/telegram.md. */
export const telegram = defineAdapter<TelegramConfig>({
  kind: 'telegram',
  name: { en: 'Telegram', 'zh-CN': 'Telegram' },
  lead: { en: 'Private chats with a bot of yours.', 'zh-CN': '与您的 Telegram 机器人私聊。' },
  tier: 'stable',
  mark: { icon: null, text: 'Tg', color: '#1b76a9' },
  steps: [
    { en: 'In Telegram, write /newbot to @BotFather and name your bot.', 'zh-CN': '在 Telegram 里向 @BotFather 发送 /newbot 并命名。' },
    { en: 'Copy its token here. Parley has Telegram deliver to {webhook}.', 'zh-CN': '填入令牌；Parley 会让 Telegram 推送到 {webhook}。' },
    { en: 'Write to the bot yourself, then check the connection.', 'zh-CN': '自己给机器人发一条消息，然后检查连接。' },
  ],
  words,
  config: telegramConfig,
  capabilities: {
    text: { n: 4096, unit: 'chars', parts: 10 },
    attachments: { maxBytes: 50 * 1024 * 1024, maxCount: 10 },
    ...{ receipts: 'sent', typing: false, subject: false, starts: null, surfaces: {}, templates: false },
  },
  verify: verifyTelegram,
  parse: parseTelegram,
  externalId: () => null,
  threadFor: ({ value }) => value,
  parts: 'split',
  send,
  repeatable: () => false,
  quota: ({ closed }) => (closed ? shut('The customer has blocked the bot. You can write again once they open it again.') : anytime),
  pace: () => ({ n: 30, ms: 1000 }),
  ...{ openMedia, listen, check, demo },
})
