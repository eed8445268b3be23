import { defineAdapter } from '../adapter.ts'
import { admit, maxBody } from './admit.ts'
import { webchatConfig, type WebchatConfig } from './config.ts'
import { checkWebchat } from './check.ts'
import { parseWebchat } from './parse.ts'
import { simulator } from './simulator.ts'
import { verifyWebchat } from './verify.ts'
import { words } from './words.zh-CN.ts'

/** Our own chat on somebody's web page: nothing leaves the house, so a message is sent once it is written. */
export const webchat = defineAdapter<WebchatConfig>({
  kind: 'webchat',
  name: { en: 'Web chat', 'zh-CN': '网页聊天' },
  lead: { en: 'A chat on your own pages.', 'zh-CN': '放在您自己网页上的聊天窗口。' },
  tier: 'stable',
  mark: { icon: 'chat', text: '', color: '#2450c8' },
  steps: [],
  embed: '<script src="{origin}/widget.js" data-channel="{channel}" async></script>',
  config: webchatConfig,
  words,
  capabilities: {
    text: { n: 10_000, unit: 'chars', parts: 1 },
    attachments: { maxBytes: 10 * 1024 * 1024, maxCount: 10 },
    receipts: 'read',
    typing: true,
    subject: false,
    starts: null,
    surfaces: {},
    templates: false,
  },
  verify: verifyWebchat,
  admit,
  maxBody,
  parse: parseWebchat,
  externalId: (_account, messageId) => messageId,
  parts: 'whole',
  // The visitor's socket reads the conversation itself; whether it was delivered or read comes back as a receipt.
  send: async () => ({ outcome: 'sent' }),
  repeatable: () => true,
  check: async (account) => checkWebchat(account.config),
  simulator,
})
