import { sha256 } from '../../server/crypto.ts'
import type { Demo, RawRequest, Simulated } from '../adapter.ts'
import type { LineConfig } from './config.ts'
import { peer, practice, userIdOf } from './peer.ts'
import { signatureOf } from './verify.ts'

/** A shop's LINE Official Account, in small. */
export const demo: Demo<LineConfig> = {
  name: 'Practice LINE 练习账号',
  config: (peerUrl) => ({ ...practice, apiUrl: peerUrl, dataUrl: peerUrl }),
  simulates: ['text', 'image', 'location', 'follow'],
  simulate: (account, simulated) => webhook(account.config.channelSecret, [eventOf(simulated)]),
  peer: (account) => peer(account),
}

/** A request as LINE sends it. */
export function webhook(channelSecret: string, events: unknown[]): Omit<RawRequest, 'url'> {
  const body = Buffer.from(JSON.stringify({ destination: `U${'b'.repeat(32)}`, events }))
  const headers = { 'content-type': 'application/json; charset=utf-8', 'x-line-signature': signatureOf(channelSecret, body) }
  return { method: 'POST', headers, query: {}, body }
}

function eventOf({ type, from, text, id, now }: Simulated): object {
  const webhookEventId = `01${sha256(id).slice(0, 24).toUpperCase()}`
  const common = { webhookEventId, deliveryContext: { isRedelivery: false }, timestamp: now.getTime(), mode: 'active' }
  const told = { ...common, source: { type: 'user', userId: userIdOf(from) }, replyToken: sha256(`reply ${id}`).slice(0, 32) }
  if (type === 'follow') return { type: 'follow', ...told, follow: { isUnblocked: false } }
  return { type: 'message', ...told, message: { id: String(BigInt(`0x${sha256(id).slice(0, 15)}`)), ...contentOf(type, text) } }
}

function contentOf(type: Simulated['type'], text: string): object {
  if (type === 'image') return { type, quoteToken: 'practice', contentProvider: { type: 'line' } }
  if (type === 'location') return { type, title: '西湖断桥', address: '杭州市西湖区', latitude: 30.2467, longitude: 120.1489 }
  return { type: 'text', quoteToken: 'practice', text }
}
