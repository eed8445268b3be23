import * as z from 'zod'
import { sameSecret, sha256 } from '../../server/crypto.ts'
import type { Account, Peer } from '../adapter.ts'
import { webhookUrl } from '../provider/findings.ts'
import type { LineConfig } from './config.ts'
import { practicePicture } from '../provider/practice-picture.ts'

type Call = Parameters<Peer>[0]
type Answer = Awaited<ReturnType<Peer>>

export const practice = { channelSecret: '9a1c5e0d7b3f48260a1c5e0d7b3f4826', channelAccessToken: 'practice-access-token' }

/** People LINE answers for as it does in these cases, by name. */
export const oddPeople = { stranger: 'Not a friend', spent: 'Month is over', hasty: 'Too fast' }

/** The Messaging API in small: sign-in, pushes with retry keys, people, files, and the webhook it has for the channel. */
export function peer(account: Account<LineConfig>): Peer {
  const taken = new Map<string, string>()
  return async (call) => {
    if (!sameSecret(call.headers['authorization'], `Bearer ${practice.channelAccessToken}`)) return refuse(401, unauthorized)
    if (call.path === '/v2/bot/message/push' && call.method === 'POST') return push(call, taken)
    return look(account, call, taken) ?? refuse(404, 'Not found')
  }
}

const unauthorized = 'Authentication failed. Confirm that the access token in the authorization header is valid.'
const json = (status: number, body: object, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: {
    'content-type': 'application/json',
    date: new Date().toUTCString(),
    'x-line-request-id': sha256(String(Math.random())),
    ...headers,
  },
  body: JSON.stringify(body),
})
const refuse = (status: number, message: string, details?: object[]) => json(status, { message, details })

const address = z
  .string()
  .max(2000)
  .regex(/^https?:/)
const message = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string().min(1).max(5000) }),
  z.object({ type: z.literal('image'), originalContentUrl: address, previewImageUrl: address }),
])
const pushed = z.object({ to: z.string(), messages: z.array(message).min(1).max(5) })

function push({ headers, body }: Call, taken: Map<string, string>): Answer {
  const key = headers['x-line-retry-key']
  if (key !== undefined && !z.guid().safeParse(key).success) return refuse(400, 'Invalid retry key')
  const before = key === undefined ? undefined : taken.get(key)
  if (before !== undefined)
    return json(
      409,
      { message: 'The retry key is already accepted', sentMessages: [{ id: before }] },
      { 'x-line-accepted-request-id': sha256(before) },
    )
  const given = pushed.safeParse(JSON.parse(body.toString('utf8')))
  if (!given.success) return refuse(400, 'The request body has 1 error(s)', given.error.issues.map(detailOf))
  return refusalFor(given.data.to) ?? accept(key, taken)
}

const detailOf = ({ message, path }: z.core.$ZodIssue) => ({
  message,
  property: path.reduce<string>(
    (sum, one) => (typeof one === 'number' ? `${sum}[${one}]` : [sum, String(one)].filter(Boolean).join('.')),
    '',
  ),
})

function refusalFor(to: string): Answer | null {
  if (!/^[UCR][0-9a-f]{32}$/.test(to)) return refuse(400, "The property, 'to', in the request body is invalid (line: -, column: -)")
  if (to === userIdOf(oddPeople.stranger)) return refuse(400, 'Failed to send messages')
  if (to === userIdOf(oddPeople.spent)) return refuse(429, 'You have reached your monthly limit.')
  return to === userIdOf(oddPeople.hasty) ? refuse(429, 'The API rate limit has been exceeded. Try again later.') : null
}

function accept(key: string | undefined, taken: Map<string, string>): Answer {
  const id = String(461_230_966_842_064_000n + BigInt(Date.now() % 1_000_000) * 1000n + BigInt(taken.size % 1000))
  taken.set(key ?? id, id)
  return json(200, { sentMessages: [{ id, quoteToken: 'practice' }] })
}

function look(account: Account<LineConfig>, { path }: Call, taken: Map<string, string>): Answer | null {
  const [, userId] = /^\/v2\/bot\/profile\/(U[0-9a-f]{32})$/.exec(path) ?? []
  if (userId !== undefined) return known(userId)
  if (/^\/v2\/bot\/message\/\d+\/content$/.test(path))
    return { status: 200, headers: { 'content-type': 'image/png' }, body: practicePicture() }
  // What it would hear back from the channel, whose secret may have been typed wrongly.
  const fits = account.config.channelSecret === practice.channelSecret
  const answers: Record<string, object> = {
    '/v2/bot/info': {
      userId: `U${'b'.repeat(32)}`,
      basicId: '@parleypractice',
      displayName: 'Practice',
      chatMode: 'bot',
      markAsReadMode: 'auto',
    },
    '/v2/bot/channel/webhook/endpoint': { endpoint: webhookUrl(account), active: true },
    '/v2/bot/channel/webhook/test': fits
      ? { success: true, timestamp: new Date().toISOString(), statusCode: 200, reason: 'OK', detail: '200' }
      : { success: false, timestamp: new Date().toISOString(), statusCode: 401, reason: 'ERROR_STATUS_CODE', detail: '401' },
    '/v2/bot/message/quota': { type: 'limited', value: 5000 },
    '/v2/bot/message/quota/consumption': { totalUsage: Math.min(taken.size, 5000) },
  }
  return Object.hasOwn(answers, path) ? json(200, answers[path] ?? {}) : null
}

function known(userId: string): Answer {
  if (userId === userIdOf(oddPeople.stranger)) return refuse(404, 'Not found')
  return json(200, { userId, displayName: nameIn(userId), language: 'zh-Hans' })
}

const idBytes = 16
const shortened = 12

/** The same person for the same name, which can be read from the id: nobody has to remember it. Of a long name the beginning stands there. */
export function userIdOf(name: string): string {
  const id = Buffer.alloc(idBytes)
  const bytes = Buffer.from(name)
  if (bytes.length <= idBytes) bytes.copy(id)
  else {
    Buffer.from(beginning(name)).copy(id)
    Buffer.from(sha256(name), 'hex').copy(id, shortened + 1, 0, idBytes - shortened - 1)
  }
  return `U${id.toString('hex')}`
}

/** As many whole characters as there is room for. */
function beginning(name: string): string {
  let text = ''
  for (const character of name) {
    if (Buffer.byteLength(text + character) > shortened) break
    text += character
  }
  return text
}

function nameIn(userId: string): string {
  const bytes = Buffer.from(userId.slice(1), 'hex')
  const end = bytes.indexOf(0)
  if (end < 0) return bytes.toString('utf8')
  return bytes.subarray(end).some((byte) => byte !== 0) ? `${bytes.toString('utf8', 0, end)}…` : bytes.toString('utf8', 0, end)
}
