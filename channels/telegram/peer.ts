import { setTimeout as sleep } from 'node:timers/promises'
import type { Peer } from '../adapter.ts'
import { practicePicture } from '../provider/practice-picture.ts'

/** What the practice bot is known by, and a photo it was sent. */
export const practice = { token: '1000000001:practice-token-of-a-bot-nobody-has', username: 'parley_practice_bot', photo: 'practice-photo' }

/** Chats Telegram answers for as it does in these cases. */
export const oddChats = { blocked: '403', unknown: '404', slow: '429' }

type Reply = { status: number; body: string }
type Form = Record<string, string | File>

const ok = (result: unknown): Reply => ({ status: 200, body: JSON.stringify({ ok: true, result }) })
const refuse = (error_code: number, description: string, parameters?: object): Reply => ({
  status: error_code,
  body: JSON.stringify({ ok: false, error_code, description, parameters }),
})

/** The Bot API in small: one bot, its webhook, and chats that take what a bot may send. */
export function peer(): Peer {
  const state = { webhook: '', lastId: 0 }
  return async ({ path, headers, body }) => {
    const [, file, token = '', rest = ''] = /^\/(file\/)?bot([^/]+)\/(.+)$/.exec(path) ?? []
    if (token !== practice.token) return refuse(401, 'Unauthorized')
    if (file)
      return rest === 'photos/practice.png'
        ? { status: 200, headers: { 'content-type': 'image/png' }, body: practicePicture() }
        : refuse(404, 'Not Found')
    return answer(rest, await readForm(headers['content-type'] ?? '', body), state)
  }
}

/** JSON, or a form whose parts are read one by one: Node's own parser asks for more than grammY writes. */
async function readForm(type: string, body: Buffer): Promise<Form> {
  const boundary = /boundary=(\S+)/.exec(type)?.[1]
  if (!boundary) return JSON.parse(body.toString('utf8') || '{}') as Form
  const parts = body.toString('latin1').split(`--${boundary}`).slice(1, -1)
  return Object.fromEntries(parts.map(readPart))
}

function readPart(part: string): [string, string | File] {
  const [head = '', ...rest] = Buffer.from(part, 'latin1').toString('utf8').split('\r\n\r\n')
  const value = rest.join('\r\n\r\n').replace(/\r\n$/, '')
  const [name = '', file] = ['name', 'filename'].map((field) => new RegExp(`[ ;]${field}="?([^";\\r]*)`, 'i').exec(head)?.[1])
  return [name, file === undefined ? value : new File([value], file)]
}

async function answer(method: string, given: Form, state: { webhook: string; lastId: number }): Promise<Reply> {
  switch (method) {
    case 'getMe':
      return ok({ id: 1000000001, is_bot: true, first_name: 'Practice', username: practice.username })
    case 'setWebhook':
    case 'deleteWebhook':
      state.webhook = method === 'setWebhook' ? String(given['url']) : ''
      return ok(true)
    case 'getWebhookInfo':
      return ok({ url: state.webhook, has_custom_certificate: false, pending_update_count: 0 })
    case 'getUpdates':
      if (state.webhook)
        return refuse(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first")
      await sleep(Number(given['timeout'] ?? 0) * 1000, undefined, { ref: false })
      return ok([])
    case 'getFile':
      return given['file_id'] === practice.photo
        ? ok({ file_id: practice.photo, file_path: 'photos/practice.png' })
        : refuse(400, 'Bad Request: invalid file_id')
    default:
      return /^send[A-Z]/.test(method) ? take(method, given, state) : refuse(404, 'Not Found')
  }
}

const contents = ['text', 'photo', 'document', 'animation', 'video', 'voice', 'audio']

function take(method: string, given: Form, state: { lastId: number }): Reply {
  const chat = String(given['chat_id'])
  if (chat === oddChats.blocked) return refuse(403, 'Forbidden: bot was blocked by the user')
  if (chat === oddChats.unknown) return refuse(400, 'Bad Request: chat not found')
  if (chat === oddChats.slow) return refuse(429, 'Too Many Requests: retry after 7', { retry_after: 7 })
  const problem = problemWith(method, given)
  if (problem) return refuse(400, `Bad Request: ${problem}`)
  state.lastId += 1
  return ok({ message_id: state.lastId, date: Math.floor(Date.now() / 1000), chat: { id: Number(chat), type: 'private' } })
}

function problemWith(method: string, given: Form): string | null {
  const text = given['text']
  if (method === 'sendMessage') return !text ? 'message text is empty' : String(text).length > 4096 ? 'message is too long' : null
  const name = contents.find((content) => given[content])
  const reference = name === undefined ? undefined : given[name]
  const file = typeof reference === 'string' ? given[reference.replace('attach://', '')] : reference
  if (!(file instanceof File)) return 'there is no file in the request'
  return method === 'sendPhoto' && file.name.startsWith('narrow') ? 'PHOTO_INVALID_DIMENSIONS' : null
}
