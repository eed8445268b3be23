import type { Finding } from '../../contract/channels.ts'
import { env } from '../../server/env.ts'
import type { Account } from '../adapter.ts'
import { NoAnswer, type Answer } from './ask.ts'
import { currentTime } from '../../server/clock.ts'

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
  const { hostname, protocol } = new URL(env().PUBLIC_URL)
  const local = /^(localhost|.*\.local|127\..*|10\..*|192\.168\..*|\[::1\])$/.test(hostname)
  if (!local && protocol === 'https:') return ok('Callback address', `The provider reaches Parley at ${webhookUrl(account)}.`)
  return warning(
    'Callback address',
    `${env().PUBLIC_URL} cannot be reached from the internet, so nothing the provider sends arrives.`,
    'Set PUBLIC_URL to a public https address, and give the provider the callback address shown then.',
  )
}

/** A clock more than two minutes off, judged by the `Date` of a provider's answer; nothing when it is right, or cannot be told. */
export function clock({ headers }: Pick<Answer, 'headers'>, now = currentTime()): Finding[] {
  const seconds = Math.round(Math.abs(now.getTime() - Date.parse(headers['date'] ?? '')) / 1000)
  if (!(seconds > 120)) return []
  const message = `This server’s clock and the provider’s are ${seconds} seconds apart; signed requests will be refused.`
  return [warning('Clock', message, 'Set this server’s clock by NTP.')]
}

/** A provider that could not be asked; throws on what is a bug of ours. */
export function unreachable(failure: unknown, field: string | null = null): Finding {
  if (!(failure instanceof NoAnswer)) throw failure
  return error('Connection', failure.message, 'Check the interface address and this server’s way to the internet, then try again.', field)
}
