import * as z from 'zod'
import { addressProblem, normalAddress, splitAddresses, usualFormSenders } from './addresses.ts'
import { isPem } from './certificates.ts'

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
    tls: { en: 'TLS (IMAP 993, SMTP 465)', 'zh-CN': 'TLS（IMAP 993、SMTP 465）' },
    starttls: { en: 'STARTTLS (IMAP 143, SMTP 587)', 'zh-CN': 'STARTTLS（IMAP 143、SMTP 587）' },
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
    .meta({ label: { en: 'Folder', 'zh-CN': '文件夹' } }),
  begin: z
    .enum(['new', 'days', 'all'])
    .default('new')
    .meta({
      label: { en: 'Mail to take in at first', 'zh-CN': '首次连接时收取' },
      help: {
        en: 'Mail from before the connection comes in as read and resolved.',
        'zh-CN': '连接之前的邮件会作为已读、已完成收入。',
      },
      choices: {
        new: { en: 'Only new mail', 'zh-CN': '只收新邮件' },
        days: { en: 'Also that of the last days', 'zh-CN': '同时收取最近几天的邮件' },
        all: { en: 'All mail in the folder', 'zh-CN': '文件夹中的全部邮件' },
      },
    }),
  days: z
    .number()
    .int()
    .min(1)
    .max(3650)
    .default(30)
    .meta({
      when: { field: 'imap.begin', value: 'days' },
      label: { en: 'Days', 'zh-CN': '天数' },
      help: { en: 'How far back “the last days” reach.', 'zh-CN': '“最近几天”指多少天。' },
    }),
  sentFolder: z
    .string()
    .trim()
    .max(250)
    .default('')
    .meta({
      section: 'sending',
      label: { en: 'Folder for copies of sent mail', 'zh-CN': '已发邮件副本存入的文件夹' },
      help: {
        en: 'Such as Sent. Leave empty when the provider keeps copies by itself (Gmail, Outlook), or none is wanted.',
        'zh-CN': '例如 Sent Messages 或“已发送”。服务商会自动保存（如 Gmail、Outlook）或不需要时留空。',
      },
    }),
})

const smtp = z.strictObject({
  host: host.default('').meta({ destination: true, label: { en: 'SMTP server', 'zh-CN': 'SMTP 服务器' } }),
  port: port.default(465).meta({ destination: true, label: { en: 'SMTP port', 'zh-CN': 'SMTP 端口' } }),
  secure: secure.default('tls').meta(secureMeta),
  user: user.meta(userMeta),
  password: password.meta(passwordMeta),
})

/** Addresses with commas between them, `*` in them standing for anything; kept normalised. */
const addressList = (message: string) =>
  z
    .string()
    .max(2_000)
    .transform((value) => splitAddresses(value).map(normalAddress).join(', '))
    .refine((value) => splitAddresses(value).every((one) => addressProblem(one) === null), message)
    .default('')

/** Every address mail to which arrives in this channel, as far as its settings tell. */
export function ownAddresses({ address, aliases, imap, smtp }: EmailConfig): string[] {
  const signedInAs = [imap.user, smtp.user].filter((user) => addressProblem(user) === null).map(normalAddress)
  return [...new Set([address, ...splitAddresses(aliases), ...signedInAs])]
}

/** What an email channel is set up with; the form is made from it. An empty `imap.host` means mail is not fetched. */
export const emailConfig = z
  .strictObject({
    address: z
      .string()
      .transform(normalAddress)
      .pipe(z.email({ pattern: z.regexes.unicodeEmail, error: 'Write a mail address, such as support@example.com.' }))
      .refine((value) => addressProblem(value) === null, 'Write a mail address, such as support@example.com.')
      .meta({ label: { en: 'Mail address', 'zh-CN': '邮箱地址' } }),
    aliases: addressList('Write mail addresses, such as sales@example.com, with commas between them.').meta({
      advanced: true,
      label: { en: 'Other addresses of this mailbox', 'zh-CN': '此邮箱的其他地址' },
      help: {
        en: 'Aliases and groups whose mail arrives here, with commas between them. Answers leave them out of their recipients.',
        'zh-CN': '别名、群组等会转到此邮箱的地址，用逗号分隔。回复时不会把它们列为收件人。',
      },
    }),
    formSenders: addressList('Write addresses such as form@example.com, no-reply@* or *@forms.example.com, with commas between them.')
      .prefault(usualFormSenders)
      .meta({
        advanced: true,
        label: { en: 'Senders that mail for others', 'zh-CN': '代他人发信的发件人' },
        help: {
          en: 'Mail from these addresses (web forms, shops; * stands for anything) belongs to the person in its Reply-To, who is shown as unverified. Empty: Reply-To never says whose mail it is.',
          'zh-CN':
            '来自这些地址的邮件（网站表单、商城等；* 代表任意内容）归其 Reply-To 中的人所有，并显示为未验证。留空则从不按 Reply-To 判断发件人。',
        },
      }),
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
        section: 'receiving',
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
        section: 'sending',
        label: { en: 'How mail is sent', 'zh-CN': '发信方式' },
        choices: {
          smtp: { en: 'Send by SMTP', 'zh-CN': '通过 SMTP 发送' },
          outbox: { en: 'Keep in the local outbox', 'zh-CN': '只保存在本地发件箱，供试用查看' },
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
        section: 'receiving',
        advanced: true,
        label: { en: 'Trusted authentication server', 'zh-CN': '可信的认证服务器' },
        help: {
          en: 'The name your provider writes first in Authentication-Results. Senders it vouches for are shown as verified.',
          'zh-CN': '邮件服务商在 Authentication-Results 中写的第一个名称；经其确认的发件人显示为已验证。',
        },
      }),
    replyTokens: z
      .boolean()
      .default(false)
      .meta({
        section: 'sending',
        advanced: true,
        label: { en: 'An address of its own for each answer', 'zh-CN': '每封回复使用专属回信地址' },
        help: {
          en: 'Customers answer to support+…@example.com, so that the answer finds its conversation even where mail servers change what mails are known by. Only where the provider delivers such addresses: Gmail, Outlook and Fastmail do; QQ and 163 do not.',
          'zh-CN':
            '客户会回信到 support+…@example.com，即使途中的服务器改写了邮件编号，也能回到原会话。需要服务商支持这种地址：Gmail、Outlook、Fastmail 支持，QQ、163 不支持。',
        },
      }),
    ca: z
      .string()
      .trim()
      .max(50_000)
      .refine(
        (value) => value === '' || isPem(value),
        'Paste the certificate from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----.',
      )
      .default('')
      .meta({
        advanced: true,
        lines: true,
        label: { en: 'Certificate of your own authority', 'zh-CN': '自建证书机构的证书' },
        help: {
          en: 'For a mail server of your own whose certificate is signed by itself or by your company: paste that certificate, or its authority’s, as PEM text.',
          'zh-CN': '自建邮件服务器使用自签名证书或公司内部证书时，把该证书或其签发机构的证书（PEM 文本）粘贴到这里。',
        },
      }),
    imap: imap.prefault({}).meta({ section: 'receiving' }),
    smtp: smtp.prefault({}).meta({ section: 'sending', when: { field: 'delivery', value: 'smtp' } }),
  })
  .superRefine((config, context) => {
    if (config.delivery === 'smtp' && config.smtp.host === '')
      context.addIssue({ code: 'custom', path: ['smtp', 'host'], message: 'Name the SMTP server, or choose the local outbox.' })
    if (config.imap.host === '' && !config.receiver)
      context.addIssue({ code: 'custom', path: ['imap', 'host'], message: 'Name the IMAP server, or turn the built-in receiver on.' })
  })

export type EmailConfig = z.output<typeof emailConfig>
