import { once } from 'node:events'
import net from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { intakeLimits } from './intake.ts'
import { type Receiver, type ReceiverOptions, startReceiver } from './receiver.ts'

const open: Receiver[] = []
const sockets: net.Socket[] = []
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy()
  await Promise.all(open.splice(0).map((receiver) => receiver.close()))
})

async function receiver(extra: Partial<ReceiverOptions> = {}): Promise<{ port: number; kept: number[] }> {
  const kept: number[] = []
  const store: ReceiverOptions['store'] = async (_, { body }) => {
    kept.push(body.length)
    return 'stored'
  }
  const started = await startReceiver({ port: 0, host: '127.0.0.1', resolve: async () => 'support', store, ...extra })
  open.push(started)
  return { port: started.port, kept }
}

type Client = { send: (text: string) => void; said: () => string; socket: net.Socket }

/** A client that is in the middle of a mail; `said` is what it was told since. */
async function inMail(port: number): Promise<Client> {
  const socket = net.connect(port, '127.0.0.1')
  sockets.push(socket)
  let said = ''
  socket.on('data', (piece) => (said += piece.toString())).on('error', () => undefined)
  await once(socket, 'data')
  socket.write('EHLO client.example\r\nMAIL FROM:<chen@example.com>\r\nRCPT TO:<support@example.com>\r\nDATA\r\n')
  await expect.poll(() => said, { timeout: 10_000 }).toMatch(/^354 /m)
  said = ''
  return { send: (text) => void socket.write(text), said: () => said, socket }
}

const mail = 'From: Chen <chen@example.com>\r\nSubject: Hi\r\n\r\nHello\r\n'
const lines = (bytes: number) => `${'x'.repeat(98)}\r\n`.repeat(Math.ceil(bytes / 100))
const told = (client: Client, what: RegExp) => expect.poll(client.said, { timeout: 10_000 }).toMatch(what)
const isTaken = async (port: number) => {
  const honest = await inMail(port)
  honest.send(`${mail}.\r\n`)
  await told(honest, /^250 /)
}

test('a mail that never ends is cut off at its limit, and everybody else’s comes in', async () => {
  const { port, kept } = await receiver()
  const endless = await inMail(port)
  const closed = once(endless.socket, 'close')
  endless.send(mail + lines(36 * 1024 * 1024))
  await told(endless, /^552 /)
  await closed
  await isTaken(port)
  expect(kept).toHaveLength(1)
})

test('one network cannot take all the room there is', async () => {
  const { port } = await receiver({ room: { bytes: 1_000_000, networkBytes: 200_000 } })
  const hog = await inMail(port)
  hog.send(lines(150_000))
  const second = await inMail(port)
  second.send(lines(100_000))
  await expect.poll(() => hog.said() + second.said(), { timeout: 10_000 }).toMatch(/^452 /)
  // What was refused is given back at once.
  await isTaken(port)
})

test('the room a mail takes is given back when it is stored, not before', async () => {
  let stored: () => void = () => undefined
  let stores = 0
  const store = () =>
    new Promise<'stored'>((resolve) => {
      stores += 1
      stored = () => resolve('stored')
    })
  const { port } = await receiver({ store, room: { networkBytes: 10_000 } })
  const first = await inMail(port)
  first.send(`${mail}${lines(6_000)}.\r\n`)
  await expect.poll(() => stores, { timeout: 10_000 }).toBe(1)
  const second = await inMail(port)
  second.send(`${mail}${lines(6_000)}.\r\n`)
  await told(second, /^452 /)
  stored()
  await told(first, /^250 /)
  const third = await inMail(port)
  third.send(`${mail}${lines(6_000)}.\r\n`)
  await expect.poll(() => stores, { timeout: 10_000 }).toBe(2)
  stored()
  await told(third, /^250 /)
})

test('large mails of one network come a few at a time, small ones between them, and none is refused for it', async () => {
  const { port, kept } = await receiver({ room: { largeBytes: 50_000, large: 1 } })
  const [first, second, leaving] = [await inMail(port), await inMail(port), await inMail(port)]
  first.send(mail + lines(60_000))
  // It has its turn now.
  await new Promise((resolve) => setTimeout(resolve, 500))
  leaving.send(mail + lines(60_000))
  second.send(`${mail}${lines(100_000)}.\r\n`)
  await isTaken(port)
  leaving.socket.destroy()
  expect(second.said()).toBe('')
  first.send('.\r\n')
  await told(first, /^250 /)
  await told(second, /^250 /)
  expect(kept).toHaveLength(3)
})

test('what is broken off counts for its network', async () => {
  const { port } = await receiver({ limits: { ...intakeLimits, network: { mails: 100, bytes: 400_000 } } })
  const gone = await inMail(port)
  gone.send(lines(600_000))
  await told(gone, /^451 /)
  const next = await inMail(port)
  next.send(`${mail}.\r\n`)
  await told(next, /^451 /)
  const other = await receiver({ limits: { ...intakeLimits, network: { mails: 100, bytes: 100_000 } } })
  const aborted = await inMail(other.port)
  aborted.send(lines(150_000))
  aborted.socket.end()
  await once(aborted.socket, 'close')
  const after = await inMail(other.port)
  after.send(`${mail}.\r\n`)
  await told(after, /^451 /)
})

test('a mail of lines that begin with a dot is given up, not worked at for a minute', async () => {
  const { port, kept } = await receiver()
  const dots = await inMail(port)
  dots.send(mail + '..\r\n'.repeat(300_000))
  await told(dots, /^554 /)
  await isTaken(port)
  expect(kept).toHaveLength(1)
})
