import * as z from 'zod'
import { sha256 } from '../../server/crypto.ts'
import { maybe } from '../provider/exact-json.ts'
import { ask, notHandedOver, type Answer, type Ask } from '../provider/ask.ts'
import type { DouyinAccount } from './config.ts'
import { staleCodes } from './words.ts'

/** How Douyin answers: HTTP 200, a code (0: done), a few words, and what else is in `data`. */
export type Said = { answer: Answer; code: string; said: string; data: Record<string, unknown> }

const shape = z.looseObject({ data: z.looseObject({ error_code: maybe(z.coerce.string()), description: z.string().catch('') }) })
const granted = z.looseObject({ access_token: z.string().min(1), expires_in: z.coerce.number() })
const kept = new Map<string, { until: number; token: string }>()
const mostKept = 1_000
const keyOf = ({ channelId, config }: DouyinAccount) => sha256(JSON.stringify([channelId, config]))

/** One call as the account; a stale token is replaced once. A refused token is answered as if the call had been. Throws `NoAnswer`. */
export async function askDouyin(account: DouyinAccount, path: string, given: Ask, again = true): Promise<Said> {
  const token = await tokenFor(account)
  if (typeof token !== 'string') return token
  const headers = { 'access-token': token }
  const said = await askPlainly(account, path, { ...given, headers, query: { open_id: account.config.openId } })
  if (!staleCodes.includes(said.code) || !again) return said
  kept.delete(keyOf(account))
  return askDouyin(account, path, given, false)
}

async function askPlainly(account: DouyinAccount, path: string, given: Ask): Promise<Said> {
  const answer = await ask(account, `${account.config.apiUrl.replace(/\/+$/, '')}${path}`, { method: 'POST', ...given })
  const { error_code, description = '', ...data } = shape.safeParse(answer.json).data?.data ?? {}
  return { answer, code: error_code ?? (answer.status === 200 ? 'no_data' : String(answer.status)), said: description, data }
}

/** An access token by the refresh token; a second one does not end the first. */
async function tokenFor(account: DouyinAccount): Promise<string | Said> {
  const known = kept.get(keyOf(account))
  if (known && known.until > performance.now()) return known.token
  const said = await askForToken(account, 'refresh_token')
  const read = granted.safeParse(said.data)
  if (said.code !== '0' || !read.success) return said
  if (kept.size >= mostKept) kept.clear()
  kept.set(keyOf(account), { token: read.data.access_token, until: performance.now() + Math.min(read.data.expires_in - 300, 3_600) * 1000 })
  return read.data.access_token
}

/**
 * Asks by the refresh token for an access token, or (`renew_`) for a refresh token that lasts 30 days more and ends the one we have; five times
 * in all. Nothing of a message is in it, so no answer does no harm to one. Throws `NoAnswer`.
 */
export function askForToken(account: DouyinAccount, what: 'refresh_token' | 'renew_refresh_token'): Promise<Said> {
  const { clientKey: client_key, refreshToken: refresh_token } = account.config
  const body = new URLSearchParams({ client_key, refresh_token, ...(what === 'refresh_token' ? { grant_type: what } : {}) })
  return notHandedOver(askPlainly(account, `/oauth/${what}/`, { body }))
}
