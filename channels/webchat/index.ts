import { defineAdapter } from '../adapter.ts'
import { webchatConfig, type WebchatConfig } from './config.ts'
import { checkWebchat } from './check.ts'
import { parseWebchat } from './parse.ts'
import { verifyWebchat } from './verify.ts'

/** Our own chat on somebody's web page: nothing leaves the house, so a message is sent once it is written. */
export const webchat = defineAdapter<WebchatConfig>({
  kind: 'webchat',
  name: { en: 'Web chat', 'zh-CN': '网页聊天' },
  config: webchatConfig,
  capabilities: {
    text: { n: 10_000, unit: 'chars' },
    attachments: { maxBytes: 10 * 1024 * 1024, maxCount: 10 },
    receipts: 'read',
    typing: true,
    subject: false,
    starts: null,
  },
  verify: verifyWebchat,
  parse: parseWebchat,
  externalId: (_account, messageId) => messageId,
  // The visitor's socket reads the conversation itself; whether it was delivered or read comes back as a receipt.
  send: async () => ({ outcome: 'sent' }),
  repeatable: () => true,
  check: async (account) => checkWebchat(account.config),
})
