import * as z from 'zod'
import type { Account } from '../adapter.ts'
import { apiAddress, line, secret } from '../provider/fields.ts'
import { labels } from './words.ts'

export const weiboUrl = 'https://api.weibo.com'

export const weiboConfig = z.object({
  uid: line.regex(/^\d{5,20}$/, 'Write the account’s UID: digits only.').meta(labels.uid),
  appSecret: secret(labels.appSecret),
  accessToken: secret(labels.accessToken),
  fetchPublic: z.boolean().default(true).meta(labels.fetchPublic),
  apiUrl: apiAddress(weiboUrl),
})
export type WeiboConfig = z.infer<typeof weiboConfig>
export type WeiboAccount = Account<WeiboConfig>
