import * as z from 'zod'
import type { Finding } from '../../contract/channels.ts'
import { clock, error, ok, publicAddress, unreachable, warning } from '../provider/findings.ts'
import { refresh } from './client.ts'
import type { DouyinAccount } from './config.ts'
import { failureIn } from './errors.ts'

const grant = z.looseObject({ open_id: z.string(), refresh_expires_in: z.coerce.number().catch(Infinity), scope: z.string().catch('') })
const again = 'Have the account authorise the app again and enter the new refresh token.'

/** Asks for an access token: that shows whose it is, what it may and how long it lasts. The secret shows only once Douyin calls us. */
export async function checkDouyin(account: DouyinAccount): Promise<Finding[]> {
  const address = publicAddress(account)
  try {
    const said = await refresh(account)
    const failure = failureIn(said)
    if (failure) return [address, error('Authorisation', failure.reason, again, 'refreshToken')]
    return [address, token(account, said.data), ...clock(said.answer, new Date())]
  } catch (failure) {
    return [address, unreachable(failure, 'apiUrl')]
  }
}

function token({ config }: DouyinAccount, data: object): Finding {
  const { open_id, refresh_expires_in: seconds, scope } = grant.safeParse(data).data ?? { open_id: '?', refresh_expires_in: 0, scope: '' }
  const other = 'Enter that open_id, or authorise with your account.'
  if (open_id !== config.openId) return error('Authorisation', `It belongs to the account ${open_id}.`, other, 'openId')
  if (seconds < 7 * 86_400) return warning('Authorisation', 'It runs out within a week.', again, 'refreshToken')
  return ok('Authorisation', `The account lets the app do this: ${scope}.`)
}
