import * as z from 'zod'
import type { Account, SendResult } from '../adapter.ts'
import type { Meaning } from '../provider/meanings.ts'
import { tokenFor, type Grant } from '../provider/tokens.ts'
import { ask, documented, notHandedOver, refused, undocumented, type Answer, type Ask } from '../provider/ask.ts'

/**
 * How WeChat and WeCom answer: HTTP 200 nearly always, and in it a code (0: done) with a few words for developers; some interfaces give what
 * was asked for and no code (null).
 */
export type Said = {
  code: number | null
  words: string
  answer: Answer
  /** It refused the token: the call itself was never made. */ noToken?: true
}

/** How a token is asked for; the same request is answered from memory while its token lasts. */
export type TokenRequest = Ask & { path: string }

/** An account at one of the platforms: interfaces lie below `apiUrl`/cgi-bin. */
export type Platform = { account: Account; apiUrl: string; token: TokenRequest }

/** Gateways write the code as text at times. */
const errcode = z.union([z.number(), z.string().regex(/^-?\d+$/).transform(Number)]) // prettier-ignore
const answerBody = z.looseObject({ errcode: errcode.nullable().default(null), errmsg: z.string().catch('') })
const tokenBody = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().positive() })

/** The token is wrong or has run out: 40001 also when somebody else asked for a newer one. */
const staleCodes = new Set([40001, 40014, 42001])
const isStale = ({ code }: { code: number | null }) => code !== null && staleCodes.has(code)
/**
 * One call below /cgi-bin with an access token in its query; a token that turns out stale is replaced once. What refuses the token itself is
 * answered as if the call had been. Throws `NoAnswer`; its `handedOver` is about this call, never about the token's.
 */
export async function call(platform: Platform, path: string, given: Ask = {}): Promise<Said> {
  return withToken(platform, (access_token) => askOnce(platform, path, { ...given, query: { ...given.query, access_token } }))
}

/** Does `use` with a token, and once more with a new one when it is told that the first is stale. */
export async function withToken<T extends { code: number | null }>(
  platform: Platform,
  use: (token: string) => Promise<T>,
): Promise<T | Said> {
  const given = await accessToken(platform)
  if ('refusal' in given) return given.refusal
  const first = await use(given.token)
  if (!isStale(first)) return first
  const fresh = await accessToken(platform, given.token)
  return 'refusal' in fresh ? fresh.refusal : use(fresh.token)
}

/** The address of an interface. */
export const urlOf = ({ apiUrl }: Platform, path: string): string => `${apiUrl.replace(/\/+$/, '')}/cgi-bin/${path}`

/** A refusal in words for a person: by its code where that is known, else with what the provider said. Throws `NoAnswer` where it is none. */
export function toResult({ code, words, answer }: Said, known: Map<string, Meaning>): SendResult {
  if (answer.status !== 200) return refused(answer, words)
  if (!code) throw undocumented()
  const meaning = known.get(String(code))
  const address = unknownAddress.test(String(code)) ? addressIn(words) : ''
  const from = address && `Its address is ${address}.`
  if (meaning && from) return { outcome: 'failed', code: String(code), ...meaning, reason: [meaning.reason, from].join('\n') }
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
  if (answer.status === 200) {
    const { errcode: code, errmsg: words } = documented(answer, answerBody)
    return { code, words, answer }
  }
  const { errcode: code, errmsg: words } = answerBody.safeParse(answer.json).data ?? { errcode: null, errmsg: '' }
  return { code: code || answer.status, words, answer }
}

// The request holds the secret, so other settings never get this token.
const accessToken = (platform: Platform, refused?: string) =>
  tokenFor(platform.account, [platform.apiUrl, platform.token], () => askForToken(platform), refused)

async function askForToken(platform: Platform): Promise<Grant<Said>> {
  const { path, ...given } = platform.token
  const said = await notHandedOver(askOnce(platform, path, given))
  const granted = tokenBody.safeParse(said.answer.json).data
  if (granted) return { token: granted.access_token, seconds: granted.expires_in }
  return { refusal: { ...said, code: said.code || -1, noToken: true } }
}

/** Codes that tell from which address we called, which the platform does not let in (yet). */
export const unknownAddress = /^(40164|60020|8950[1367])$/

/** The address in the platform's words for developers; empty where there is none. */
export const addressIn = (words: string) => /\d+\.\d+\.\d+\.\d+|[0-9a-f]*:[0-9a-f:]{4,}/i.exec(words)?.[0] ?? ''
