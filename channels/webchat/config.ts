import * as z from 'zod'
import { ownSecret, says } from '../provider/fields.ts'

const origins = z
  .string()
  .trim()
  .max(2_000)
  .refine((list) => originList(list).every(isOrigin), 'Write origins like https://shop.example.com, separated by commas.')

export const webchatConfig = z.object({
  greeting: z
    .string()
    .trim()
    .max(300)
    .default('')
    .meta({
      label: { en: 'Greeting', 'zh-CN': '欢迎语' },
      help: {
        en: 'Shown before the first message. Left empty, we greet in the visitor’s language.',
        'zh-CN': '在第一条消息之前显示。留空则按访客的语言自动问候。',
      },
    }),
  color: z
    .string()
    .trim()
    .regex(/^#[0-9a-f]{6}$/i, 'Write a colour like #2450c8.')
    .default('#2450c8')
    .meta({ label: { en: 'Colour', 'zh-CN': '主题色' }, help: { en: 'Like #2450c8.', 'zh-CN': '例如 #2450c8。' } }),
  locale: z
    .enum(['auto', 'en', 'zh-CN'])
    .default('auto')
    .meta({
      label: { en: 'Language', 'zh-CN': '语言' },
      choices: {
        auto: { en: 'The visitor’s browser decides', 'zh-CN': '跟随访客的浏览器' },
        en: { en: 'English', 'zh-CN': 'English' },
        'zh-CN': { en: '简体中文', 'zh-CN': '简体中文' },
      },
    }),
  allowedOrigins: origins.default('').meta({
    label: { en: 'Allowed sites', 'zh-CN': '允许的网站' },
    help: {
      en: 'Origins that may show this chat, separated by commas, like https://shop.example.com. Empty: any.',
      'zh-CN': '允许嵌入本聊天的网站来源，用逗号分隔，如 https://shop.example.com。留空表示不限。',
    },
  }),
  identitySecret: ownSecret(
    says(
      'Identity secret',
      '身份密钥',
      'Your server signs its signed-in customers with it: hash = hex(HMAC-SHA256(secret, customer id)). Left empty, one is made and nobody can sign.',
      '您的服务器用它为已登录客户签名：hash = hex(HMAC-SHA256(密钥, 客户编号))。留空则随机生成，此时无人可以签名。',
    ),
  ),
})
export type WebchatConfig = z.infer<typeof webchatConfig>

/** The origins of a comma list, without blanks. */
export function originList(list: string): string[] {
  return list
    .split(',')
    .map((origin) => origin.trim())
    .filter(Boolean)
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text.toLowerCase() && /^https?:/i.test(text)
}
