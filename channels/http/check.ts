import type { Finding } from '../../contract/channels.ts'
import type { Account } from '../adapter.ts'
import { clock, error, ok, publicAddress, unreachable, warning } from '../provider/findings.ts'
import { isPractice } from '../provider/peers.ts'
import type { HttpConfig } from './config.ts'
import { post } from './send.ts'

/** Sends the program a signed ping: it must answer 2xx, and refuse one signed with another secret. */
export async function check(account: Account<HttpConfig>): Promise<Finding[]> {
  const address = isPractice(account.config.sendUrl) ? [] : [publicAddress(account)]
  try {
    const answer = await post(account, { type: 'ping' })
    return [...address, pinged(answer.status), ...clock(answer), ...(await refusesOthers(account, answer.status))]
  } catch (failure) {
    return [...address, unreachable(failure, 'sendUrl')]
  }
}

function pinged(status: number): Finding {
  if (status >= 200 && status < 300) return ok('Program', 'Your program took a signed ping.')
  if (status === 401 || status === 403)
    return error('Secret', `Your program refused our signature (${status}).`, 'Use the same secret on both sides.', 'secret')
  return error('Program', `Your program answered ${status} to a ping.`, 'Let it answer 200 to {"type":"ping"}.', 'sendUrl')
}

/** A program that takes anything would believe anybody. */
async function refusesOthers(account: Account<HttpConfig>, status: number): Promise<Finding[]> {
  if (status < 200 || status >= 300) return []
  const wrong = { ...account, config: { ...account.config, secret: `${account.config.secret}x` } }
  const answer = await post(wrong, { type: 'ping' })
  if (answer.status < 200 || answer.status >= 300) return []
  const fix = 'Let it check X-Parley-Signature and refuse what does not fit with 401.'
  return [warning('Signature', 'Your program also takes what is signed with another secret.', fix)]
}
