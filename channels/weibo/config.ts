import * as z from 'zod'
import { apiAddress, line, says, secret } from '../fields.ts'

export const weiboUrl = 'https://api.weibo.com'

export const weiboConfig = z.object({
  uid: line
    .regex(/^\d{5,20}$/, 'Write the account’s UID: digits only.')
    .meta(
      says(
        'UID of the account',
        '微博账号 UID',
        'The digits in its page’s address: weibo.com/u/…',
        '账号主页地址 weibo.com/u/ 后面的数字。',
      ),
    ),
  appSecret: secret(
    says('App Secret', '应用密钥（App Secret）', 'Weibo signs what it sends us with it.', '微博用它为推送给我们的消息签名。'),
  ),
  accessToken: secret(
    says('Access token', '访问令牌（access_token）', 'Fan service › Advanced › Developer mode.', '粉丝服务平台 › 高级功能 › 开发者模式。'),
  ),
  fetchPublic: z
    .boolean()
    .default(true)
    .meta(
      says(
        'Fetch comments and mentions',
        '拉取评论和 @ 提及',
        'Once a minute. Needs permissions of its own.',
        '每分钟一次，需要相应的接口权限。',
      ),
    ),
  apiUrl: apiAddress(weiboUrl),
})
export type WeiboConfig = z.infer<typeof weiboConfig>
