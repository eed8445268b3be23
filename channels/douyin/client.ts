import * as z from 'zod'
import { tokenFor, type Grant } from '../provider/tokens.ts'
import { ask, documented, notHandedOver, type Answer, type Ask } from '../provider/ask.ts'
import type { DouyinAccount } from './config.ts'
import { staleCodes } from './words.ts'

/** How Douyin answers: HTTP 200, a code (0: done), a few words, and what else is in `data`. */
export type Said = { answer: Answer; code: string; said: string; data: Record<string, unknown> }

const code = z.union([z.number(), z.string().regex(/^\d+$/)]).transform(String)
const words = z.string().catch('')
/** The interfaces that came first say it in `data`, later ones beside it. */
const shape = z.union([
  z.looseObject({ data: z.looseObject({ error_code: code, description: words }) }).transform(({ data }) => data),
  z
    .looseObject({ err_no: code, err_msg: words, data: z.looseObject({}).catch({}) })
    .transform(({ err_no: error_code, err_msg: description, data }) => ({ ...data, error_code, description })),
])
const granted = z.looseObject({ access_token: z.string().min(1), expires_in: z.coerce.number().positive() })

/** One call as the account; a stale token is replaced once. A refused token is answered as if the call had been. Throws `NoAnswer`. */
export async function askDouyin(account: DouyinAccount, path: string, given: Ask, refused?: string): Promise<Said> {
  const grant = await tokenFor(account, account.config, () => accessToken(account), refused)
  if ('refusal' in grant) return grant.refusal
  const headers = { 'access-token': grant.token }
  const said = await askPlainly(account, path, { ...given, headers, query: { open_id: account.config.openId } })
  return staleCodes.includes(said.code) && refused === undefined ? askDouyin(account, path, given, grant.token) : said
}

async function askPlainly(account: DouyinAccount, path: string, given: Ask): Promise<Said> {
  const answer = await ask(account, `${account.config.apiUrl.replace(/\/+$/, '')}${path}`, { method: 'POST', ...given })
  const failed = { error_code: String(answer.status), description: '', ...shape.safeParse(answer.json).data }
  const { error_code, description, ...data } = answer.status === 200 ? documented(answer, shape) : failed
  return { answer, code: error_code, said: description, data }
}

async function accessToken(account: DouyinAccount): Promise<Grant<Said>> {
  const said = await askForToken(account, 'refresh_token')
  const { data } = granted.safeParse(said.data)
  if (said.code === '0' && data) return { token: data.access_token, seconds: data.expires_in }
  return { refusal: { ...said, code: said.code === '0' ? 'no_data' : said.code } }
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
