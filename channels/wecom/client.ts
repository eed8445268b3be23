import type { Account } from '../adapter.ts'
import type { CallbackSettings } from '../tencent/callback.ts'
import type { Platform } from '../tencent/platform.ts'
import type { WecomConfig } from './config.ts'

/** The company at WeCom. */
export function platformOf(account: Account<WecomConfig>): Platform {
  const { corpId: corpid, secret: corpsecret, apiUrl } = account.config
  return { account, apiUrl, token: { path: 'gettoken', query: { corpid, corpsecret } } }
}

/** Settings of the shared callback scheme; callbacks are addressed to the company. */
export const callbackOf = ({ token, aesKey, corpId }: WecomConfig): CallbackSettings => ({ token, aesKey, receiver: corpId })
