import * as z from 'zod'
import { ownSecret, says } from '../provider/fields.ts'

export const httpConfig = z.object({
  secret: ownSecret(
    says('Secret', '签名密钥', 'Signs requests in both directions. Left empty, one is made.', '用于双向请求签名。留空则自动生成。'),
  ),
  sendUrl: z
    .url({ protocol: /^https?$|^demo$/, error: 'Write an address like https://shop.example.com/parley.' })
    .meta(
      says(
        'Address for our answers',
        '接收回复的地址',
        'Each answer is posted here as signed JSON.',
        '每条回复都会以签名的 JSON 发送到此地址。',
      ),
    ),
})
export type HttpConfig = z.infer<typeof httpConfig>
