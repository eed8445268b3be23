import type { Finding } from '../contract/channels.ts'
import { env } from '../server/env.ts'
import type { Account } from './adapter.ts'
import { NoAnswer, type Answer } from './provider.ts'

/** What is in order. */
export function ok(subject: string, message: string): Finding {
  return { level: 'ok', subject, message, fix: null, field: null }
}

/** What works for now, or may not; `fix` says how to mend it. */
export function warning(subject: string, message: string, fix: string, field: string | null = null): Finding {
  return { level: 'warning', subject, message, fix, field }
}

/** What keeps the channel from working; `field` names the setting to change. */
export function error(subject: string, message: string, fix: string, field: string | null = null): Finding {
  return { level: 'error', subject, message, fix, field }
}

/** Where the provider sends this channel's webhooks; without the channel while its settings are only being tried. */
export function webhookUrl({ channelId }: Pick<Account, 'channelId'>): string {
  return `${env().PUBLIC_URL}/webhooks/${channelId || '…'}`
}

/** Whether a provider can reach us at all: it takes public https addresses only. */
export function publicAddress(account: Pick<Account, 'channelId'>): Finding {
  const url = new URL(env().PUBLIC_URL)
  const local = /^(localhost|.*\.local|127\..*|10\..*|192\.168\..*|\[::1\])$/.test(url.hostname)
  if (!local && url.protocol === 'https:') return ok('Address', `The provider delivers to ${webhookUrl(account)}.`)
  return warning(
    'Address',
    local ? `${env().PUBLIC_URL} can only be reached from this machine or its network.` : `${env().PUBLIC_URL} is not encrypted.`,
    'Set PUBLIC_URL to a public https address that leads to Parley: providers deliver to no other.',
  )
}

/** A clock more than two minutes off, judged by the `Date` of a provider's answer: its signatures would be taken for stale. Else nothing. */
export function clock({ headers }: Pick<Answer, 'headers'>, now: Date): Finding[] {
  const theirs = Date.parse(headers['date'] ?? '')
  const minutes = Math.round((now.getTime() - theirs) / 60_000)
  if (!(Math.abs(minutes) > 2)) return []
  const message = `This server’s clock is ${Math.abs(minutes)} min ${minutes > 0 ? 'ahead of' : 'behind'} the provider’s.`
  return [warning('Clock', message, 'Set this server’s clock by NTP: signatures with a time on them are refused otherwise.')]
}

/** A provider that could not be asked; throws on what is a bug of ours. */
export function unreachable(failure: unknown, field: string | null = null): Finding {
  if (!(failure instanceof NoAnswer)) throw failure
  return error('Connection', failure.message, 'Check this server’s way to the internet, then try again.', field)
}
