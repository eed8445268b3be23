import { v7 } from 'uuid'
import { signed } from '../../channels/http/sign.ts'
import type { Parley } from './parley.ts'

/** A message as a visitor writes it. */
export type Written = { id: string; visitorId: string; text: string }

const words = 'order parcel invoice 退款 delivery when 请问 size colour return 发票 address thanks 还没有收到 please'.split(' ')

/** `n` messages of `visitors` new visitors in turn, of 40 to 200 characters. */
export function write(n: number, visitors: number): Written[] {
  const ids = Array.from({ length: visitors }, () => v7())
  return Array.from({ length: n }, (_, i) => ({
    id: v7(),
    visitorId: ids[i % visitors]!,
    text: Array.from({ length: 8 + ((i * 7) % 24) }, (_word, w) => words[(i + w * 5) % words.length]).join(' '),
  }))
}

const secret = 'a secret for benches, long enough'

/** A web chat channel; gives its id. */
export async function openWebchat(parley: Parley): Promise<string> {
  const { id } = await parley.call('channel.create', { kind: 'webchat', name: 'Shop', config: {} })
  return id
}

/** A channel that a program of ours writes to: what visitors may send is limited, what a signed program sends is not. Gives its id. */
export async function openProgram(parley: Parley): Promise<string> {
  const config = { secret, sendUrl: 'https://shop.example.com/parley' }
  const { id } = await parley.call('channel.create', { kind: 'http', name: 'Shop', config })
  return id
}

/** The messages as whole HTTP requests to such a channel's webhook, ready to be written to a socket within five minutes. */
export function toRequests(messages: Written[], channelId: string): Buffer[] {
  const now = new Date()
  return messages.map(({ id, visitorId, text }) => {
    const body = Buffer.from(JSON.stringify({ events: [{ type: 'message', id, from: { id: visitorId }, text }] }))
    const proof = Object.entries(signed(secret, body, now)).map(([name, value]) => `${name}: ${value}\r\n`)
    const head = `POST /webhooks/${channelId} HTTP/1.1\r\nHost: parley.test\r\n${proof.join('')}Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`
    return Buffer.concat([Buffer.from(head), body])
  })
}
