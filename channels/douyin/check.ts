import * as z from 'zod'
import type { Finding } from '../../contract/channels.ts'
import { clock, error, ok, publicAddress, unreachable, warning } from '../provider/findings.ts'
import { askForToken } from './client.ts'
import type { DouyinAccount } from './config.ts'
import { failureIn } from './errors.ts'
import { endOf, endsSoon } from './renew.ts'
import { again, endsWords } from './words.ts'
import { currentTime } from '../../server/clock.ts'

const grant = z.looseObject({ open_id: z.string(), scope: z.string().catch('') })

/** Asks for an access token: that shows whose it is, what it may and how long it lasts. The secret shows only once Douyin calls us. */
export async function checkDouyin(account: DouyinAccount): Promise<Finding[]> {
  const [address, now] = [publicAddress(account), currentTime()]
  try {
    const said = await askForToken(account, 'refresh_token')
    const failure = failureIn(said)
    if (failure) return [address, error('Authorisation', failure.reason, again, 'refreshToken')]
    return [address, token(account, said.data, now), ...clock(said.answer, now)]
  } catch (failure) {
    return [address, unreachable(failure, 'apiUrl')]
  }
}

function token({ config }: DouyinAccount, data: object, now: Date): Finding {
  const { open_id, scope } = grant.safeParse(data).data ?? { open_id: '?', scope: '' }
  const other = 'Enter that open_id, or authorise with your account.'
  if (open_id !== config.openId) return error('Authorisation', `It belongs to the account ${open_id}.`, other, 'openId')
  const end = endOf(data, now)
  if (end && endsSoon(end, now)) return warning('Authorisation', endsWords(end), again, 'refreshToken')
  return ok('Authorisation', `The account lets the app do this: ${scope}.`)
}
