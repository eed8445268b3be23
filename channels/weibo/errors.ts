import * as z from 'zod'
import { documented, type Answer } from '../provider/ask.ts'
import { idIn, readExactJson } from '../provider/exact-json.ts'
import { closes, failed } from '../provider/meanings.ts'
import { meanings } from './words.ts'

/** An exhausted window is told in words, by no documented code. */
const window = closes('Weibo lets the account write once the customer writes or follows.')
const noQuota = /quota|配额|not follow|未关注/i
const error = z.looseObject({ error_code: z.union([z.string(), z.number()]).transform(String), error: z.string().catch('') })

/** What an answer's error means for the message; null where it bears none. 20032: it is out, only not shown yet. */
export function failureIn(answer: Answer): ReturnType<typeof failed> | null {
  const { error_code: code, error: said } = error.safeParse(answer.json).data ?? { error_code: String(answer.status), error: '' }
  if (code === '20032' || (code === String(answer.status) && answer.status < 400)) return null
  return failed(answer, code, said, meanings.get(code) ?? (noQuota.test(said) ? window : undefined))
}

const made = z.union([
  z.looseObject({ result: z.literal([true, 'true']) }),
  z.looseObject({ id: z.number() }),
  z.looseObject({ error_code: z.literal([20032, '20032']) }),
])

/** The ids by which a sent message is known, of which a private one has none. Throws `NoAnswer` where Weibo does not say that it took it. */
export function idsIn(answer: Answer): string[] {
  documented(answer, made)
  const id = idIn(readExactJson(answer.body))
  return id ? [`reply:${id}`] : []
}
