import type { Readable } from 'node:stream'
import * as z from 'zod'
import { MediaError, type Account, type Handle, type MediaRef, type ProfileHints } from '../adapter.ts'
import { ask, fetchMedia, NoAnswer, type Answer, type Ask } from '../provider/ask.ts'
import { vouchedFor } from '../provider/reading.ts'
import type { LineConfig } from './config.ts'
import { userId } from './payload.ts'

const bearer = ({ config }: Account<LineConfig>) => ({ authorization: `Bearer ${config.channelAccessToken}` })
const under = (root: string, path: string) => `${root.replace(/\/+$/, '')}/v2/bot/${path}`

/** One call of the Messaging API; `path` is what follows `/v2/bot/`. Throws `NoAnswer`. */
export function callLine(account: Account<LineConfig>, path: string, { headers, ...call }: Ask = {}): Promise<Answer> {
  return ask(account, under(account.config.apiUrl, path), { ...call, headers: { ...headers, ...bearer(account) } })
}

const refusal = z.object({ message: z.string(), details: z.array(z.record(z.string(), z.unknown())).default([]).catch([]) })

/** What LINE says of its answer, its details included; empty when it says nothing. */
export function saidIn({ json }: Answer): string {
  const { message, details = [] } = refusal.safeParse(json).data ?? {}
  return [message, ...details.map((one) => [one['property'], one['message']].filter(Boolean).join(': '))].filter(Boolean).join(' / ')
}

/** Opens what somebody sent. While LINE still converts a video it answers 202, and it is tried again. */
export async function openMedia(account: Account<LineConfig>, { id, url }: MediaRef, maxBytes: number): Promise<{ stream: Readable }> {
  if (id !== undefined) {
    const address = under(account.config.dataUrl, `message/${encodeURIComponent(id)}/content`)
    return { stream: await fetchMedia(account, address, maxBytes, bearer(account)) }
  }
  if (!url?.startsWith('https://')) throw new MediaError('The message names no address for this file.')
  return { stream: await fetchMedia(account, url, maxBytes) }
}

const person = z.looseObject({ displayName: z.string() })

/** The name somebody goes by at LINE; null where it does not tell, as of those who blocked the account. Throws `NoAnswer`. */
export async function profile(account: Account<LineConfig>, { value }: Pick<Handle, 'value'>): Promise<ProfileHints | null> {
  if (!userId.safeParse(value).success) return null
  const answer = await callLine(account, `profile/${value}`)
  if (answer.status === 429 || answer.status >= 500) throw new NoAnswer(`LINE answered ${answer.status}.`, true)
  const { name } = vouchedFor('line', value, person.safeParse(answer.json).data?.displayName)
  return answer.status === 200 && name ? { name, handles: [] } : null
}
