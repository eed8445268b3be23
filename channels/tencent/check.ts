import type { Finding } from '../../contract/channels.ts'
import { plainRefusedAt } from './callback.ts'
import { clock, error, ok, publicAddress, unreachable } from '../provider/findings.ts'
import { isPractice } from '../provider/peers.ts'
import { call, type Platform, type Said } from './platform.ts'

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

function credentialsFinding({ code, words, answer }: Said, { id, secret }: CredentialFields): Finding {
  if (code === 40013) return error('Credentials', 'The platform does not know this ID.', 'Copy it from the platform once more.', id)
  if (code === 40001 || code === 40125)
    return error('Credentials', 'The platform refused the secret.', 'Make a new one on the platform and enter it here.', secret)
  if (code === 40164 || code === 60020)
    return error(
      'IP allowlist',
      `The platform does not know this server’s address ${addressIn(words)}.`,
      'Add it to the IP allowlist (IP 白名单) there.',
    )
  if (answer.status !== 200) return error('Connection', `The platform answered ${answer.status}.`, 'Check the interface address.', 'apiUrl')
  return ok('Credentials', 'The platform accepts our credentials.')
}

const addressIn = (words: string) => /\d+\.\d+\.\d+\.\d+|[0-9a-f]*:[0-9a-f:]{4,}/i.exec(words)?.[0] ?? ''

/** Which mode is set on the platform cannot be asked; what came in the wrong one is remembered. */
export function modeFinding(channelId: string): Finding {
  const at = plainRefusedAt(channelId)
  if (at === null) return ok('Message mode', 'Only messages in secure mode (安全模式) are taken.')
  const message = `A message came in the clear at ${at.toISOString()}; it was refused, for its signature does not cover what it says.`
  return error('Message mode', message, 'Choose the secure mode (安全模式) beside the callback address on the platform.', 'aesKey')
}
