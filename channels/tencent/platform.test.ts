import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { MediaError } from '../adapter.ts'
import { NoAnswer, unanswered } from '../provider/ask.ts'
import { call, toResult, type Platform } from './platform.ts'
import { openFile } from './files.ts'

vi.stubEnv('ALLOW_PRIVATE_HOSTS', '1')

type Route = (request: IncomingMessage, response: ServerResponse) => void
let routes: Record<string, Route> = {}
let asked: string[] = []
let server: Server
let tokens = 0
let accounts = 0

const json =
  (body: object): Route =>
  (_, response) =>
    response.setHeader('content-type', 'application/json').end(JSON.stringify(body))
const hangUp: Route = (request) => request.socket.destroy()
const newToken: Route = (...given) => json({ access_token: `token-${++tokens}`, expires_in: 7200 })(...given)
const usedToken = ({ url = '' }: IncomingMessage) => new URL(url, 'http://x').searchParams.get('access_token')
/** Takes only this token. */
const needs =
  (token: string, code: number, then: Route): Route =>
  (request, response) =>
    (usedToken(request) === token ? then : json({ errcode: code, errmsg: 'stale' }))(request, response)

beforeAll(async () => {
  server = createServer((request, response) => {
    const name = new URL(request.url ?? '', 'http://x').pathname.replace('/cgi-bin/', '')
    asked.push(name)
    routes[name]?.(request, response)
  })
  // A connection each: on a busy machine an idle one may be closed at the moment it is used again.
  server.maxRequestsPerSocket = 1
  server.keepAliveTimeout = 0
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => new Promise((resolve) => server.close(resolve)))
beforeEach(() => {
  routes = { token: newToken }
  asked = []
  tokens = 0
})

const address = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`
const platform = (): Platform => ({
  account: { kind: 'x', workspaceId: 'w', channelId: `tencent-${accounts++}`, name: 'X', config: {} },
  apiUrl: address(),
  token: { path: 'token', query: { id: 'a', secret: 'b' } },
})

describe('a call', () => {
  test('asks for a token once, however many are on their way', async () => {
    routes['do'] = json({ errcode: 0, errmsg: 'ok' })
    const here = platform()
    const said = await Promise.all([call(here, 'do'), call(here, 'do'), call(here, 'do')])
    expect(said.map(({ code }) => code)).toEqual([0, 0, 0])
    expect(asked.filter((name) => name === 'token')).toHaveLength(1)
    await call({ ...here, token: { path: 'token', query: { id: 'a', secret: 'another' } } }, 'do')
    expect(asked.filter((name) => name === 'token')).toHaveLength(2)
  })

  test.each([40001, 40014, 42001])('replaces a token that is stale (%i), once', async (code) => {
    const here = platform()
    routes['do'] = needs('token-2', code, json({ errcode: 0, errmsg: 'ok' }))
    expect((await call(here, 'do')).code).toBe(0)
    routes['do'] = json({ errcode: code, errmsg: 'stale for ever' })
    expect((await call(here, 'do')).code).toBe(code)
    expect(asked.filter((name) => name === 'token')).toHaveLength(3)
  })

  test('of which several are told that their token is stale has it replaced once', async () => {
    const here = platform()
    routes['do'] = needs('token-2', 40001, json({ errcode: 0, errmsg: 'ok' }))
    const said = await Promise.all(Array.from({ length: 8 }, () => call(here, 'do')))
    expect(said.map(({ code }) => code)).toEqual(said.map(() => 0))
    expect(asked.filter((name) => name === 'token')).toHaveLength(2)
  })

  test('does not ask for a token each time where the platform’s lasts a few minutes only', async () => {
    const here = platform()
    routes = { token: json({ access_token: 'short', expires_in: 240 }), do: json({ errcode: 0 }) }
    for (let n = 0; n < 3; n++) await call(here, 'do')
    expect(asked.filter((name) => name === 'token')).toHaveLength(1)
  })

  test('whose code is text is read all the same; a page or an empty body is no answer', async () => {
    const here = platform()
    routes['do'] = json({ errcode: '45015', errmsg: 'out of time' })
    expect(await call(here, 'do')).toMatchObject({ code: 45015 })
    routes['do'] = json({ errcode: '0' })
    expect(await call(here, 'do')).toMatchObject({ code: 0 })
    for (const body of ['', '<html>', '[]', '{"errcode":"no"}']) {
      routes['do'] = (_, response) => response.end(body)
      expect(unanswered(await call(here, 'do').catch((error: unknown) => error))).toMatchObject({ outcome: 'unknown' })
    }
    routes['token'] = (_, response) => response.writeHead(502).end('<html>')
    expect(unanswered(await call(platform(), 'do').catch((error: unknown) => error))).toMatchObject({ outcome: 'failed', retry: 'later' })
  })

  test('whose token is refused is answered by that, and asks anew the next time', async () => {
    const here = platform()
    routes = { token: json({ errcode: 40125, errmsg: 'invalid secret' }), do: json({ errcode: 0 }) }
    expect(await call(here, 'do')).toMatchObject({ code: 40125 })
    routes['token'] = newToken
    expect(await call(here, 'do')).toMatchObject({ code: 0 })
  })

  test('that gets no answer may have been taken; one that got no token was not', async () => {
    routes = { token: hangUp }
    const failure: unknown = await call(platform(), 'do').catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(NoAnswer)
    expect(unanswered(failure)).toMatchObject({ outcome: 'failed', retry: 'later' })
    routes = { token: newToken, do: hangUp }
    expect(unanswered(await call(platform(), 'do').catch((error: unknown) => error))).toMatchObject({ outcome: 'unknown' })
  })

  test('that is refused has a reason: by its code, else in the platform’s words', async () => {
    routes['do'] = json({ errcode: 12345, errmsg: 'no such thing' })
    const said = await call(platform(), 'do')
    expect(toResult(said, new Map())).toMatchObject({ retry: 'no', code: '12345', reason: expect.stringContaining('no such thing') })
    expect(toResult(said, new Map([['12345', { retry: 'later', reason: 'Known.' }]]))).toMatchObject({ retry: 'later', reason: 'Known.' })
    routes['do'] = (_, response) => response.writeHead(502).end('Bad gateway')
    expect(toResult(await call(platform(), 'do'), new Map())).toMatchObject({ retry: 'later' })
  })
})

describe('a file', () => {
  const open = (maxBytes = 1_000_000) => openFile(platform(), 'm 1&x=2', maxBytes).then(({ stream }) => buffer(stream))

  test('comes whole, in pieces or at once, and asked for by its id alone', async () => {
    const content = Buffer.alloc(200_000, 'abc')
    let id: string | null = null
    routes['media/get'] = (request, response) => {
      id = new URL(request.url ?? '', 'http://x').searchParams.get('media_id')
      response.write(content.subarray(0, 10))
      void sleep(50).then(() => response.end(content.subarray(10)))
    }
    expect(await open()).toEqual(content)
    expect(id).toBe('m 1&x=2')
    routes['media/get'] = (_, response) => response.end()
    expect(await open()).toHaveLength(0)
  })

  test('that is JSON itself is a file', async () => {
    routes['media/get'] = json({ order: 1, errcode: 40007 })
    expect((await open()).toString()).toBe('{"order":1,"errcode":40007}')
  })

  test('that is gone is gone for good; other refusals pass', async () => {
    routes['media/get'] = json({ errcode: 40007, errmsg: 'invalid media_id' })
    await expect(open()).rejects.toThrow(MediaError)
    routes['media/get'] = json({ errcode: 45009, errmsg: 'api freq out of limit' })
    await expect(open()).rejects.toThrow(NoAnswer)
    routes['media/get'] = needs('token-5', 42001, (_, response) => response.end('the file'))
    tokens = 3
    expect((await open()).toString()).toBe('the file')
  })

  test('that lies elsewhere is fetched there', async () => {
    routes['media/get'] = json({ video_url: `${address()}/cgi-bin/video` })
    routes['video'] = (_, response) => response.end('the video')
    expect((await open()).toString()).toBe('the video')
  })
})
