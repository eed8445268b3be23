import { defineAdapter } from '../adapter.ts'
import { copySecret, createApp, makeToken, subscribe } from '../meta/steps.ts'
import { graphHandshake, verifyGraph } from '../meta/webhook.ts'
import { templateQuota } from '../meta/window.ts'
import { words } from '../meta/words.zh-CN.ts'
import { check } from './check.ts'
import { whatsappConfig, type WhatsappConfig } from './config.ts'
import { demo } from './demo.ts'
import { openMedia } from './media.ts'
import { parseWhatsapp } from './parse.ts'
import { numberIn } from './payload.ts'
import { postMessage, send } from './send.ts'
import { listTemplates } from './templates.ts'

/** WhatsApp by Meta's Cloud API: one channel for one business number. */
export const whatsapp = defineAdapter<WhatsappConfig>({
  kind: 'whatsapp',
  name: { en: 'WhatsApp', 'zh-CN': 'WhatsApp' },
  lead: { en: 'A business number, by Meta’s Cloud API.', 'zh-CN': '企业号码，使用 Meta 的 Cloud API。' },
  tier: 'stable',
  mark: { icon: null, text: 'WA', color: '#1f7a4d' },
  steps: [
    createApp('WhatsApp'),
    {
      en: 'Under WhatsApp → API Setup add your number, and copy the phone number ID and the WhatsApp Business Account ID.',
      'zh-CN': '在 WhatsApp → API Setup 中添加号码，复制电话号码编号和 WhatsApp Business 账号编号。',
    },
    makeToken({ en: 'the WhatsApp account', 'zh-CN': ' WhatsApp 账号' }, 'whatsapp_business_messaging, whatsapp_business_management'),
    copySecret,
    subscribe('WhatsApp → Configuration', 'messages'),
  ],
  config: whatsappConfig,
  capabilities: {
    text: { n: 4096, unit: 'chars', parts: 10 },
    attachments: { maxBytes: 16 * 1024 * 1024, maxCount: 10 },
    ...{ receipts: 'read', typing: false, subject: false, starts: 'phone', surfaces: {}, templates: true },
  },
  handshake: graphHandshake,
  verify: (request, account) => verifyGraph(request, account, (part) => [undefined, account.config.phoneNumberId].includes(numberIn(part))),
  parse: parseWhatsapp,
  externalId: () => null,
  parts: 'split',
  send,
  repeatable: () => false,
  threadFor: ({ value }) => value,
  quota: templateQuota,
  pace: () => ({ n: 80, ms: 1000 }),
  templates: listTemplates,
  openMedia,
  markRead: async (account, _thread, lastExternalId) => {
    await postMessage(account, { status: 'read', message_id: lastExternalId })
  },
  check,
  words,
  demo,
})
