import { defineAdapter } from '../adapter.ts'
import { anytime, shut } from '../provider/reply-window.ts'
import { checkSms } from './check.ts'
import { smsConfig, type SmsConfig } from './config.ts'
import { demo } from './demo.ts'
import { openMedia } from './media.ts'
import { parseSms } from './parse.ts'
import { sendSms } from './send.ts'
import { verifySms } from './verify.ts'
import { words } from './words.zh-CN.ts'

/** Text messages (SMS and MMS) by Twilio. */
export const sms = defineAdapter<SmsConfig>({
  kind: 'sms',
  name: { en: 'SMS', 'zh-CN': '短信' },
  lead: { en: 'Text messages by Twilio, to and from any phone.', 'zh-CN': '通过 Twilio 收发短信。中国大陆号码不支持双向短信。' },
  tier: 'stable',
  mark: { icon: 'phone', text: '', color: '#c3232f' },
  steps: [
    {
      en: 'In the Twilio console, buy a number that can SMS (in the USA register it too: A2P 10DLC).',
      'zh-CN': '在 Twilio 控制台购买支持短信的号码（美国号码还需完成 A2P 10DLC 注册）。',
    },
    {
      en: 'Copy Account SID, Auth Token and the number into this form.',
      'zh-CN': '把 Account SID、Auth Token 和号码填入本表单。',
    },
    {
      en: 'At the number, “A message comes in”: Webhook, {webhook}, HTTP POST. Then check the connection.',
      'zh-CN': '在号码的“A message comes in”处选择 Webhook 与 HTTP POST，填入 {webhook}，然后检查连接。',
    },
  ],
  words,
  config: smsConfig,
  capabilities: {
    text: { n: 10, unit: 'segments', parts: 3 },
    attachments: { maxBytes: 5 * 1024 * 1024, maxCount: 10 },
    ...{ receipts: 'delivered', typing: false, subject: false, starts: 'phone', surfaces: {}, templates: false },
  },
  verify: verifySms,
  // An answer with text in it would be sent to the customer.
  acknowledgement: { type: 'text/xml', body: '<?xml version="1.0" encoding="UTF-8"?><Response></Response>' },
  parse: parseSms,
  externalId: () => null,
  threadFor: ({ value }) => value,
  ownHandles: ({ config }) => [{ kind: 'phone', value: config.sender }],
  parts: 'split',
  send: sendSms,
  repeatable: () => false,
  // No window in time; an opt-out holds until they write again.
  quota: ({ closed }) => (closed ? shut('This person opted out by texting STOP. Write again once they text START.') : anytime),
  // Twilio queues for slow senders itself; it limits how many requests run at once.
  pace: () => ({ n: 20, ms: 1000 }),
  openMedia,
  check: checkSms,
  demo,
})
