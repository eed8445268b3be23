import { createHash } from 'node:crypto'
import { measure } from '../../contract/text-length.ts'
import type { Peer } from '../adapter.ts'
import { practicePicture } from '../provider/practice-picture.ts'

/** What the stand-in takes: never the channel's own settings, so that a wrong one in the form shows. */
export const practiceSettings = { uid: '1000000001', appSecret: 'practice-app-secret', accessToken: 'practice-access-token' }
export const practiceName = 'Practice account 练习账号'

const names = new Map<string, string>()

/** The UID of somebody who is simulated; the stand-in knows the name from then on. */
export function rememberPerson(name: string): string {
  const uid = String(2_000_000_000 + (createHash('sha256').update(name).digest().readUInt32BE() % 1_000_000_000))
  if (names.size > 10_000) names.clear()
  names.set(uid, name)
  return uid
}

/** The number of a file of which the stand-in has one: a picture or a voice. */
export const practiceFile = (kind: 'image' | 'voice', digits: string): string => `${kind === 'image' ? 1 : 2}${digits}`

type Call = Parameters<Peer>[0]
type Given = { call: Call; form: URLSearchParams; seen: Set<string>; nextId: () => string }
type Reply = ReturnType<Peer> extends Promise<infer R> ? R : never

/** Weibo in small: its access token, its lengths, its refusal of repeated comments, its error bodies. It tells of no receipts. */
export function weiboPeer(): Peer {
  const seen = new Set<string>()
  let made = 5_100_000_000_000_000n
  const nextId = () => String((made += 1n))
  return async (call) => {
    const form = new URLSearchParams(call.body.toString('utf8'))
    if (call.query['access_token'] !== practiceSettings.accessToken) return refusal(call, 21332, 'invalid_access_token', 403)
    const answer = calls[`${call.method} ${call.path}`]
    return answer ? answer({ call, form, seen, nextId }) : refusal(call, 10020, 'Request api not found!', 404)
  }
}

const calls: Record<string, (given: Given) => Reply> = {
  'POST /2/messages/reply.json': reply,
  'POST /2/comments/reply.json': comment,
  'POST /2/comments/create.json': comment,
  'GET /2/comments/to_me.json': () => json({ comments: [] }),
  'GET /2/comments/mentions.json': () => json({ comments: [] }),
  'GET /2/statuses/mentions.json': () => json({ statuses: [] }),
  'POST /oauth2/get_token_info': () =>
    json({ uid: Number(practiceSettings.uid), appkey: '1', scope: 'all', create_at: 0, expire_in: 2_600_000 }),
  'GET /2/eps/user/info.json': ({ call }) =>
    json({ subscribe: 1, uid: call.query['uid'], nickname: names.get(call.query['uid'] ?? '') ?? '' }),
  'GET /2/mss/msget': ({ call }) => file(call),
}

function reply({ call, form }: Given): Reply {
  const data = parsed(form.get('data') ?? '')
  if (!/^\d+$/.test(form.get('receiver_id') ?? '') || !data) return refusal(call, 10008, 'Param error, see doc for more info.')
  if (form.get('type') === 'text' && measure(String(data['text'] ?? ''), 'halves') >= 300) return refusal(call, 20012, 'text too long')
  return json({ result: true, receiver_id: form.get('receiver_id'), type: form.get('type'), data: form.get('data') })
}

function comment({ call, form, seen, nextId }: Given): Reply {
  const text = form.get('comment') ?? ''
  if (text === '') return refusal(call, 20008, 'content is null')
  if (measure(text, 'halves') > 140) return refusal(call, 20012, 'text too long, please input text less than 140 characters')
  const said = `${form.get('id')} ${form.get('cid')} ${text}`
  if (seen.has(said)) return refusal(call, 20019, 'repeat content!')
  if (seen.size > 10_000) seen.clear()
  seen.add(said)
  const id = nextId()
  return { status: 200, body: `{"id":${id},"idstr":"${id}","text":${JSON.stringify(text)}}` }
}

// One twentieth of a second of silence (RFC 4867, 5.1).
const amr = Buffer.concat([
  Buffer.from('#!AMR\n'),
  Buffer.from('3c0000000000000000000000000000000000000000000000000000000000000000'.slice(0, 64), 'hex'),
])

function file({ query }: Call): Reply {
  const picture = (query['fid'] ?? '').startsWith('1')
  return picture
    ? { status: 200, headers: { 'content-type': 'image/png' }, body: practicePicture() }
    : { status: 200, headers: { 'content-type': 'audio/amr' }, body: amr }
}

const json = (value: object): Reply => ({
  status: 200,
  headers: { 'content-type': 'application/json', date: new Date().toUTCString() },
  body: JSON.stringify(value),
})

const refusal = ({ path }: Call, error_code: number, error: string, status = 400): Reply => ({
  ...json({ request: path, error_code, error }),
  status,
})

function parsed(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : null
  } catch {
    return null
  }
}
