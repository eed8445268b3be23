import * as z from 'zod'
import type { Account, Handle, ProfileHints } from '../adapter.ts'
import { call } from '../tencent/platform.ts'
import { hintsOf } from '../tencent/profile.ts'
import { platformOf } from './client.ts'
import type { WecomConfig } from './config.ts'

const answer = z.looseObject({ customer_list: z.array(z.looseObject({})).catch([]) })

/** What WeCom tells of a customer; null when it does not know them. May throw. */
export async function profile(account: Account<WecomConfig>, { value }: Pick<Handle, 'kind' | 'value'>): Promise<ProfileHints | null> {
  const said = await call(platformOf(account), 'kf/customer/batchget', { method: 'POST', body: { external_userid_list: [value] } })
  if (said.code !== 0) throw new Error(`wecom refused a profile (${said.code}): ${said.words}`)
  const [found] = answer.parse(said.answer.json).customer_list
  return found ? hintsOf(found) : null
}
