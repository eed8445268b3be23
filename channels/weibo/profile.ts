import type { Readable } from 'node:stream'
import * as z from 'zod'
import { MediaError, type Account, type MediaRef, type ProfileHints } from '../adapter.ts'
import { fetchMedia } from '../provider.ts'
import { oneLine } from '../reading.ts'
import { askWeibo, weiboAddress } from './client.ts'
import type { WeiboConfig } from './config.ts'

/** What the fan service tells of somebody who writes to the account; null where it does not. */
export async function weiboProfile(account: Account<WeiboConfig>, { value }: { value: string }): Promise<ProfileHints | null> {
  const { json } = await askWeibo(account, '/2/eps/user/info.json', { query: { uid: value } })
  const name = oneLine(z.looseObject({ nickname: z.string() }).safeParse(json).data?.nickname)
  return name ? { name, handles: [] } : null
}

/** Opens a picture or voice of a private message by its `fid`, or one of a public post by its address. */
export async function openWeiboMedia(
  account: Account<WeiboConfig>,
  { url, fid }: MediaRef,
  maxBytes: number,
): Promise<{ stream: Readable }> {
  if (url !== undefined) return { stream: await fetchMedia(account, url, maxBytes) }
  if (fid === undefined) throw new MediaError('Weibo did not say where this file lies.')
  const query = new URLSearchParams({ access_token: account.config.accessToken, fid })
  return { stream: await fetchMedia(account, `${weiboAddress(account, '/2/mss/msget', 'media')}?${query}`, maxBytes) }
}
