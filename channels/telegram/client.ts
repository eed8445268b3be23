import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { Api, GrammyError, HttpError } from 'grammy'
import { MediaError, type Account, type Adapter } from '../adapter.ts'
import { ask, documented, fetchMedia, okAnswer } from '../provider/ask.ts'
import type { TelegramConfig } from './config.ts'

const rootOf = ({ config }: Account<TelegramConfig>) => config.apiUrl.replace(/\/+$/, '')

/** grammY's API of this bot, speaking through `ask`. Throws `GrammyError` for a refusal, `NoAnswer` for none. */
export function telegram(account: Account<TelegramConfig>): Api {
  const fetch = (url: string, call: Call) => fetchByAsk(account, url, call)
  const api = new Api(account.config.botToken, { apiRoot: rootOf(account), fetch })
  const unwrap = (failure: unknown) => Promise.reject(failure instanceof HttpError ? failure.error : failure)
  api.config.use((next, ...call) => next(...call).catch(unwrap))
  return api
}

type Call = { headers: Record<string, string>; body: string | Readable }

async function fetchByAsk(account: Account, url: string, { headers, body: given }: Call): Promise<Response> {
  const [body, timeoutMs] = typeof given === 'string' ? [given, 18_000] : [await buffer(given), 60_000]
  const type = { 'content-type': headers['content-type'] ?? 'application/json' }
  const answer = await ask(account, url, { method: 'POST', headers: type, body, timeoutMs })
  // A gateway before Telegram answers in HTML: its status is all it says.
  const html = { ok: false, error_code: answer.status, description: '' }
  return Response.json(answer.status === 200 ? documented(answer, okAnswer) : (answer.json ?? html))
}

/** Asks where a file lies (for an hour), and opens it there. Bots get files up to 20 MB. */
export const openMedia: NonNullable<Adapter<TelegramConfig>['openMedia']> = async (account, ref, maxBytes) => {
  const { file_path } = await telegram(account).getFile(ref['fileId'] ?? '').catch(notGiven) // prettier-ignore
  return { stream: await fetchMedia(account, `${rootOf(account)}/file/bot${account.config.botToken}/${file_path}`, maxBytes) }
}

function notGiven(failure: unknown): never {
  if (!(failure instanceof GrammyError && failure.error_code === 400)) throw failure
  throw new MediaError(`Telegram does not give this file, which may be 20 MB at most: ${failure.description}`)
}
