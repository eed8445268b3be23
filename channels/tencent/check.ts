import type { Finding } from '../../contract/channels.ts'
import { plainRefusedAt } from './callback.ts'
import { clock, error, ok, publicAddress, unreachable } from '../provider/findings.ts'
import { isPractice } from '../provider/peers.ts'
import { addressIn, call, unknownAddress, type Platform, type Said } from './platform.ts'

/** The settings that make up the credentials. */
type CredentialFields = { id: string; secret: string }

/**
 * Tries the credentials by one call that changes nothing; `right` judges its answer, once the credentials are taken, as to what the account
 * may do. Tells also whether callbacks reach us, and the clock.
 */
export async function checkPlatform(
  platform: Platform,
  fields: CredentialFields,
  path: string,
  body: object,
  right: (said: Said) => Finding,
): Promise<Finding[]> {
  const address = isPractice(platform.apiUrl) ? [] : [publicAddress(platform.account)]
  try {
    const said = await call(platform, path, { method: 'POST', body })
    const credentials = credentialsFinding(said, fields)
    return [credentials, ...(credentials.level === 'ok' ? [right(said)] : []), ...address, ...clock(said.answer)]
  } catch (failure) {
    return [unreachable(failure, 'apiUrl'), ...address]
  }
}

/** Why no token was granted, and what to do about it; a token that was granted says that the credentials are right. */
function credentialsFinding({ code, words, answer, noToken }: Said, { id, secret }: CredentialFields): Finding {
  const cause = String(code)
  if (cause === '40013') return error('Credentials', 'The platform does not know this ID.', 'Copy it from the platform once more.', id)
  if (cause === '40001' || cause === '40125')
    return error('Credentials', 'The platform refused the secret.', 'Make a new one on the platform and enter it here.', secret)
  if (cause === '40243')
    return error(
      'Credentials',
      'The secret is frozen on the platform.',
      'Unfreeze it there (解冻 AppSecret), or make a new one and enter it here.',
      secret,
    )
  if (cause === '50007') return error('Credentials', 'The account is frozen.', 'See its notice on the platform and have it unfrozen there.')
  if (unknownAddress.test(cause)) return addressFinding(cause, addressIn(words))
  if (cause === '-1')
    return error('Connection', 'The platform is busy and granted no token.', 'Check the connection again in a few minutes.')
  if (answer.status !== 200) return error('Connection', `The platform answered ${answer.status}.`, 'Check the interface address.', 'apiUrl')
  if (noToken)
    return error(
      'Credentials',
      `The platform granted no token (${cause}): ${words.slice(0, 200)}`,
      'Look the code up in the platform’s list of return codes.',
    )
  return ok('Credentials', 'The platform accepts our credentials.')
}

function addressFinding(cause: string, address: string): Finding {
  if (cause === '89501' || cause === '89503')
    return error(
      'IP allowlist',
      `An administrator must first approve this server’s address ${address}.`,
      'Have them confirm the request the platform sent to their WeChat, then check again.',
    )
  if (cause === '89506' || cause === '89507')
    return error(
      'IP allowlist',
      `An administrator refused this server’s address ${address}.`,
      'Check again after an hour (after two refusals, a day) and have them approve it, or add it to the IP allowlist (IP 白名单).',
    )
  return error(
    'IP allowlist',
    `The platform does not know this server’s address ${address}.`,
    'Add it to the IP allowlist (IP 白名单) there.',
  )
}

/** Which mode is set on the platform cannot be asked; what came in the wrong one is remembered. */
export function modeFinding(channelId: string): Finding {
  const at = plainRefusedAt(channelId)
  if (at === null) return ok('Message mode', 'Only messages in secure mode (安全模式) are taken.')
  const message = `A message came in the clear at ${at.toISOString()}; it was refused, for its signature does not cover what it says.`
  return error('Message mode', message, 'Choose the secure mode (安全模式) beside the callback address on the platform.', 'aesKey')
}
