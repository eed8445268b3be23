import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64')
const closing: (() => void)[] = []

async function serve(handler: RequestListener): Promise<string> {
  const server = createServer(handler).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  closing.push(() => server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function proxy(allowPrivate: '0' | '1') {
  vi.resetModules()
  vi.stubEnv('ALLOW_PRIVATE_HOSTS', allowPrivate)
  return (await import('./image-proxy.ts')).fetchImage
}

beforeEach(() => vi.unstubAllEnvs())
afterEach(() => closing.splice(0).forEach((close) => close()))

test('fetches a picture; its type is the content’s, whatever the server says', async () => {
  const base = await serve((_, answer) => answer.setHeader('content-type', 'text/html').end(png))
  const fetchImage = await proxy('1')
  expect(await fetchImage(base)).toEqual({ body: png, type: 'image/png' })
})

test('follows a few redirects and no circle', async () => {
  const base = await serve((request, answer) => {
    if (request.url === '/end') answer.end(png)
    else answer.writeHead(302, { location: request.url === '/once' ? '/end' : '/for-ever' }).end()
  })
  const fetchImage = await proxy('1')
  expect((await fetchImage(`${base}/once`)).type).toBe('image/png')
  await expect(fetchImage(`${base}/for-ever`)).rejects.toMatchObject({ code: 'upstream' })
})

test.each(['<svg xmlns="http://www.w3.org/2000/svg"/>', '<html>', ''])('refuses what is no raster picture: %s', async (body) => {
  const base = await serve((_, answer) => answer.setHeader('content-type', 'image/png').end(body))
  const fetchImage = await proxy('1')
  await expect(fetchImage(base)).rejects.toMatchObject({ code: 'upstream' })
})

test('refuses more than 5 MB', async () => {
  const base = await serve((_, answer) => answer.end(Buffer.concat([png, Buffer.alloc(6 * 1024 * 1024)])))
  const fetchImage = await proxy('1')
  await expect(fetchImage(base)).rejects.toMatchObject({ code: 'upstream' })
})

test.each(['http://127.0.0.1:3000/', 'http://[::1]/', 'http://169.254.169.254/latest', 'http://0x7f000001/', 'http://localhost/'])(
  'never reaches inside: %s',
  async (url) => {
    const fetchImage = await proxy('0')
    await expect(fetchImage(url)).rejects.toMatchObject({ code: 'invalid' })
  },
)

test.each(['file:///etc/passwd', 'data:image/png;base64,xx', 'ftp://example.com/a.png', 'https://user:pass@example.com/', 'nonsense'])(
  'refuses %s',
  async (url) => {
    const fetchImage = await proxy('1')
    await expect(fetchImage(url)).rejects.toMatchObject({ code: 'invalid' })
  },
)
