import * as z from 'zod'
import { closes, codes, failed, later, no } from '../provider/meanings.ts'
import type { Answer } from '../provider/ask.ts'

/** From https://open.weibo.com/wiki/Error_code. */
const meanings = new Map([
  ...codes('10001 10002 10003 10009 10010 10011', later('Weibo has trouble for now. Parley tries again.')),
  ...codes('10022 10023 10024 20016', later('Weibo asks us to slow down. Parley tries again in five minutes.', 300_000)),
  ...codes('10006 21301 21314 21315 21316 21317 21327 21332', no('Weibo refused the access token: it is wrong or too old. Get a new one.')),
  ...codes('10004 10005 10014', no('The app, or this server’s IP address, may not do this. Ask for it on Weibo’s developer pages.')),
  ...codes('20008 20012', no('Weibo refused this text as too long or empty. Change it and send again.')),
  ...codes('20017 20018 20019 20020 20021', no('Weibo refuses these words: said before, advertising or forbidden. Say it otherwise.')),
  ...codes('10013 20003 20101 20201', no('The person, post or comment is gone from Weibo, so it cannot be answered.')),
  ...codes('20206 20207', no('The author of the post does not let this account comment.')),
  ...codes('20034', no('Weibo has locked the account. Sign in there to unlock it.')),
])

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
