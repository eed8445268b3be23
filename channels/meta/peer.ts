import { hmac, sameSecret } from '../../server/crypto.ts'
import type { Peer, RawRequest, Simulated } from '../adapter.ts'
import { practicePicture } from '../provider/practice-picture.ts'

type Call = Parameters<Peer>[0]
type Reply = Awaited<ReturnType<Peer>>
type Secrets = { accessToken: string; appSecret: string }

export const json = (status: number, body: object): Reply => ({
  ...{ status, headers: { 'content-type': 'application/json', date: new Date().toUTCString() } },
  body: JSON.stringify(body),
})

/** An error as the Graph API words them. */
export function refuse(status: number, code: number, message: string, more: { error_subcode?: number; details?: string } = {}): Reply {
  const { details, ...rest } = more
  const data = details === undefined ? {} : { error_data: { messaging_product: 'whatsapp', details } }
  return json(status, { error: { message, type: 'OAuthException', code, ...rest, ...data, fbtrace_id: 'practice' } })
}

/** Refuses a token or a proof other than the practice account's; null: both are right. */
export function wrongCredentials({ headers, query }: Call, { accessToken, appSecret }: Secrets): Reply | null {
  if (!sameSecret(headers['authorization'], `Bearer ${accessToken}`)) return refuse(401, 190, 'Invalid OAuth access token.')
  if (query['appsecret_proof'] !== undefined && !sameSecret(query['appsecret_proof'], hmac(appSecret, accessToken)))
    return refuse(400, 100, 'Invalid appsecret_proof provided in the API argument')
  return null
}

/** A webhook as Meta sends it, signed with an app's secret. */
export function signedEntry(object: string, appSecret: string, entry: object): Omit<RawRequest, 'url'> {
  const body = Buffer.from(JSON.stringify({ object, entry: [entry] }))
  const headers = { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${hmac(appSecret, body)}` }
  return { method: 'POST', headers, query: {}, body }
}

const names = new Map<string, string>()

/** The id of a name at one of Meta's practice accounts, always the same; the peer tells the name back. */
export function practiceId(name: string): string {
  const id = `7${String(parseInt(hmac('practice', name).slice(0, 12), 16))
    .padStart(15, '0')
    .slice(0, 15)}`
  names.set(id, name)
  return id
}

/** A private message as somebody writes it at Messenger or Instagram. */
export function practiceMessage(accountId: string, { type, from, text, id, now }: Simulated): object {
  const attachment = (kind: string, payload: object) => ({ attachments: [{ type: kind, payload }] })
  const place = { ...attachment('location', { coordinates: { lat: 30.2467, long: 120.1489 } }), text }
  const held: Partial<Record<Simulated['type'], object>> = {
    image: { text, ...attachment('image', { url: 'demo:/pictures/cup.png' }) },
    voice: attachment('audio', { url: 'demo:/voices/voice.wav' }),
    location: place,
  }
  const message = { mid: `m_${id}`, ...(held[type] ?? { text }) }
  return { sender: { id: practiceId(from) }, recipient: { id: accountId }, timestamp: now.getTime(), message }
}

type PageSide = { secrets: Secrets; accountId: string; longest: number; tell: (event: object) => void }

/** The Graph API of a Page or an Instagram account in small: tokens, proofs, messages, uploads, comments, profiles, receipts. */
export function pagePeer(side: PageSide): Peer {
  return async (call) => {
    const [first = '', edge = ''] = call.path.split('/').filter(Boolean)
    if (first === 'voices') return { status: 200, headers: { 'content-type': 'audio/wav' }, body: voice() }
    if (first === 'pictures') return { status: 200, headers: { 'content-type': 'image/png' }, body: practicePicture() }
    const wrong = wrongCredentials(call, side.secrets)
    if (wrong) return wrong
    if (edge === 'subscribed_apps') return json(200, { data: [{ id: '1', name: 'Practice' }] })
    if (call.method === 'GET') return read(first, call, side)
    if (edge === 'message_attachments') return json(200, { attachment_id: nextId() })
    if (edge === 'messages') return take(call, side)
    return ['comments', 'replies', 'mentions'].includes(edge)
      ? json(200, { id: nextId() })
      : refuse(400, 100, `Unknown path components: /${edge}`)
  }
}

let count = 0
const nextId = () => `${Date.now()}${(count += 1)}`

function read(id: string, { query }: Call, { accountId }: PageSide): Reply {
  const { fields = '' } = query
  const at = new Date().toISOString()
  if (fields.startsWith('mentioned_')) {
    const text = '@practice 这把壶真好看 Lovely teapot'
    const said = { username: 'tea_friend', timestamp: at, ...(fields.startsWith('mentioned_comment') ? { text } : { caption: text }) }
    return json(200, { [fields.startsWith('mentioned_comment') ? 'mentioned_comment' : 'mentioned_media']: said, id })
  }
  if (fields === 'from') return json(200, { id, from: { id: practiceId('Mei Lin'), name: 'Mei Lin' } })
  if (id === 'me' || id === accountId) return json(200, { id: accountId, name: 'Practice Shop', username: 'practice_shop' })
  if (/^7\d{15}$/.test(id)) return json(200, { id, name: names.get(id) ?? `Practice ${id.slice(-4)}` })
  return refuse(400, 100, `Unsupported get request. Object with ID '${id}' does not exist`, { error_subcode: 33 })
}

type Message = { recipient?: { id?: string }; sender_action?: string; message?: { text?: string; attachment?: object } }

const receiptAfterMs = { echo: 100, delivery: 400, read: 2_500 }

/** People whose id ends like this behave like this: so that every outcome can be tried. */
const oddPeople: [string, () => Reply][] = [
  ['0551', () => refuse(400, 551, 'This person isn’t available right now.', { error_subcode: 1545041 })],
  ['0613', () => refuse(400, 613, 'Calls to this API have exceeded the rate limit.')],
  ['0278', () => refuse(400, 10, 'This message is sent outside of allowed window.', { error_subcode: 2018278 })],
]

function take({ body }: Call, { accountId, longest, tell }: PageSide): Reply {
  const { recipient, sender_action: action, message = {} } = JSON.parse(body.toString('utf8')) as Message
  const to = recipient?.id ?? ''
  if (!/^\d+$/.test(to)) return refuse(400, 100, 'Parameter error: You cannot send messages to this id', { error_subcode: 2018001 })
  if (action) return json(200, { recipient_id: to })
  const odd = oddPeople.find(([end]) => to.endsWith(end))?.[1]()
  if (odd) return odd
  if (Buffer.byteLength(message.text ?? '') > longest)
    return refuse(400, 100, `(#100) Length of param message[text] must be less than or equal to ${longest}`)
  if (!message.text && !message.attachment) return refuse(400, 100, '(#100) Empty message')
  const mid = `m_practice${nextId()}`
  const theirs = { sender: { id: to }, recipient: { id: accountId } }
  const later = (ms: number, event: () => object) => setTimeout(() => tell(event()), ms).unref()
  later(receiptAfterMs.echo, () => ({ ...{ sender: { id: accountId }, recipient: { id: to }, timestamp: Date.now() }, message: { mid, is_echo: true, app_id: 1, ...asSent(message) } })) // prettier-ignore
  later(receiptAfterMs.delivery, () => ({ ...theirs, timestamp: Date.now(), delivery: { mids: [mid], watermark: Date.now() } }))
  later(receiptAfterMs.read, () => ({ ...theirs, timestamp: Date.now(), read: { mid, watermark: Date.now() } }))
  return json(200, { recipient_id: to, message_id: mid })
}

/** Meta tells a file back by its address. */
function asSent({ text, attachment }: NonNullable<Message['message']>): object {
  return attachment ? { attachments: [{ type: 'image', payload: { url: 'demo:/pictures/cup.png' } }] } : { text }
}

/** Half a second of a tone (WAV, 8 kHz, 8 bits), so that a simulated voice message can be played. */
export function voice(): Buffer {
  const samples = Buffer.from(Array.from({ length: 4_000 }, (_, n) => Math.round(128 + 60 * Math.sin((2 * Math.PI * 440 * n) / 8_000))))
  const header = Buffer.alloc(44)
  header.write('RIFF', 0)
  header.writeUInt32LE(36 + samples.length, 4)
  header.write('WAVEfmt ', 8)
  for (const [at, value] of [[16, 16], [24, 8_000], [28, 8_000], [40, samples.length]] as const) header.writeUInt32LE(value, at) // prettier-ignore
  for (const [at, value] of [[20, 1], [22, 1], [32, 1], [34, 8]] as const) header.writeUInt16LE(value, at) // prettier-ignore
  header.write('data', 36)
  return Buffer.concat([header, samples])
}
