import { hmac, keyFor, sameSecret, sha256 } from '../../server/crypto.ts'
import type { Account, RawRequest, Verified } from '../adapter.ts'
import type { TelegramConfig } from './config.ts'

/** The secret we gave with `setWebhook` comes back in a header; the update’s number tells repeats. */
export function verifyTelegram({ method, headers, body }: RawRequest, account: Account<TelegramConfig>): Verified | null {
  if (method !== 'POST' || !sameSecret(headers['x-telegram-bot-api-secret-token'], secretOf(account))) return null
  return { body, dedupeKey: dedupeKey(account.config, body) }
}

/** What Telegram is to send along with every update: ours alone, so nobody has to type it. */
export const secretOf = ({ channelId }: Account): string => hmac(keyFor('telegram webhooks'), channelId)

/** Unique within the channel, also after it was given another bot, which counts its updates anew. */
export function dedupeKey(config: TelegramConfig, body: Buffer): string {
  const id = /^\s*\{\s*"update_id"\s*:\s*(\d{1,16})\b/.exec(body.toString('utf8', 0, 100))?.[1]
  return id ? `update:${botOf(config)}:${id}` : `raw:${sha256(body)}`
}

/** A bot’s own id, with which its token begins. */
export const botOf = ({ botToken }: TelegramConfig): string => botToken.split(':')[0] ?? ''
