import { buffer } from 'node:stream/consumers'
import * as z from 'zod'
import { hmac } from '../../server/crypto.ts'
import type { Account, Handle, OutboundFile, SendResult } from '../adapter.ts'
import { meaningOf, type GraphError } from './errors.ts'
import { ask, documented, notHandedOver, unanswered, type Answer, type Ask } from '../provider/ask.ts'
import { failed } from '../provider/meanings.ts'
import { isoTime, oneLine } from '../provider/reading.ts'

/** What every channel at Meta needs to speak to its Graph API. */
export type GraphAccount = Account<{ accessToken: string; appSecret: string; verifyToken: string; apiUrl: string }>

/** One call to the Graph API, `path` below the version; signed with `appsecret_proof`, so that a wrong app secret is found out. Throws `NoAnswer`. */
export function graph(account: GraphAccount, path: string, { headers, query, ...rest }: Ask = {}): Promise<Answer> {
  const { accessToken, appSecret, apiUrl } = account.config
  return ask(account, `${apiUrl.replace(/\/+$/, '')}/${path}`, {
    ...rest,
    headers: { ...headers, ...bearer(account) },
    query: { ...query, appsecret_proof: hmac(appSecret, accessToken) },
  })
}

export const bearer = (account: GraphAccount) => ({ authorization: `Bearer ${account.config.accessToken}` })

const errorBody = z.looseObject({
  error: z.looseObject({
    message: z.string().default(''),
    code: z.number(),
    error_subcode: z.number().optional(),
    error_data: z.looseObject({ details: z.string() }).optional().catch(undefined),
  }),
})

/** What Meta says went wrong; null: nothing, or nothing we understand. Other statuses than 2xx come without it too. */
export function graphError(answer: Answer): GraphError | null {
  const read = errorBody.safeParse(answer.json)
  if (!read.success) return null
  const { code, error_subcode: subcode, message, error_data: data } = read.data.error
  return { code, subcode: subcode ?? null, said: data?.details || message }
}

/** How a send ended that Meta refused. */
function graphRefusal(answer: Answer): SendResult {
  const error = graphError(answer)
  return failed(answer, String(error?.code ?? answer.status), error?.said ?? '', error ? meaningOf(error) : undefined)
}

/**
 * Hands Meta a file for a message to come: its id there, or how that failed. Nothing has gone to the customer yet, so no answer is no riddle.
 */
export async function uploadFile(account: GraphAccount, path: string, field: string, file: OutboundFile, rest: Record<string, string>) {
  const form = new FormData()
  for (const [name, value] of Object.entries(rest)) form.set(name, value)
  form.set(field, new Blob([new Uint8Array(await buffer(await file.open()))], { type: file.type }), file.name)
  try {
    const answer = await notHandedOver(graph(account, path, { method: 'POST', body: form, timeoutMs: 60_000 }))
    return isGood(answer) ? { id: documented(answer, made, false)[0] ?? '' } : graphRefusal(answer)
  } catch (failure) {
    return unanswered(failure)
  }
}

/** How a send ended, and the ids it goes by; what Meta answers otherwise than it documents leaves it open. */
export async function graphOutcome(call: Promise<Answer>): Promise<SendResult> {
  try {
    const answer = await call
    return isGood(answer) ? { outcome: 'sent', externalIds: documented(answer, made) } : graphRefusal(answer)
  } catch (failure) {
    return unanswered(failure)
  }
}

const isGood = (answer: Answer) => answer.status >= 200 && answer.status < 300 && graphError(answer) === null

/** A moment as Meta writes it, seconds or milliseconds, number or digits, as ISO 8601; what is none becomes the epoch. */
export function timeOf(value: unknown): string {
  const given = Number(typeof value === 'string' || typeof value === 'number' ? value : NaN)
  return isoTime(given < 1e11 ? given * 1000 : Math.floor(given))
}

/** A name as people write it, on one line; nothing where there is none. */
export function nameOf(given: unknown): Pick<Handle, 'name'> {
  const name = typeof given === 'string' ? oneLine(given).slice(0, 200) : ''
  return name ? { name } : {}
}

const id = z.string().min(1)
const made = z.union([
  z.looseObject({ messages: z.array(z.looseObject({ id })).min(1) }).transform(({ messages }) => messages.map((one) => one.id)),
  z.looseObject({ message_id: id }).transform((one) => [one.message_id]),
  z.looseObject({ attachment_id: id }).transform((one) => [one.attachment_id]),
  z.looseObject({ id }).transform((one) => [one.id]),
])
