import { createServer, type Server } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import Koa from 'koa'
import getRawBody from 'raw-body'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { answerErrors } from './middleware.ts'
import { endHalfBodies } from './half-bodies.ts'

let server: Server
let port: number
/** How many bytes the server has read of each connection, by the client's port. */
const read = new Map<number, () => number>()
/** What a request waits for when its body is there. */
let worked = Promise.resolve()
let whole: () => void

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const app = new Koa().use(endHalfBodies()).use(answerErrors)
  app.use(async (ctx) => {
    read.set(ctx.req.socket.remotePort!, () => ctx.req.socket.bytesRead)
    const { length } = await getRawBody(ctx.req)
    whole?.()
    await worked
    ctx.body = String(length)
  })
  app.on('error', () => undefined)
  server = createServer(app.callback())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
})
afterEach(() => {
  vi.useRealTimers()
  server.closeAllConnections()
  server.close()
})

/** A request whose head the server has read; `send` resolves once the server has read what was sent, `end` sends the last of it. */
async function open(head: string) {
  const socket = connect(port, '127.0.0.1').on('error', () => undefined)
  let answered = ''
  socket.on('data', (bytes: Buffer) => (answered += bytes.toString()))
  const answer = new Promise<string>((resolve) => socket.on('close', () => resolve(answered)))
  const send = (bytes: string | Buffer) => sent(socket, bytes)
  await send(`POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n${head}\r\n\r\n`)
  return { answer, send, end: (bytes: string | Buffer) => socket.write(bytes) }
}

async function sent(socket: Socket, bytes: string | Buffer): Promise<void> {
  socket.write(bytes)
  await expect.poll(() => read.get(socket.localPort ?? 0)?.(), { interval: 5 }).toBe(socket.bytesWritten)
}

const minute = () => vi.advanceTimersByTime(60_000)

test.each(['Content-Length: 1000', 'Transfer-Encoding: chunked'])('a body that stops half-way ends its connection (%s)', async (head) => {
  const { answer, send } = await open(head)
  await send('1\r\n{\r\n')
  minute()
  expect(await answer).toMatch(/^HTTP\/1.1 408 /)
})

test('one that drips a few bytes a minute ends as well', async () => {
  const { answer, send } = await open('Content-Length: 10000000')
  await send(Buffer.alloc(300 * 1024, 'x'))
  minute()
  await send('x'.repeat(60))
  minute()
  expect(await answer).toMatch(/^HTTP\/1.1 408 /)
})

test('one that keeps coming is waited for, minute after minute', async () => {
  const part = Buffer.alloc(300 * 1024, 'x')
  const { answer, send, end } = await open(`Content-Length: ${part.length * 4}`)
  for (let n = 0; n < 3; n++) {
    await send(part)
    minute()
  }
  end(part)
  expect(await answer).toContain(String(part.length * 4))
})

test('a request that is whole may take as long as it needs', async () => {
  let done = () => undefined as void
  worked = new Promise((resolve) => (done = resolve))
  const arrived = new Promise<void>((resolve) => (whole = resolve))
  const { answer, end } = await open('Content-Length: 3')
  end('abc')
  await arrived
  minute()
  minute()
  done()
  expect(await answer).toMatch(/^HTTP\/1.1 200 /)
})
