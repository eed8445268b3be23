import { buffer } from 'node:stream/consumers'
import * as z from 'zod'
import { hmac } from '../../server/crypto.ts'
import type { Account, Handle, OutboundFile, SendResult } from '../adapter.ts'
import { meaningOf, type GraphError } from './errors.ts'
import { ask, notHandedOver, unanswered, type Answer, type Ask } from '../provider/ask.ts'
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

/** How a send ended whose answer is no 2xx. */
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
  const answer = await notHandedOver(graph(account, path, { method: 'POST', body: form, timeoutMs: 60_000 })).catch(unanswered)
  if ('outcome' in answer) return answer
  const id = isGood(answer) ? idsIn(answer)[0] : undefined
  return id === undefined ? graphRefusal(answer) : { id }
}

/** How a send ended that got an answer, and the ids it goes by. */
export function graphOutcome(answer: Answer): SendResult {
  return isGood(answer) ? { outcome: 'sent', externalIds: idsIn(answer) } : graphRefusal(answer)
}

const isGood = ({ status }: Answer) => status >= 200 && status < 300

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
  z.looseObject({ messages: z.array(z.looseObject({ id })) }).transform(({ messages }) => messages.map((one) => one.id)),
  z.looseObject({ message_id: id }).transform((one) => [one.message_id]),
  z.looseObject({ attachment_id: id }).transform((one) => [one.attachment_id]),
  z.looseObject({ id }).transform((one) => [one.id]),
])

/** The ids of what a call made; none where the answer names none. */
function idsIn(answer: Answer): string[] {
  return made.safeParse(answer.json).data ?? []
}
