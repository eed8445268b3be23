import * as z from 'zod'
import { sha256 } from '../../server/crypto.ts'
import type { Account, SendResult } from '../adapter.ts'
import type { Meaning } from '../provider/meanings.ts'
import { ask, notHandedOver, refused, type Answer, type Ask } from '../provider/ask.ts'

/** How WeChat and WeCom answer: HTTP 200 nearly always, and in it a code (0: done) with a few words for developers. */
export type Said = { code: number; words: string; answer: Answer }

/** How a token is asked for; the same request is answered from memory while its token lasts. */
export type TokenRequest = Ask & { path: string }

/** An account at one of the platforms: interfaces lie below `apiUrl`/cgi-bin. */
export type Platform = { account: Account; apiUrl: string; token: TokenRequest }

const answerBody = z.looseObject({ errcode: z.number().catch(0), errmsg: z.string().catch('') })
const tokenBody = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() })

/** The token is wrong or has run out: 40001 also when somebody else asked for a newer one. */
const staleToken = new Set([40001, 40014, 42001])
const renewBeforeMs = 5 * 60_000
const mostKept = 1_000

type Kept = { until: number; token: Promise<string | Said> }
const kept = new Map<string, Kept>()

/**
 * One call below /cgi-bin with an access token in its query; a token that turns out stale is replaced once. What refuses the token itself is
 * answered as if the call had been. Throws `NoAnswer`; its `handedOver` is about this call, never about the token's.
 */
export async function call(platform: Platform, path: string, given: Ask = {}): Promise<Said> {
  return withToken(platform, (access_token) => askOnce(platform, path, { ...given, query: { ...given.query, access_token } }))
}

/** Does `use` with a token, and once more with a new one when it is told that the first is stale. */
export async function withToken<T extends { code: number }>(platform: Platform, use: (token: string) => Promise<T>): Promise<T | Said> {
  const token = await tokenFor(platform)
  if (typeof token !== 'string') return token
  const first = await use(token)
  if (!staleToken.has(first.code)) return first
  kept.delete(keyOf(platform))
  const fresh = await tokenFor(platform)
  return typeof fresh === 'string' ? use(fresh) : fresh
}

/** The address of an interface. */
export const urlOf = ({ apiUrl }: Platform, path: string): string => `${apiUrl.replace(/\/+$/, '')}/cgi-bin/${path}`

/** A refusal in words for a person: by its code where that is known, else with what the provider said. */
export function toResult({ code, words, answer }: Said, known: Map<string, Meaning>): SendResult {
  if (answer.status !== 200) return refused(answer, words)
  const meaning = known.get(String(code))
  if (meaning) return { outcome: 'failed', code: String(code), ...meaning }
  return {
    outcome: 'failed',
    retry: 'no',
    code: String(code),
    reason: `The provider refused this message (${code}). It says: ${words.slice(0, 300)}`,
  }
}

async function askOnce(platform: Platform, path: string, given: Ask): Promise<Said> {
  const answer = await ask(platform.account, urlOf(platform, path), given)
  const { errcode, errmsg } = answerBody.catch({ errcode: 0, errmsg: '' }).parse(answer.json)
  return { code: answer.status === 200 ? errcode : errcode || answer.status, words: errmsg, answer }
}

function tokenFor(platform: Platform): Promise<string | Said> {
  const key = keyOf(platform)
  const known = kept.get(key)
  if (known && known.until > performance.now()) return known.token
  if (kept.size >= mostKept) kept.clear()
  // Those who ask meanwhile wait for the same answer.
  const entry: Kept = { until: performance.now() + 60_000, token: askForToken(platform, (until) => (entry.until = until)) }
  kept.set(key, entry)
  entry.token.catch(() => kept.delete(key))
  return entry.token
}

async function askForToken(platform: Platform, keepUntil: (until: number) => void): Promise<string | Said> {
  const { path, ...given } = platform.token
  const said = await notHandedOver(askOnce(platform, path, given))
  const granted = tokenBody.safeParse(said.answer.json)
  keepUntil(granted.success ? performance.now() + granted.data.expires_in * 1000 - renewBeforeMs : 0)
  return granted.data?.access_token ?? { ...said, code: said.code || -1 }
}

// The request holds the secret, so other settings never get this token; the map itself holds no secret.
const keyOf = ({ account, apiUrl, token }: Platform) => sha256(JSON.stringify([account.channelId, apiUrl, token]))
