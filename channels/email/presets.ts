import type { Preset } from '../../contract/channels.ts'

const preset = (en: string, zh: string, imap: string, smtp: string, extra: Record<string, string | number> = {}): Preset => ({
  name: { en, 'zh-CN': zh },
  settings: {
    ...{
      'imap.host': imap,
      'imap.port': 993,
      'imap.secure': 'tls',
      'smtp.host': smtp,
      'smtp.port': 465,
      'smtp.secure': 'tls',
      delivery: 'smtp',
    },
    ...extra,
  },
})

/** Servers of common providers, as their help pages give them. */
export const presets: Preset[] = [
  preset('QQ Mail', 'QQ 邮箱', 'imap.qq.com', 'smtp.qq.com'),
  preset('163', '163 邮箱', 'imap.163.com', 'smtp.163.com'),
  preset('Alibaba Mail', '阿里企业邮', 'imap.qiye.aliyun.com', 'smtp.qiye.aliyun.com'),
  preset('Gmail', 'Gmail', 'imap.gmail.com', 'smtp.gmail.com'),
  preset('Outlook', 'Outlook', 'outlook.office365.com', 'smtp.office365.com', { 'smtp.port': 587, 'smtp.secure': 'starttls' }),
]
