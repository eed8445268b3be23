import { defineAdapter } from '../adapter.ts'
import { check } from './check.ts'
import { openByAddress } from '../provider/media.ts'
import { httpConfig, type HttpConfig } from './config.ts'
import { demo } from './demo.ts'
import { parseHttp } from './parse.ts'
import { send } from './send.ts'
import { admitHttp, verifyHttp } from './verify.ts'
import { words } from './words.zh-CN.ts'

const text = { n: 10_000, unit: 'chars', parts: 10 } as const
const attachments = { maxBytes: 20 * 1024 * 1024, maxCount: 10 }

/** Anything that can send and take signed JSON: a mini program, a shop's own chat, an app. See docs/channels/http.md. */
export const http = defineAdapter<HttpConfig>({
  kind: 'http',
  name: { en: 'HTTP (own program)', 'zh-CN': 'HTTP 自有程序' },
  lead: {
    en: 'Your mini program, shop chat or app, by signed JSON in both directions.',
    'zh-CN': '小程序、商城聊天或自有应用，用签名的 JSON 双向收发。',
  },
  tier: 'stable',
  mark: { icon: 'plug', text: '', color: '#4b5b76' },
  steps: [
    {
      en: 'Save the channel; a secret is made unless you bring your own.',
      'zh-CN': '保存渠道；如未填写密钥，系统会生成一个。',
    },
    {
      en: 'Let your program post what customers write to {webhook}, signed with the secret.',
      'zh-CN': '让您的程序把客户的消息用密钥签名后发送到 {webhook}。',
    },
    {
      en: 'Give the address where your program takes our answers; they are signed the same way.',
      'zh-CN': '填写您的程序接收回复的地址；回复以同样方式签名。',
    },
    { en: 'Press “Check connection”: it sends a signed ping.', 'zh-CN': '点击“检查连接”：系统会发送一次签名的 ping。' },
  ],
  config: httpConfig,
  capabilities: {
    text,
    attachments,
    receipts: 'read',
    typing: false,
    subject: false,
    starts: null,
    surfaces: { comment: { text, attachments } },
    templates: false,
  },
  words,
  verify: verifyHttp,
  admit: admitHttp,
  parse: parseHttp,
  externalId: () => null,
  parts: 'split',
  send,
  repeatable: () => true,
  openMedia: openByAddress,
  check,
  demo,
})
