import { hmac } from '../../server/crypto.ts'
import type { Account, Demo, RawRequest, Simulated } from '../adapter.ts'
import { signedEntry } from '../meta/peer.ts'
import type { WhatsappConfig } from './config.ts'
import { peer, practice } from './peer.ts'

/** A shop's number at WhatsApp, in small. */
export const demo: Demo<WhatsappConfig> = {
  name: 'Practice WhatsApp 练习号码',
  config: (peerUrl) => ({ ...practice, apiUrl: peerUrl }),
  simulates: ['text', 'image', 'voice', 'location'],
  simulate: (account, simulated) => webhook(account.config.appSecret, account.config.phoneNumberId, written(simulated)),
  peer: (account: Account<WhatsappConfig>, deliver) =>
    peer((value) => deliver(webhook(practice.appSecret, account.config.phoneNumberId, value))),
}

/** A request as Meta sends it, signed with an app's secret. */
export function webhook(appSecret: string, phoneNumberId: string, value: object): Omit<RawRequest, 'url'> {
  const metadata = { display_phone_number: '15550100200', phone_number_id: phoneNumberId }
  const change = { field: 'messages', value: { messaging_product: 'whatsapp', metadata, ...value } }
  return signedEntry('whatsapp_business_account', appSecret, { id: practice.businessAccountId, changes: [change] })
}

function written({ type, from, text, id, now }: Simulated): object {
  const number = numberOf(from)
  const message = { from: number, id: `wamid.${id}`, timestamp: String(Math.floor(now.getTime() / 1000)), ...contentOf(type, text) }
  return { contacts: [{ profile: { name: from }, wa_id: number }], messages: [message] }
}

function contentOf(type: Simulated['type'], text: string): object {
  if (type === 'image') return { type, image: { id: '90001', mime_type: 'image/png', caption: text } }
  if (type === 'voice') return { type: 'audio', audio: { id: '90002', mime_type: 'audio/wav', voice: true } }
  if (type === 'location') return { type, location: { latitude: 30.2467, longitude: 120.1489, name: '西湖断桥', address: '杭州市西湖区' } }
  return { type: 'text', text: { body: text } }
}

/** A number for a name, always the same: of those that are for stories (+1 555 01xx xxx belongs to nobody). */
function numberOf(name: string): string {
  return `155501${String(parseInt(hmac('practice', name).slice(0, 8), 16) % 100_000).padStart(5, '0')}`
}
