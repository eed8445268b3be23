import * as z from 'zod'
import { token } from '../../server/crypto.ts'

export const httpConfig = z.object({
  secret: z
    .string()
    .min(16, 'Use at least 16 characters.')
    .max(200)
    .default(() => token())
    .meta({
      secret: true,
      label: { en: 'Secret', 'zh-CN': '签名密钥' },
      help: {
        en: 'Signs requests in both directions. Left empty, one is made.',
        'zh-CN': '用于双向请求签名。留空则自动生成。',
      },
    }),
  sendUrl: z.url({ protocol: /^https?$|^demo$/, error: 'Write an address like https://shop.example.com/parley.' }).meta({
    label: { en: 'Address for our answers', 'zh-CN': '接收回复的地址' },
    help: {
      en: 'Each answer is posted here as signed JSON.',
      'zh-CN': '每条回复都会以签名的 JSON 发送到此地址。',
    },
  }),
})
export type HttpConfig = z.infer<typeof httpConfig>
