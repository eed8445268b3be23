import { v7 } from 'uuid'
import { sameSecret } from '../../server/crypto.ts'
import type { Account, Peer } from '../adapter.ts'
import type { DouyinConfig } from './config.ts'
import { practicePicture } from '../provider/practice-picture.ts'

/** What the stand-in takes: never the channel's own settings, so that a wrong one in the form shows. */
export const practice = {
  clientKey: 'practice-client-key',
  clientSecret: 'practice-client-secret',
  openId: 'practice-account',
  refreshToken: 'rft.practice-refresh-token',
}
const accessToken = 'act.practice-access-token'

/** Where the stand-in keeps a file. */
export const practiceUrlOf = (apiUrl: string, name: string): string => `${apiUrl.replace(/\/+$/, '')}/files/${name}`

type Reply = Awaited<ReturnType<Peer>>
type Tell = (event: object) => void
type Body = Record<string, unknown>

const mostInWindow = 6
const echoAfterMs = 300
const readAfterMs = 2_500

/**
 * Douyin in small: its tokens, its six messages an answered one, its error bodies (HTTP 200 throughout), and, after it took a message, the
 * echo and the read index it tells of.
 */
export function douyinPeer(account: Account<DouyinConfig>, tell: Tell): Peer {
  const answers = new Map<string, number>()
  const ended = new Set<string>()
  return async ({ method, path, headers, query, body }) => {
    if (method === 'GET' && path.startsWith('/files/'))
      return { status: 200, headers: { 'content-type': 'image/png' }, body: practicePicture() }
    if (path.startsWith('/oauth/')) return granting(path, new URLSearchParams(body.toString('utf8')), ended)
    if (!sameSecret(headers['access-token'], accessToken)) return refusal(2190002, 'access_token 无效')
    if (query['open_id'] !== practice.openId) return refusal(28001015, 'access_token 和 open_id 不匹配')
    if (path === '/tool/imagex/client_upload/') return accepted({ image_id: `image-${v7()}` })
    const given = parsed(body)
    if (path === '/im/send/msg/') return take(given, answers, (id) => report(account.config, given, id, tell))
    if (path === '/item/comment/reply/')
      return given['content'] && given['item_id'] ? accepted({ comment_id: `@reply-${v7()}` }) : refusal(28001007, '参数不合法')
    return refusal(28001017, '未知URI')
  }
}

/** A refresh token tells how often it was renewed, so that the next process knows it too; the one before it is good no more. */
function granting(path: string, form: URLSearchParams, ended: Set<string>): Reply {
  const token = form.get('refresh_token') ?? ''
  const [first = '', times = '0'] = token.split('+')
  if (form.get('client_key') !== practice.clientKey) return refusal(10003, 'client_key 不存在')
  if (first !== practice.refreshToken || ended.has(token)) return refusal(10010, 'refresh_token 过期')
  if (path === '/oauth/refresh_token/') return refreshed(token)
  if (path !== '/oauth/renew_refresh_token/') return refusal(28001017, '未知URI')
  if (Number(times) >= 5) return refusal(10020, '超过刷新次数限制')
  ended.add(token)
  return accepted({ refresh_token: `${first}+${Number(times) + 1}`, expires_in: 2_592_000 })
}

function refreshed(refresh_token: string): Reply {
  const lasting = { expires_in: 1_296_000, refresh_expires_in: 2_500_000 }
  const scope = 'im.direct_message,item.comment'
  return accepted({ access_token: accessToken, refresh_token, open_id: practice.openId, scope, ...lasting })
}

function take(given: Body, answers: Map<string, number>, done: (id: string) => void): Reply {
  const { msg_id, conversation_id, to_user_id } = given
  const text = textIn(given)
  if (!msg_id || !conversation_id || !to_user_id || [...text].length > 1_000 || /https?:\/\//.test(text))
    return refusal(28001007, '参数不合法')
  const key = String(msg_id)
  const sent = answers.get(key) ?? 0
  if (sent >= mostInWindow) return refusal(28003017, 'quota 已用完')
  if (answers.size > 10_000) answers.clear()
  answers.set(key, sent + 1)
  const id = `@sent-${v7()}`
  done(id)
  return accepted({ msg_id: id })
}

/** What Douyin then tells every subscriber: the account's own message, and up to where the customer read. */
function report({ clientKey }: DouyinConfig, given: Body, id: string, tell: Tell): void {
  const conversation_short_id = String(given['conversation_id'])
  const person = String(given['to_user_id'])
  const sentAt = Date.now()
  const event = { client_key: clientKey, from_user_id: practice.openId, to_user_id: person }
  const text = textIn(given)
  const what = text ? { message_type: 'text', text } : { message_type: 'image', resource_url: practiceUrlOf('demo:', 'picture.png') }
  const content = { conversation_short_id, server_message_id: id, conversation_type: 1, create_time: sentAt, user_infos: [], ...what }
  const index = String((sentAt + 1_000) * 1_000)
  const read = { conversation_short_id, conversation_type: 1, index, read_open_id: person }
  setTimeout(() => tell({ ...event, event: 'im_send_msg', content: JSON.stringify(content) }), echoAfterMs).unref()
  setTimeout(
    () => tell({ ...event, event: 'im_message_read', from_user_id: person, to_user_id: practice.openId, content: read }),
    readAfterMs,
  ).unref()
}

function textIn({ content }: Body): string {
  const text = typeof content === 'object' && content !== null && 'text' in content ? content.text : null
  return typeof text === 'object' && text !== null && 'text' in text ? String(text.text) : ''
}

const headers = () => ({ 'content-type': 'application/json', date: new Date().toUTCString() })
const extra = (error_code: number, description: string) => ({
  error_code,
  description,
  sub_error_code: 0,
  sub_description: '',
  logid: v7(),
  now: Date.now(),
})

function accepted(data: object): Reply {
  return {
    status: 200,
    headers: headers(),
    body: JSON.stringify({ data: { error_code: 0, description: '', ...data }, extra: extra(0, ''), message: 'success' }),
  }
}

function refusal(error_code: number, description: string): Reply {
  return {
    status: 200,
    headers: headers(),
    body: JSON.stringify({ data: { error_code, description }, extra: extra(error_code, description), message: 'error' }),
  }
}

function parsed(body: Buffer): Body {
  const value: unknown = JSON.parse(body.toString('utf8') || '{}')
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
