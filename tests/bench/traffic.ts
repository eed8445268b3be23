import { v7 } from 'uuid'
import { issueToken } from '../../channels/webchat/token.ts'
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

const identitySecret = 'an identity secret for benches'

/** A web chat channel; gives its id. */
export async function openWebchat(parley: Parley): Promise<string> {
  const { id } = await parley.call('channel.create', { kind: 'webchat', name: 'Shop', config: { identitySecret } })
  return id
}

/** The messages as whole HTTP requests to the channel's webhook, ready to be written to a socket. */
export function toRequests(messages: Written[], channelId: string): Buffer[] {
  const tokens = new Map<string, string>()
  return messages.map(({ id, visitorId, text }) => {
    const token = tokens.get(visitorId) ?? issueToken({ channelId, visitorId }, identitySecret, new Date())
    tokens.set(visitorId, token)
    const body = Buffer.from(JSON.stringify({ type: 'message', id, text }))
    const head = `POST /webhooks/${channelId} HTTP/1.1\r\nHost: parley.test\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`
    return Buffer.concat([Buffer.from(head), body])
  })
}
