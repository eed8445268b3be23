import type { Readable } from 'node:stream'
import * as z from 'zod'
import type { MediaRef, ProfileHints } from '../adapter.ts'
import { ask, fetchMedia, type Answer } from '../provider/ask.ts'
import { oneLine } from '../provider/reading.ts'
import { weiboUrl, type WeiboAccount } from './config.ts'

const hosts = { api: weiboUrl, messages: 'https://m.api.weibo.com', media: 'https://upload.api.weibo.com' }
type Given = { query?: Record<string, string>; form?: Record<string, string>; host?: keyof typeof hosts }

/** One call as the account; with a `form` it is a POST. Throws `NoAnswer`. */
export function askWeibo(account: WeiboAccount, path: string, { query, form, host = 'api' }: Given = {}): Promise<Answer> {
  const request = form ? { method: 'POST' as const, body: new URLSearchParams(form) } : {}
  return ask(account, `${baseOf(account, host)}${path}`, { ...request, query: { ...query, access_token: account.config.accessToken } })
}

/** A stand-in answers for all of Weibo's hosts. */
const baseOf = ({ config }: WeiboAccount, host: keyof typeof hosts) =>
  config.apiUrl === weiboUrl ? hosts[host] : config.apiUrl.replace(/\/+$/, '')

/** What the fan service tells of somebody who writes to the account; null where it does not. */
export async function weiboProfile(account: WeiboAccount, { value }: { value: string }): Promise<ProfileHints | null> {
  const { json } = await askWeibo(account, '/2/eps/user/info.json', { query: { uid: value } })
  const name = oneLine(z.looseObject({ nickname: z.string() }).safeParse(json).data?.nickname)
  return name ? { name, handles: [] } : null
}

/** Opens a picture or voice of a private message by its `fid`, or one of a public post by its address. */
export async function openWeiboMedia(account: WeiboAccount, { url, fid = '' }: MediaRef, maxBytes: number): Promise<{ stream: Readable }> {
  if (url !== undefined) return { stream: await fetchMedia(account, url, maxBytes) }
  const query = new URLSearchParams({ access_token: account.config.accessToken, fid })
  return { stream: await fetchMedia(account, `${baseOf(account, 'media')}/2/mss/msget?${query}`, maxBytes) }
}
