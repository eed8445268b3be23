import { defineAdapter } from '../adapter.ts'
import { anytime, shut } from '../provider/reply-window.ts'
import { check } from './check.ts'
import { openMedia, profile } from './client.ts'
import { lineConfig, type LineConfig } from './config.ts'
import { demo } from './demo.ts'
import { parseLine } from './parse.ts'
import { send } from './send.ts'
import { verifyLine } from './verify.ts'
import { words } from './words.zh-CN.ts'

/** Private chats with a LINE Official Account. See docs/channels/line.md. */
export const line = defineAdapter<LineConfig>({
  kind: 'line',
  name: { en: 'LINE', 'zh-CN': 'LINE' },
  lead: { en: 'Private chats with your LINE Official Account.', 'zh-CN': '与您的 LINE 官方账号私聊。' },
  tier: 'stable',
  mark: { icon: null, text: 'L', color: '#04793b' },
  steps: [
    {
      en: 'Enable the Messaging API in the LINE Official Account Manager.',
      'zh-CN': '在 LINE Official Account Manager 启用 Messaging API。',
    },
    { en: 'In the LINE Developers Console, copy secret and token.', 'zh-CN': '在 LINE Developers Console 复制密钥，并签发长期访问令牌。' },
    {
      en: 'There, set the webhook URL {webhook}; switch it and redelivery on.',
      'zh-CN': '在那里填写 Webhook URL：{webhook}，并打开 Webhook 和重发。',
    },
    { en: 'Switch automatic answers off, then check the connection.', 'zh-CN': '关闭自动回复，然后检查连接。' },
  ],
  words,
  config: lineConfig,
  capabilities: {
    text: { n: 5000, unit: 'chars', parts: 5 },
    attachments: { maxBytes: 25 * 1024 * 1024, maxCount: 10 },
    ...{ receipts: 'sent', typing: false, subject: false, starts: null, surfaces: {}, templates: false },
  },
  verify: verifyLine,
  parse: parseLine,
  externalId: () => null,
  threadFor: ({ value }) => value,
  parts: 'split',
  send,
  repeatable: () => true,
  // Retry keys are kept for 24 hours.
  rememberedMs: 23 * 3_600_000,
  // No window in time; whoever blocks the account gets nothing until they come back.
  quota: ({ closed }) => (closed ? shut('This person blocked the account. You can write again once they unblock it or write.') : anytime),
  ...{ openMedia, profile, check, demo },
})
