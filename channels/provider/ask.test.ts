import type { RequestListener } from 'node:http'
import { text } from 'node:stream/consumers'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { listen } from '../../tests/support/http-server.ts'

const account = { kind: 'http', workspaceId: 'w', channelId: 'c', name: 'Shop', config: {} }
const serve = async (handler: RequestListener) => (await listen(handler)).url

/** Fresh modules, since settings are read once. */
async function load(allowPrivate: '0' | '1') {
  vi.resetModules()
  vi.stubEnv('ALLOW_PRIVATE_HOSTS', allowPrivate)
  return import('./ask.ts')
}

beforeEach(() => vi.unstubAllEnvs())

describe('asking a provider', () => {
  test.each([
    'http://127.0.0.1:3000/',
    'http://[::1]/',
    'http://0x7f000001/',
    'http://2130706433/',
    'http://[::ffff:10.0.0.1]/',
    'http://169.254.169.254/latest/meta-data',
    'http://localhost:5432/',
  ])('never reaches inside our own network: %s', async (url) => {
    const { ask, fetchMedia } = await load('0')
    await expect(ask(account, url)).rejects.toMatchObject({ handedOver: false })
    await expect(fetchMedia(account, url, 100)).rejects.toMatchObject({ handedOver: false })
  })

  test.each(['file:///etc/passwd', 'ftp://example.com/a', 'nonsense'])('speaks http only, not %s', async (url) => {
    const { ask } = await load('1')
    await expect(ask(account, url)).rejects.toMatchObject({ handedOver: false })
  })

  test('follows no redirect: a token must not travel on', async () => {
    const base = await serve((request, answer) => answer.writeHead(request.url === '/' ? 302 : 200, { location: '/elsewhere' }).end())
    const { ask } = await load('1')
    expect((await ask(account, `${base}/`)).status).toBe(302)
  })

  test('sends JSON, forms and queries as providers read them', async () => {
    const seen: string[] = []
    const base = await serve((request, answer) => {
      void text(request).then((body) => {
        seen.push(`${request.method} ${request.url} ${request.headers['content-type']} ${body}`)
        answer.end('{"ok":true}')
      })
    })
    const { ask } = await load('1')
    expect((await ask(account, `${base}/a?x=1`, { method: 'POST', query: { y: '你' }, body: { t: '好' } })).json).toEqual({ ok: true })
    await ask(account, base, { method: 'POST', body: new URLSearchParams({ a: '1 2' }) })
    const form = new FormData()
    form.set('media', new Blob(['bytes']), '图.png')
    await ask(account, base, { method: 'POST', body: form })
    expect(seen[0]).toBe('POST /a?x=1&y=%E4%BD%A0 application/json; charset=utf-8 {"t":"好"}')
    expect(seen[1]).toBe('POST / application/x-www-form-urlencoded;charset=UTF-8 a=1+2')
    expect(seen[2]).toMatch(/^POST \/ multipart\/form-data; boundary=.*name="media"; filename="图.png".*bytes/s)
  })

  test('tells a request that never left from one that got no answer', async () => {
    const { ask, unanswered } = await load('1')
    const outcome = (url: string, timeoutMs?: number) => ask(account, url, timeoutMs ? { timeoutMs } : {}).catch(unanswered)
    const cut = await serve((request) => void request.socket.destroy())
    const silent = await serve(() => undefined)
    const half = await serve((request, answer) => {
      answer.writeHead(200, { 'content-length': '10' }).write('half')
      setTimeout(() => request.socket.destroy(), 20)
    })
    expect(await outcome('http://127.0.0.1:1/')).toMatchObject({ outcome: 'failed', retry: 'later' })
    for (const url of [cut, silent, half]) expect(await outcome(url, 300)).toMatchObject({ outcome: 'unknown' })
  })

  test('takes no answer without end', async () => {
    const endless = await serve((_, answer) => {
      const more = () => void (answer.writable && answer.write(Buffer.alloc(100_000), () => setImmediate(more)))
      more()
    })
    const { ask } = await load('1')
    await expect(ask(account, endless)).rejects.toMatchObject({ handedOver: true })
  })
})

describe('fetching a file', () => {
  test('follows redirects with its credentials on the first host only', async () => {
    const seen: (string | undefined)[] = []
    const files = await serve((request, answer) => {
      seen.push(request.headers.authorization)
      answer.end('bytes')
    })
    const base = await serve((request, answer) => {
      seen.push(request.headers.authorization)
      answer.writeHead(302, { location: `${files}/file` }).end()
    })
    const { fetchMedia } = await load('1')
    expect(await text(await fetchMedia(account, base, 100, { authorization: 'Bearer secret' }))).toBe('bytes')
    expect(seen).toEqual(['Bearer secret', undefined])
  })

  test('ends a circle of redirects, and what is gone or too large, for good', async () => {
    const base = await serve((request, answer) => {
      if (request.url === '/round') answer.writeHead(302, { location: '/round' }).end()
      else if (request.url === '/gone') answer.writeHead(404).end()
      else answer.end(Buffer.alloc(2_000_000))
    })
    const { fetchMedia } = await load('1')
    const { MediaError } = await import('../adapter.ts')
    for (const path of ['round', 'gone', 'large'])
      await expect(fetchMedia(account, `${base}/${path}`, 1_000_000)).rejects.toThrow(MediaError)
  })

  test('comes again where the provider only has trouble', async () => {
    const base = await serve((request, answer) => answer.writeHead(request.url === '/busy' ? 429 : 503).end())
    const { fetchMedia, NoAnswer } = await load('1')
    for (const path of ['busy', 'down']) await expect(fetchMedia(account, `${base}/${path}`, 100)).rejects.toThrow(NoAnswer)
  })
})

test.each([
  ['0', 503],
  ['1', 200],
])('a stand-in answers while DEMO is on, and only then (%s)', async (demo, status) => {
  vi.stubEnv('DEMO', demo)
  const { ask } = await load('0')
  const { openPeers } = await import('./peers.ts')
  openPeers({ demoOf: () => ({ peer: () => async () => ({ status: 200, body: '{}' }) }) as never, deliver: async () => undefined })
  expect((await ask(account, 'demo:/anything')).status).toBe(status)
})

test('what every provider means by a status', async () => {
  const { refused } = await load('0')
  const answer = (status: number, headers = {}) => ({ status, headers, body: Buffer.alloc(0), json: undefined })
  expect(refused(answer(429, { 'retry-after': '7' }), '')).toMatchObject({ retry: 'later', retryAfterMs: 7_000 })
  expect(refused(answer(429, { 'retry-after': '9999999' }), '')).toMatchObject({ retryAfterMs: 86_400_000 })
  const soon = new Date(Date.now() + 90_000).toUTCString()
  expect(refused(answer(429, { 'retry-after': soon }), '').retryAfterMs).toSatisfy((ms: number) => ms > 60_000 && ms <= 90_000)
  expect(refused(answer(429, { 'retry-after': 'Mon, 30 Nov 2015 08:00:00 GMT' }), '')).not.toHaveProperty('retryAfterMs')
  expect(refused(answer(503), '')).toMatchObject({ retry: 'later' })
  expect(refused(answer(401), '')).toMatchObject({ retry: 'no' })
  expect(refused(answer(400), 'bad number')).toMatchObject({ retry: 'no', reason: expect.stringContaining('bad number') })
})
