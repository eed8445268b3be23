import { buffer } from 'node:stream/consumers'
import * as z from 'zod'
import type { Account, Outbound, SendResult } from '../adapter.ts'
import { ask, refused, unanswered, undocumented, type Answer } from '../provider/ask.ts'
import type { HttpConfig } from './config.ts'
import { signed } from './sign.ts'
import { currentTime } from '../../server/clock.ts'

/**
 * Posts one part as signed JSON. Any 2xx took it unless a page of HTML comes with it; `{id}` is how the program names it otherwise than we do; a program told the same `id`
 * twice is asked to drop the second.
 */
export async function send(account: Account<HttpConfig>, part: Outbound): Promise<SendResult> {
  try {
    const answer = await post(account, { type: 'message', ...(await toBody(part)) })
    if (answer.status < 200 || answer.status >= 300) return refused(answer, reasonIn(answer))
    // The page of a proxy, or of a sign-in: the program itself speaks JSON or nothing.
    if (/^\s*</.test(answer.body.toString('latin1', 0, 100))) throw undocumented()
    return { outcome: 'sent', externalIds: [idIn(answer) ?? part.partId] }
  } catch (error) {
    return unanswered(error)
  }
}

/** Posts signed JSON to the program. Throws `NoAnswer`. */
export function post(account: Account<HttpConfig>, body: object): Promise<Answer> {
  const bytes = JSON.stringify(body)
  const headers = { 'content-type': 'application/json; charset=utf-8', ...signed(account.config.secret, bytes, currentTime()) }
  return ask(account, account.config.sendUrl, { method: 'POST', headers, body: bytes })
}

async function toBody({ partId, messageId, thread, to, authorName, text, files }: Outbound): Promise<object> {
  const [file] = files
  return {
    ...{ id: partId, message: messageId, to: { id: to.value, name: to.name }, author: authorName },
    ...{ thread: thread.key.replace(/^(person|thread):/, ''), surface: thread.surface, answers: thread.refs.at(-1), text },
    ...(file
      ? { file: { name: file.name, type: file.type, size: file.size, content: (await buffer(await file.open())).toString('base64') } }
      : {}),
  }
}

const answerBody = z.object({ id: z.string().min(1).max(200).optional(), error: z.string().optional() }).catch({})
const idIn = ({ json }: Answer) => answerBody.parse(json ?? {}).id
const reasonIn = ({ json }: Answer) => answerBody.parse(json ?? {}).error ?? ''
