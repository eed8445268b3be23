import type { Account, Handle, ProfileHints } from '../adapter.ts'
import { call } from '../tencent/platform.ts'
import { hintsOf } from '../tencent/profile.ts'
import { platformOf } from './client.ts'
import type { WechatConfig } from './config.ts'

/** The unionid, where the account has one, and a name, which WeChat leaves empty since December 2021; null when it tells nothing. May throw. */
export async function profile(account: Account<WechatConfig>, { value }: Pick<Handle, 'kind' | 'value'>): Promise<ProfileHints | null> {
  const said = await call(platformOf(account), 'user/info', { query: { openid: value, lang: 'zh_CN' } })
  if (said.code === 48001 || said.code === 40003) return null
  // What it tells of somebody comes without a code.
  if (said.code) throw new Error(`wechat refused a profile (${said.code}): ${said.words}`)
  return hintsOf(said.answer.json)
}
