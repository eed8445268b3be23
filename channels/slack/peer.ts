import { sha256 } from '../../server/crypto.ts'
import type { Account, Peer, RawRequest, Verified } from '../adapter.ts'
import type { SlackConfig } from './config.ts'
import { signatureOf, toStore } from './verify.ts'
import { practicePicture } from '../provider/practice-picture.ts'

/** The only app the stand-in knows. */
export const practice = {
  ...{ botToken: 'xoxb-practice-token', appToken: 'xapp-practice-token', signingSecret: 'practice-signing-secret' },
  ...{ team: 'T0PRACTICE', app: 'A0PRACTICE', bot: 'U0PRACTICE' },
}

/** An event as Slack sends it: posted and signed, or as Socket Mode's listener stores it. */
export function event(config: SlackConfig, id: string, inner: object, now: Date): Omit<RawRequest, 'url'> | Verified {
  const body = Buffer.from(
    JSON.stringify({
      ...{ token: 'unused', team_id: practice.team, api_app_id: practice.app, event: inner, type: 'event_callback', event_id: id },
      ...{
        event_time: Math.floor(now.getTime() / 1000),
        authorizations: [{ team_id: practice.team, user_id: practice.bot, is_bot: true }],
      },
    }),
  )
  if (config.mode === 'socket') return toStore(body)
  const timestamp = String(Math.floor(now.getTime() / 1000))
  const signature = signatureOf(config.signingSecret, timestamp, body)
  const headers = { 'content-type': 'application/json', 'x-slack-request-timestamp': timestamp, 'x-slack-signature': signature }
  return { method: 'POST', headers, query: {}, body }
}

type Answer = Awaited<ReturnType<Peer>>
type Deliver = (request: Omit<RawRequest, 'url'> | Verified) => void

const json = (body: object, status = 200, headers: Record<string, string> = {}): Answer => ({
  ...{ status, body: JSON.stringify(body) },
  headers: { 'content-type': 'application/json; charset=utf-8', date: new Date().toUTCString(), ...headers },
})
const no = (error: string) => json({ ok: false, error })

/**
 * Slack's Web API in small: tokens, scopes, channels, lengths, the rate limit, and our own posts told back as events. Channels named
 * `…GONE`, `…ARCHIVED`, `…OUTSIDE` are what their names say. https://docs.slack.dev/reference/methods
 */
export function peer(account: Account<SlackConfig>, deliver: Deliver): Peer {
  const posts: number[] = []
  const files = new Map<string, string>()
  return async ({ path, headers, body }) => {
    if (path.startsWith('/files/')) return { status: 200, headers: { 'content-type': 'image/png' }, body: practicePicture() }
    if (path.startsWith('/upload/'))
      return files.has(path.slice(8)) ? { status: 200, body: `OK - ${body.length}` } : { status: 404, body: '' }
    const method = path.slice(1)
    const token = method === 'apps.connections.open' ? practice.appToken : practice.botToken
    if (headers['authorization'] !== `Bearer ${token}`) return no('invalid_auth')
    const asked = Object.fromEntries(new URLSearchParams(body.toString('utf8')))
    if (method === 'chat.postMessage') return posted(account, deliver, posts, asked)
    if (method === 'files.getUploadURLExternal') return reserved(account, files, asked)
    if (method === 'files.completeUploadExternal')
      return problemOf(asked['channel_id']) ?? json({ ok: true, files: JSON.parse(asked['files'] ?? '[]') as object[] })
    return Object.hasOwn(facts, method) ? json({ ok: true, ...facts[method] }, 200, { 'x-oauth-scopes': scopes }) : no('unknown_method')
  }
}

const scopes = 'chat:write,files:read,files:write,reactions:read,users:read,users:read.email,im:history,channels:history'
const facts: Record<string, object> = {
  'auth.test': { team: 'Practice 练习', user: 'parley', team_id: practice.team, user_id: practice.bot, bot_id: 'B0PRACTICE' },
  'apps.connections.open': { url: 'wss://slack.test/link' },
  'users.info': {
    user: { real_name: 'Lin Xiao', team_id: practice.team, is_email_confirmed: true, profile: { email: 'lin.xiao@example.cn', phone: '' } },
  },
  'files.info': { file: { url_private_download: 'demo:/files/dot.png' } },
}

function problemOf(channel = ''): Answer | null {
  if (channel === '' || channel.endsWith('GONE')) return no('channel_not_found')
  if (channel.endsWith('ARCHIVED')) return no('is_archived')
  return channel.endsWith('OUTSIDE') ? no('not_in_channel') : null
}

/** About one post a second, short bursts allowed: here at most 20 in a second. */
function posted({ config, channelId }: Account<SlackConfig>, deliver: Deliver, posts: number[], asked: Record<string, string>): Answer {
  const now = Date.now()
  while (posts[0] !== undefined && posts[0] < now - 1000) posts.shift()
  if (posts.push(now) > 20) return json({ ok: false, error: 'ratelimited' }, 429, { 'retry-after': '1' })
  const { channel = '', text = '', thread_ts } = asked
  const problem = problemOf(channel)
  if (problem) return problem
  if (text === '') return no('no_text')
  if (text.length > 40_000) return no('msg_too_long')
  const ts = `${Math.floor(now / 1000)}.${String(posts.length + (now % 1000) * 1000).padStart(6, '0')}`
  const message = {
    type: 'message',
    text,
    ts,
    user: practice.bot,
    bot_id: 'B0PRACTICE',
    app_id: practice.app,
    ...(thread_ts ? { thread_ts } : {}),
  }
  const secret = { ...config, signingSecret: practice.signingSecret }
  setTimeout(
    () => deliver(event(secret, `Ev${sha256(channelId + ts).slice(0, 12)}`, { ...message, channel, event_ts: ts }, new Date())),
    200,
  ).unref()
  return json({ ok: true, channel, ts, message })
}

function reserved(
  { config }: Account<SlackConfig>,
  files: Map<string, string>,
  { filename = '', length = '' }: Record<string, string>,
): Answer {
  if (!filename || !(Number(length) > 0)) return no('invalid_arguments')
  const id = `F${files.size}PRACTICE`
  files.set(id, filename)
  return json({ ok: true, file_id: id, upload_url: `${config.apiUrl}/upload/${id}` })
}
