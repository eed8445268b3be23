import { io, type Socket } from 'socket.io-client'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { pool } from '../../server/db.ts'
import { apiOf, type Api } from './http.ts'
import { newScene, visitorToken, type Scene } from './scene.ts'
import { useServer } from './serve.ts'

const server = useServer()
let scene: Scene
let chinese: Api
const nobody = apiOf(server.url, null)
const refusal = (answer: { body: unknown }) => (answer.body as { error: { code: string; message: string; field?: string } }).error

beforeAll(async () => {
  scene = await newScene()
  await pool().query(`UPDATE users SET locale = 'zh-CN' WHERE id = $1`, [scene.owner.id])
  chinese = apiOf(server.url, scene.owner.token)
})

describe('a refusal', () => {
  test('speaks the language of whoever is signed in, whatever the browser prefers', async () => {
    const answer = await chinese('GET', `customers/${scene.workspaceId}`, undefined, { 'Accept-Language': 'en' })
    expect(refusal(answer)).toMatchObject({ code: 'not_found', message: '客户不存在，或已被删除。' })
  })

  test('names the field and says what to do about it', async () => {
    expect(refusal(await chinese('POST', 'customers', { name: '' }))).toMatchObject({ field: 'name', message: '此项不能为空。' })
    expect(refusal(await chinese('POST', 'customers', {}))).toMatchObject({ field: 'name', message: '此项必填。' })
    const long = { name: 'x'.repeat(200) }
    expect(refusal(await chinese('POST', 'customers', long))).toMatchObject({ field: 'name', message: '最多 120 个字符。' })
    const unknown = { name: 'Mei', rank: 1 }
    expect(refusal(await chinese('POST', 'customers', unknown)).message).toBe('没有名为“rank”的字段，请查看 /api/docs。')
  })

  test('before anybody is signed in speaks the browser’s language', async () => {
    const ask = async (language: string) => refusal(await nobody('GET', 'session', undefined, { 'Accept-Language': language })).message
    expect(await ask('zh-CN,zh;q=0.9')).toBe('请先登录：您尚未登录，或登录已过期、已被结束。')
    expect(await ask('fr')).toMatch(/^Sign in first/)
  })
})

describe('a visitor is refused', () => {
  const sockets: Socket[] = []
  afterEach(() => sockets.splice(0).forEach((socket) => socket.disconnect()))

  async function refused(auth: object, headers: Record<string, string> = {}): Promise<string> {
    const options = { path: '/realtime', transports: ['websocket'], forceNew: true, reconnection: false, extraHeaders: headers }
    const socket = io(`${server.url()}/widget`, { ...options, auth: { token: visitorToken(scene.chat.id), ...auth } })
    sockets.push(socket)
    const answer = (await socket.timeout(10_000).emitWithAck('send', { id: scene.workspaceId, text: ' ' })) as { message: string }
    return answer.message
  }

  test('in the language of the chat, else of the browser', async () => {
    expect(await refused({ locale: 'zh-CN' }, { 'Accept-Language': 'en' })).toBe('请先输入内容。')
    expect(await refused({ locale: 'en' }, { 'Accept-Language': 'zh' })).toBe('Write something first.')
    expect(await refused({ locale: ['zh-CN'] }, { 'Accept-Language': 'zh-TW' })).toBe('请先输入内容。')
    expect(await refused({})).toBe('Write something first.')
  })
})
