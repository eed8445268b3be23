import type { Readable } from 'node:stream'
import { MediaError, type Account, type MediaRef } from '../adapter.ts'
import { fetchMedia } from '../provider/ask.ts'
import { basic } from './client.ts'
import type { SmsConfig } from './config.ts'

/** A picture of an MMS: our credentials go to Twilio's own hosts and nowhere their redirect leads. */
export async function openMedia(account: Account<SmsConfig>, { url = '' }: MediaRef, maxBytes: number): Promise<{ stream: Readable }> {
  if (!URL.canParse(url)) throw new MediaError('The message names no address for this file.')
  const theirs = url.startsWith(`${account.config.apiUrl}/`) || /^https:\/\/([\w-]+\.)*twilio\.com\//.test(url)
  return { stream: await fetchMedia(account, url, maxBytes, theirs ? { authorization: basic(account.config) } : {}) }
}
