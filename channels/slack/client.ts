import type { Account, SendResult } from '../adapter.ts'
import { codes, later, no } from '../provider/meanings.ts'
import { ask, documented, okAnswer, refused, type Answer } from '../provider/ask.ts'
import type { SlackConfig } from './config.ts'

type Fields = Record<string, string>
type Told = { ok: boolean; error: string; answer: Answer; data: Record<string, unknown> }

/** One call of Slack's Web API, which answers 200 even when it refuses: `error` then says why. Throws `NoAnswer`. */
export async function call(account: Account<SlackConfig>, method: string, fields: Fields, token = account.config.botToken): Promise<Told> {
  const headers = { authorization: `Bearer ${token}` }
  const answer = await ask(account, `${account.config.apiUrl}/${method}`, { method: 'POST', headers, body: new URLSearchParams(fields) })
  const data = answer.status === 200 ? documented(answer, okAnswer) : { ok: false, error: '', ...okAnswer.safeParse(answer.json).data }
  return { ok: data.ok && answer.status === 200, error: data.error, answer, data }
}

/** How a send ended that Slack refused. */
export function failure({ error, answer }: Told): SendResult {
  if (answer.status !== 200) return refused(answer, error)
  // Slack's own words: part of the work may have been done.
  if (error === 'internal_error' || error === 'fatal_error') return { outcome: 'unknown', code: error, reason: unclear }
  const meaning = meanings.get(error) ?? no(`Slack refused this message: ${error}.`)
  return { outcome: 'failed', code: error, ...meaning }
}

const unclear = 'Slack had trouble and cannot say whether the message arrived. Look there, then send again or mark it as arrived.'

/** https://docs.slack.dev/reference/methods/chat.postMessage#errors */
const meanings = new Map([
  ...codes('channel_not_found', no('The bot cannot see this Slack conversation (any more). Invite it there again.')),
  ...codes('not_in_channel', no('The bot is not in this Slack channel. Type /invite and its name there, then send again.')),
  ...codes('is_archived', no('This Slack channel is archived. Open it again in Slack to write there.')),
  ...codes('thread_not_found', no('The message this answers was deleted in Slack.')),
  ...codes('invalid_auth not_authed account_inactive token_revoked token_expired', no('Slack refused the bot token. Install the app again and enter the new token.')), // prettier-ignore
  ...codes('missing_scope no_permission', no('The app may not do this in Slack. Add the missing scope and install it again.')),
  ...codes('restricted_action', no('An admin of the Slack workspace does not allow the app to write here.')),
  ...codes('ratelimited rate_limited', later('Slack asks us to slow down; Parley tries again.', 30_000)),
  ...codes('service_unavailable request_timeout', later('Slack has trouble; Parley tries again.')),
])
