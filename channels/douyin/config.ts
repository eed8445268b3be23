import * as z from 'zod'
import type { Account } from '../adapter.ts'
import { apiAddress, line, secret } from '../provider/fields.ts'
import { labels } from './words.ts'

export const douyinConfig = z.object({
  clientKey: line.meta(labels.clientKey),
  clientSecret: secret(labels.clientSecret),
  openId: line.meta(labels.openId),
  refreshToken: secret(labels.refreshToken),
  apiUrl: apiAddress('https://open.douyin.com'),
})
export type DouyinConfig = z.infer<typeof douyinConfig>
export type DouyinAccount = Account<DouyinConfig>
