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
      en: 'In the LINE Official Account Manager, Settings, Messaging API: enable it, and choose a provider.',
      'zh-CN': '在 LINE Official Account Manager 的“设置 → Messaging API”中启用，并选择 Provider。',
    },
    {
      en: 'In the LINE Developers Console, copy the channel secret (Basic settings) and issue a long-lived access token (Messaging API).',
      'zh-CN': '在 LINE Developers Console 复制 Channel secret（Basic settings），并签发长期访问令牌（Messaging API）。',
    },
    {
      en: 'On the tab Messaging API, set the webhook URL {webhook}; switch on “Use webhook” and “Webhook redelivery”.',
      'zh-CN': '在 Messaging API 页填写 Webhook URL：{webhook}，并打开“Use webhook”和“Webhook redelivery”。',
    },
    {
      en: 'Switch off auto-reply messages and greetings there if people alone shall answer. Then check the connection.',
      'zh-CN': '若只由人工回复，请关闭自动回复和欢迎语，然后检查连接。',
    },
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
  // No window in time; whoever blocks the account gets nothing until they come back.
  quota: ({ closed }) => (closed ? shut('This person blocked the account. You can write again once they unblock it or write.') : anytime),
  ...{ openMedia, profile, check, demo },
})
