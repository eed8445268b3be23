import * as z from 'zod'
import type { ProfileHints } from '../adapter.ts'
import { oneLine } from '../provider/reading.ts'

const person = z.looseObject({ nickname: z.string().catch(''), unionid: z.string().catch('') })

/** What both platforms tell of a person: a name, often empty, and the unionid, where the account is bound to an open platform account. */
export function hintsOf(given: unknown): ProfileHints {
  const { nickname, unionid } = person.parse(given)
  const name = oneLine(nickname)
  return { ...(name ? { name } : {}), handles: unionid ? [{ kind: 'wechat_unionid', value: unionid, verified: true }] : [] }
}
