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
import { steps, words } from './words.ts'

/** Private chats with a Telegram bot. See docs/channels/telegram.md. */
export const telegram = defineAdapter<TelegramConfig>({
  kind: 'telegram',
  name: { en: 'Telegram', 'zh-CN': 'Telegram' },
  lead: { en: 'Private chats with a bot of yours.', 'zh-CN': '与您的 Telegram 机器人私聊。' },
  tier: 'stable',
  mark: { icon: null, text: 'Tg', color: '#1b76a9' },
  steps,
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
  repeatable: () => false,
  quota: ({ closed }) => (closed ? shut('The customer has blocked the bot. You can write again once they open it again.') : anytime),
  pace: () => ({ n: 30, ms: 1000 }),
  ...{ send, openMedia, listen, check, demo },
})
