import type { Account } from '../adapter.ts'
import type { Platform } from '../tencent/platform.ts'
import type { WechatConfig } from './config.ts'

/** The account at WeChat. It takes “stable” tokens: whoever else asks for one does not end ours. */
export function platformOf(account: Account<WechatConfig>): Platform {
  const { appId: appid, appSecret: secret, apiUrl } = account.config
  return { account, apiUrl, token: { path: 'stable_token', method: 'POST', body: { grant_type: 'client_credential', appid, secret } } }
}
