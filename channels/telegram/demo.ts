import { sha256 } from '../../server/crypto.ts'
import type { Account, Demo, Simulated } from '../adapter.ts'
import type { TelegramConfig } from './config.ts'
import { peer, practice } from './peer.ts'
import { dedupeKey, secretOf } from './verify.ts'

export const demo: Demo<TelegramConfig> = {
  name: 'Practice bot 练习机器人',
  config: (peerUrl) => ({ botToken: practice.token, receive: 'webhook', apiUrl: peerUrl }),
  simulates: ['text', 'image', 'location', 'follow'],
  simulate: (account, simulated) => delivered(account, Buffer.from(JSON.stringify(updateOf(simulated)))),
  peer: () => peer(),
}

/** As Telegram delivers it; a bot that fetches is given it as fetched. */
function delivered(account: Account<TelegramConfig>, body: Buffer) {
  if (account.config.receive === 'polling') return { body, dedupeKey: dedupeKey(account.config, body) }
  const headers = { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secretOf(account) }
  return { method: 'POST', headers, query: {}, body }
}

/** A number of so many hex digits, the same for the same text. */
const number = (text: string, digits: number) => Number.parseInt(sha256(text).slice(0, digits), 16)

function updateOf({ type, from, text, id, now }: Simulated): object {
  const user = { id: number(from, 9), first_name: from }
  const date = Math.floor(now.getTime() / 1000)
  const content = {
    text: { text },
    image: { photo: [{ file_id: practice.photo, file_unique_id: 'p', width: 64, height: 48 }], ...(text ? { caption: text } : {}) },
    location: { location: { latitude: 31.2397, longitude: 121.4998 } },
    follow: { text: '/start' },
  }[type as 'text' | 'image' | 'location' | 'follow']
  const message = { message_id: number(id, 7), date, chat: { ...user, type: 'private' }, from: { ...user, is_bot: false }, ...content }
  return { update_id: number(id, 8), message }
}
