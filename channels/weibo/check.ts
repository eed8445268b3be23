import * as z from 'zod'
import type { Finding } from '../../contract/channels.ts'
import { clock, error, ok, publicAddress, unreachable, warning } from '../provider/findings.ts'
import { askWeibo } from './client.ts'
import type { WeiboAccount } from './config.ts'
import { failureIn } from './errors.ts'

/** https://open.weibo.com/wiki/Oauth2/get_token_info; `expire_in` in seconds. */
const tokenInfo = z.looseObject({ uid: z.coerce.string(), expire_in: z.coerce.number().catch(Infinity) })
const again = 'Copy it again from the fan service’s developer mode.'

/** Asks Weibo whose token this is and what it may read. The App Secret shows only once Weibo calls us. */
export async function checkWeibo(account: WeiboAccount): Promise<Finding[]> {
  const address = publicAddress(account)
  try {
    const answer = await askWeibo(account, '/oauth2/get_token_info', { form: { access_token: account.config.accessToken } })
    const failure = failureIn(answer)
    if (failure) return [address, error('Access token', failure.reason, again, 'accessToken')]
    return [address, token(account, answer.json), ...(await reading(account)), ...clock(answer)]
  } catch (failure) {
    return [address, unreachable(failure, 'apiUrl')]
  }
}

function token({ config }: WeiboAccount, json: unknown): Finding {
  const { uid, expire_in } = tokenInfo.safeParse(json).data ?? { uid: '?', expire_in: 0 }
  if (uid !== config.uid)
    return error('Access token', `The token belongs to the account ${uid}.`, 'Enter that UID, or the token of your account.', 'uid')
  if (expire_in < 7 * 86_400) return warning('Access token', 'The token runs out within a week.', again, 'accessToken')
  return ok('Access token', `Weibo knows the account ${uid} by it.`)
}

async function reading(account: WeiboAccount): Promise<Finding[]> {
  if (!account.config.fetchPublic) return []
  const failure = failureIn(await askWeibo(account, '/2/comments/to_me.json', { query: { count: '1' } }))
  const fix = 'Ask Weibo for the permission, or switch fetching off.'
  return [failure ? warning('Comments', failure.reason, fix, 'fetchPublic') : ok('Comments', 'Comments and mentions can be read.')]
}
