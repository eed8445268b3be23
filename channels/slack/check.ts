import type { Finding } from '../../contract/channels.ts'
import type { Account } from '../adapter.ts'
import { clock, error, ok, publicAddress, unreachable, warning } from '../provider/findings.ts'
import { call } from './client.ts'
import type { SlackConfig } from './config.ts'

const again = 'Install the app again, and copy the token then shown.'
const newToken = 'Make one with connections:write, and switch Socket Mode on.'

/** Signs in with the bot's token, looks at its scopes, and at the way events come to us. */
export async function checkSlack(account: Account<SlackConfig>): Promise<Finding[]> {
  try {
    const told = await call(account, 'auth.test', {})
    if (!told.ok) return [error('Bot token', `Slack refused the bot token: ${told.error}`, again, 'botToken')]
    const signedIn = ok('Bot token', `Signed in to “${String(told.data['team'])}” as ${String(told.data['user'])}.`)
    return [signedIn, scopes(told.answer.headers['x-oauth-scopes'] ?? ''), await inbound(account), ...clock(told.answer)]
  } catch (failure) {
    return [unreachable(failure, 'apiUrl')]
  }
}

const needed = ['chat:write', 'files:read', 'files:write', 'im:history', 'reactions:read', 'users:read']

function scopes(given: string): Finding {
  const missing = needed.filter((scope) => !given.split(/,\s*/).includes(scope))
  if (missing.length === 0) return ok('Scopes', 'The app has the scopes it needs.')
  return warning('Scopes', `The app lacks ${missing.join(', ')}.`, 'Add them under “OAuth & Permissions”, and install the app again.')
}

async function inbound(account: Account<SlackConfig>): Promise<Finding> {
  if (account.config.mode === 'events') return publicAddress(account)
  const told = await call(account, 'apps.connections.open', {}, account.config.appToken)
  if (told.ok) return ok('Socket Mode', 'Slack opens connections for this app.')
  return error('Socket Mode', `Slack refused the app-level token: ${told.error}`, newToken, 'appToken')
}
