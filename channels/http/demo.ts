import * as z from 'zod'
import { sameSecret } from '../../server/crypto.ts'
import type { Demo, Peer, RawRequest, Simulated } from '../adapter.ts'
import type { HttpConfig } from './config.ts'
import { signatureOf, signed } from './sign.ts'
import { practicePicture } from '../provider/practice-picture.ts'

const secret = 'practice-secret-of-a-shop'

/** A shop's program in small: takes what is signed with its secret, and tells that the customer got and read it. */
export const demo: Demo<HttpConfig> = {
  name: 'Practice shop 练习商城',
  config: (peerUrl) => ({ secret, sendUrl: `${peerUrl}/messages` }),
  simulates: ['text', 'image', 'location', 'follow', 'comment'],
  simulate: ({ config }, simulated) => request(config.secret, [toEvent(simulated)], simulated.now),
  peer: (_account, deliver) => program((events) => deliver(request(secret, events, new Date()))),
}

function request(key: string, events: object[], now: Date): Omit<RawRequest, 'url'> {
  const body = Buffer.from(JSON.stringify({ events }))
  return { method: 'POST', headers: { 'content-type': 'application/json', ...signed(key, body, now) }, query: {}, body }
}

const picture = 'demo:/pictures/teapot.png'
const place = { latitude: 30.2467, longitude: 120.1489, name: '西湖断桥', address: '杭州市西湖区' }

const post = { text: 'Spring teas are in.', url: 'https://shop.example.com/posts/1', author: 'Practice shop' }

function toEvent({ type, from, text, id, now }: Simulated): object {
  const person = { id: `practice-${from}`, name: from }
  const common = { id, from: person, at: now.toISOString() }
  if (type === 'follow') return { type, from: person, by: 'scan', at: common.at }
  if (type === 'image') return { type: 'message', ...common, text, files: [{ url: picture, name: 'teapot.png', type: 'image/png' }] }
  if (type === 'location') return { type: 'message', ...common, text, place }
  return { type: 'message', ...common, text, ...(type === 'comment' ? { surface: 'comment', thread: `post-1/${person.id}`, post } : {}) }
}

const told = z.object({ type: z.enum(['message', 'ping']), id: z.string().optional() })
const receiptAfterMs = [400, 2_500]

function program(tell: (events: object[]) => void): Peer {
  const seen = new Set<string>()
  return async ({ method, path, headers, body }) => {
    if (method === 'GET' && path.startsWith('/pictures/'))
      return { status: 200, headers: { 'content-type': 'image/png' }, body: practicePicture() }
    const right = `sha256=${signatureOf(secret, headers['x-parley-timestamp'] ?? '', body)}`
    if (!sameSecret(headers['x-parley-signature'], right)) return { status: 401, body: '{"error":"wrong signature"}' }
    const { type, id } = told.parse(JSON.parse(body.toString('utf8')))
    if (type === 'message' && id && !seen.has(id)) {
      seen.add(id)
      const receipt = (status: string) => () => tell([{ type: 'receipt', id, status, at: new Date().toISOString() }])
      receiptAfterMs.forEach((ms, n) => setTimeout(receipt(n === 0 ? 'delivered' : 'read'), ms).unref())
    }
    return { status: 200, body: JSON.stringify(id ? { id } : {}) }
  }
}
