import type { Account } from '../adapter.ts'
import { ask, type Answer } from '../provider.ts'
import { weiboUrl, type WeiboConfig } from './config.ts'

const hosts = { api: weiboUrl, messages: 'https://m.api.weibo.com', media: 'https://upload.api.weibo.com' }
type Given = { query?: Record<string, string>; form?: Record<string, string>; host?: keyof typeof hosts }

/** The address of a call; a stand-in answers for all of Weibo's hosts. */
export function weiboAddress({ config }: Account<WeiboConfig>, path: string, host: keyof typeof hosts = 'api'): string {
  return `${config.apiUrl === weiboUrl ? hosts[host] : config.apiUrl.replace(/\/+$/, '')}${path}`
}

/** One call as the account; with a `form` it is a POST. Throws `NoAnswer`. */
export function askWeibo(account: Account<WeiboConfig>, path: string, { query, form, host }: Given = {}): Promise<Answer> {
  const request = form ? { method: 'POST' as const, body: new URLSearchParams(form) } : {}
  return ask(account, weiboAddress(account, path, host), { ...request, query: { ...query, access_token: account.config.accessToken } })
}
