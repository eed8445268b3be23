import type { Readable } from 'node:stream'
import { MediaError, type Account, type MediaRef } from '../adapter.ts'
import { fetchMedia } from './ask.ts'

/** `openMedia` where a file is known by its address alone, the `url` of its reference. Throws as `fetchMedia` does. */
export async function openByAddress(account: Account, { url = '' }: MediaRef, maxBytes: number): Promise<{ stream: Readable }> {
  return { stream: await fetchMedia(account, addressOf(url), maxBytes) }
}

/**
 * Opens a file of a provider that wants our credentials. These go to its own hosts alone, those of `domain` or below the channel's `apiUrl`,
 * and nowhere a message or a redirect leads. Throws as `fetchMedia` does.
 */
export async function openWithCredentials(
  account: Account<{ apiUrl: string }>,
  { url, domain, headers }: { url: string; domain: string; headers: Record<string, string> },
  maxBytes: number,
): Promise<{ stream: Readable }> {
  const { protocol, hostname } = new URL(addressOf(url))
  const isTheirs = protocol === 'https:' && (hostname === domain || hostname.endsWith(`.${domain}`))
  const isKnown = isTheirs || url.startsWith(`${account.config.apiUrl}/`)
  return { stream: await fetchMedia(account, url, maxBytes, isKnown ? headers : {}) }
}

function addressOf(url: string): string {
  if (!URL.canParse(url)) throw new MediaError('The message names no address for this file.')
  return url
}
