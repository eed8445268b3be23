import { defineAdapter } from '../adapter.ts'
import { check } from './check.ts'
import { externalId } from './compose.ts'
import { emailConfig, type EmailConfig, ownAddresses } from './config.ts'
import { listen } from './listen.ts'
import { parseMail } from './parse.ts'
import { writerOf } from './parse/people.ts'
import { presets } from './presets.ts'
import { send } from './send.ts'
import { simulator } from './simulator.ts'
import { words } from './words.zh-CN.ts'

/** Mail: in by IMAP or the built-in SMTP receiver, out by SMTP or into the local outbox. See README.md. */
export const email = defineAdapter<EmailConfig>({
  kind: 'email',
  name: { en: 'Email', 'zh-CN': '电子邮件' },
  lead: { en: 'A mailbox your customers write to.', 'zh-CN': '客户写信来的邮箱。' },
  tier: 'stable',
  mark: { icon: 'mail', text: '', color: '#a8651b' },
  steps: [],
  config: emailConfig,
  presets,
  words,
  capabilities: {
    text: { n: 100_000, unit: 'chars', parts: 1 },
    attachments: { maxBytes: 20 * 1024 * 1024, maxCount: 20 },
    receipts: 'sent',
    typing: false,
    subject: true,
    starts: 'email',
    surfaces: {},
    templates: false,
  },
  parse: parseMail,
  costly: true,
  writerOf,
  externalId,
  ownHandles: ({ config }) => ownAddresses(config).map((value) => ({ kind: 'email', value })),
  parts: 'whole',
  send,
  outside: ({ address, imap }) => [
    { key: address, field: 'address' },
    ...(imap.host === '' ? [] : [{ key: `${imap.host.toLowerCase()} ${imap.user || address} ${imap.mailbox}`, field: 'imap.mailbox' }]),
  ],
  // SMTP has no way to say "you have this one already"; a file in the outbox is named by its message.
  repeatable: (account) => account.config.delivery === 'outbox',
  listen,
  check,
  simulator,
})
