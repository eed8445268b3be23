import * as z from 'zod'
import { addressProblem, normalAddress } from './addresses.ts'

const host = z
  .string()
  .trim()
  .max(253)
  .regex(/^[A-Za-z0-9.:_-]*$/, 'Write the server’s name only, such as imap.example.com.')
const port = z.number().int().min(1).max(65_535)
const secure = z.enum(['tls', 'starttls', 'none'])
const user = z.string().trim().max(254).default('')
const password = z.string().max(1000).default('')

const secureMeta = {
  destination: true,
  label: { en: 'Encryption', 'zh-CN': '加密方式' },
  choices: {
    tls: { en: 'TLS from the first byte (IMAP 993, SMTP 465)', 'zh-CN': 'TLS 全程加密（IMAP 993、SMTP 465）' },
    starttls: { en: 'STARTTLS, begins in the clear (143, 587)', 'zh-CN': 'STARTTLS 先明文再升级（143、587）' },
    none: { en: 'None: only inside your own network', 'zh-CN': '不加密，仅限自己的内网' },
  },
}
const userMeta = {
  label: { en: 'User name', 'zh-CN': '用户名' },
  help: { en: 'Leave empty to use the mail address.', 'zh-CN': '留空则使用邮箱地址。' },
}
const passwordMeta = {
  secret: true,
  label: { en: 'Password', 'zh-CN': '密码或授权码' },
  help: {
    en: 'QQ, 163 and Gmail refuse the account’s own password: use an authorization code or an app password.',
    'zh-CN': 'QQ、163 邮箱请填“授权码”，Gmail 请填“应用专用密码”，登录密码会被拒绝。',
  },
}

const imap = z.strictObject({
  host: host.default('').meta({
    destination: true,
    label: { en: 'IMAP server', 'zh-CN': 'IMAP 服务器' },
    help: {
      en: 'Where mail is fetched from. Leave empty when mail reaches Parley by the built-in receiver.',
      'zh-CN': '从哪里收信。使用内置收信服务时留空。',
    },
  }),
  port: port.default(993).meta({ destination: true, label: { en: 'IMAP port', 'zh-CN': 'IMAP 端口' } }),
  secure: secure.default('tls').meta(secureMeta),
  user: user.meta(userMeta),
  password: password.meta(passwordMeta),
  mailbox: z
    .string()
    .min(1)
    .max(250)
    .default('INBOX')
    .meta({ label: { en: 'Mailbox', 'zh-CN': '邮箱文件夹' } }),
})

const smtp = z.strictObject({
  host: host.default('').meta({ destination: true, label: { en: 'SMTP server', 'zh-CN': 'SMTP 服务器' } }),
  port: port.default(465).meta({ destination: true, label: { en: 'SMTP port', 'zh-CN': 'SMTP 端口' } }),
  secure: secure.default('tls').meta(secureMeta),
  user: user.meta(userMeta),
  password: password.meta(passwordMeta),
})

/** What an email channel is set up with; the form is made from it. An empty `imap.host` means mail is not fetched. */
export const emailConfig = z
  .strictObject({
    address: z
      .string()
      .transform(normalAddress)
      .pipe(z.email('Write a mail address, such as support@example.com.'))
      .refine((value) => addressProblem(value) === null, 'Write a mail address, such as support@example.com.')
      .meta({ label: { en: 'Mail address', 'zh-CN': '邮箱地址' } }),
    displayName: z
      .string()
      .trim()
      .max(80)
      .regex(/^[^\u0000-\u001f\u007f]*$/, 'Remove line breaks and control characters.')
      .default('')
      .meta({
        label: { en: 'Sender name', 'zh-CN': '发件人名称' },
        help: { en: 'Customers see “Agent · Sender name”.', 'zh-CN': '客户看到“客服 · 发件人名称”。' },
      }),
    receiver: z
      .boolean()
      .default(false)
      .meta({
        label: { en: 'Built-in receiver', 'zh-CN': '内置收信服务' },
        help: {
          en: 'Parley’s own SMTP server takes mail for this address (SMTP_PORT).',
          'zh-CN': '由 Parley 自带的 SMTP 服务接收寄往此地址的邮件（SMTP_PORT）。',
        },
      }),
    delivery: z
      .enum(['smtp', 'outbox'])
      .default('smtp')
      .meta({
        label: { en: 'Sending', 'zh-CN': '发信方式' },
        choices: {
          smtp: { en: 'Send by SMTP', 'zh-CN': '通过 SMTP 发送' },
          outbox: { en: 'Keep in the local outbox, to try Parley out', 'zh-CN': '只保存在本地发件箱，供试用查看' },
        },
      }),
    trustedAuthServer: z
      .string()
      .trim()
      .toLowerCase()
      .max(253)
      .regex(/^[a-z0-9._-]*$/, 'Write a server name, such as mx.example.com.')
      .default('')
      .meta({
        label: { en: 'Trusted authentication server', 'zh-CN': '可信的认证服务器' },
        help: {
          en: 'The name your provider writes first in Authentication-Results. Senders it vouches for are shown as verified.',
          'zh-CN': '邮件服务商在 Authentication-Results 中写的第一个名称；经其确认的发件人显示为已验证。',
        },
      }),
    imap: imap.prefault({}),
    smtp: smtp.prefault({}),
  })
  .superRefine((config, context) => {
    if (config.delivery === 'smtp' && config.smtp.host === '')
      context.addIssue({ code: 'custom', path: ['smtp', 'host'], message: 'Name the SMTP server, or choose the local outbox.' })
    if (config.imap.host === '' && !config.receiver)
      context.addIssue({ code: 'custom', path: ['imap', 'host'], message: 'Name the IMAP server, or turn the built-in receiver on.' })
  })

export type EmailConfig = z.output<typeof emailConfig>
