import net, { type AddressInfo, type Socket } from 'node:net'
import { Readable } from 'node:stream'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Account, Outbound, SendResult } from '../adapter.ts'
import { emailConfig, type EmailConfig } from './config.ts'
import { patience } from './connect.ts'
import { send } from './send.ts'

beforeAll(() => vi.stubEnv('ALLOW_PRIVATE_HOSTS', '1'))

/** What the peer does when a step comes: answers a line, hangs up, or says nothing. */
type Act = string | 'drop' | 'stall'
type Step = 'greeting' | 'EHLO' | 'AUTH' | 'MAIL' | 'RCPT' | 'DATA' | 'dot'
const obliging: Record<Step, Act> = {
  greeting: '220 peer',
  EHLO: '250-peer\r\n250 AUTH PLAIN',
  AUTH: '235 ok',
  MAIL: '250 ok',
  RCPT: '250 ok',
  DATA: '354 go on',
  dot: '250 taken',
}

const open: { server: net.Server; sockets: Set<Socket> }[] = []
afterEach(() => {
  for (const { server, sockets } of open.splice(0)) {
    sockets.forEach((socket) => socket.destroy())
    server.close()
  }
})

/** A mail server that lies as told; gives its port and the mails it got whole. */
async function lyingPeer(acts: Partial<Record<Step, Act>>): Promise<{ port: number; mails: string[] }> {
  const mails: string[] = []
  const sockets = new Set<Socket>()
  const server = net.createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    converse(socket, { ...obliging, ...acts }, mails)
  })
  open.push({ server, sockets })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { port: (server.address() as AddressInfo).port, mails }
}

function converse(socket: Socket, acts: Record<Step, Act>, mails: string[]): void {
  let buffer = ''
  let inData = false
  const act = (step: Step) => {
    const what = acts[step]
    if (what === 'drop') socket.destroy()
    else if (what !== 'stall') socket.write(`${what}\r\n`)
    if (step === 'DATA' && what.startsWith('354')) inData = true
  }
  act('greeting')
  socket.on('data', (chunk) => {
    buffer += chunk.toString('latin1')
    for (;;) {
      const mark = inData ? '\r\n.\r\n' : '\r\n'
      const end = buffer.indexOf(mark)
      if (end < 0) return
      const piece = buffer.slice(0, end)
      buffer = buffer.slice(end + mark.length)
      if (inData) mails.push(piece)
      const verb = piece.slice(0, 4).toUpperCase()
      if (inData) act('dot')
      else if (verb === 'EHLO' || verb === 'HELO') act('EHLO')
      else if (['AUTH', 'MAIL', 'RCPT', 'DATA'].includes(verb)) act(verb as Step)
      else if (verb === 'QUIT') socket.end('221 bye\r\n')
      if (mark.length > 2) inData = false
    }
  })
}

function accountAt(port: number, extra: object = {}): Account<EmailConfig> {
  const smtp = { host: '127.0.0.1', port, secure: 'none', password: 'secret' }
  const config = emailConfig.parse({ address: 'support@example.com', displayName: 'Shop', receiver: true, smtp, ...extra })
  return { workspaceId: '01900000-0000-7000-8000-000000000001', channelId: '01900000-0000-7000-8000-000000000002', name: 'Mail', config }
}

const id = '01900000-0000-7000-8000-00000000000a'
function letter(extra: Partial<Outbound> = {}): Outbound {
  return {
    messageId: id,
    externalId: `${id}@example.com`,
    thread: { key: 't', subject: 'Where is my parcel?', refs: ['first@customer.example', 'last@customer.example'] },
    to: { kind: 'email', value: 'chen@customer.example', name: 'Chen', verified: null },
    cc: [],
    authorName: 'Ana',
    text: 'It left <today>.\n\nSee https://example.com/track?a=1&b=2.',
    files: [],
    ...extra,
  }
}

const sendVia = async (acts: Partial<Record<Step, Act>>, message = letter()): Promise<SendResult> =>
  send(accountAt((await lyingPeer(acts)).port), message)
const shape = (result: SendResult) => (result.outcome === 'failed' ? `failed/${result.retry}` : result.outcome)

describe('what a failure means', () => {
  const cases: [string, Partial<Record<Step, Act>>, string][] = [
    ['all goes well', {}, 'sent'],
    ['refuses in its greeting', { greeting: '554 no' }, 'failed/later'],
    ['is busy in its greeting', { greeting: '421 busy' }, 'failed/later'],
    ['hangs up at once', { greeting: 'drop' }, 'failed/later'],
    ['hangs up after EHLO', { EHLO: 'drop' }, 'failed/later'],
    ['refuses the password', { AUTH: '535 no' }, 'failed/later'],
    ['hangs up at sign-in', { AUTH: 'drop' }, 'failed/later'],
    ['refuses the sender for now', { MAIL: '451 later' }, 'failed/later'],
    ['refuses the sender', { MAIL: '550 no' }, 'failed/no'],
    ['refuses the recipient for now', { RCPT: '450 greylisted' }, 'failed/later'],
    ['refuses the recipient', { RCPT: '550 no such user' }, 'failed/no'],
    ['hangs up after RCPT', { RCPT: 'drop' }, 'failed/later'],
    ['refuses DATA for now', { DATA: '451 later' }, 'failed/later'],
    ['refuses DATA', { DATA: '554 no' }, 'failed/no'],
    ['hangs up at DATA', { DATA: 'drop' }, 'failed/later'],
    ['refuses the mail for now', { dot: '452 full' }, 'failed/later'],
    ['refuses the mail', { dot: '552 spam' }, 'failed/no'],
    ['takes the mail and hangs up', { dot: 'drop' }, 'unknown'],
  ]
  test.each(cases)('peer %s', async (_, acts, expected) => expect(shape(await sendVia(acts))).toBe(expected))

  test('half a reply is no reply', async () => {
    const { port } = await lyingPeer({ dot: 'stall' })
    const sending = send(accountAt(port), letter())
    setTimeout(() => open.at(-1)?.sockets.forEach((socket) => socket.write('25', () => socket.destroy())), 300)
    expect(shape(await sending)).toBe('unknown')
  })

  test('a peer nobody can reach is tried later', async () => {
    const { port } = await lyingPeer({})
    await new Promise((resolve) => open.splice(0)[0]!.server.close(resolve))
    const result = await send(accountAt(port), letter())
    expect(result).toMatchObject({ outcome: 'failed', retry: 'later' })
  })

  test('a peer that breaks off in the middle of a large mail cannot have it', async () => {
    const { port } = await lyingPeer({})
    const peer = open.at(-1)!
    peer.server.on('connection', (socket) => {
      let got = 0
      socket.on('data', (chunk: Buffer) => (got += chunk.length) > 100_000 && socket.destroy())
    })
    const files = [
      {
        name: 'big.bin',
        type: 'application/octet-stream',
        size: 20e6,
        open: async () => Readable.from(Array(200).fill(Buffer.alloc(100_000))),
      },
    ]
    expect(shape(await send(accountAt(port), letter({ files })))).toBe('failed/later')
  })

  test('a file that cannot be read sends nothing', async () => {
    const { port, mails } = await lyingPeer({})
    const broken = () => Promise.resolve(new Readable({ read() { this.destroy(new Error('disk')) } })) // prettier-ignore
    const result = await send(accountAt(port), letter({ files: [{ name: 'a', type: 'text/plain', size: 1, open: broken }] }))
    expect(shape(result)).toBe('failed/later')
    expect(mails).toEqual([])
  })

  test('a stalled peer is given up after the time limit, and the mail is unknown', async () => {
    patience.replyMs = 500
    expect(await sendVia({ dot: 'stall' })).toMatchObject({
      outcome: 'unknown',
      reason: expect.stringContaining('before the mail server said'),
    })
  })

  test('reasons are for a person and hold no password', async () => {
    const result = await sendVia({ AUTH: '535 5.7.8 wrong' })
    expect(result).toMatchObject({ code: 'auth', reason: expect.stringContaining('Check the channel’s SMTP settings') })
    expect(JSON.stringify(result)).not.toContain('secret')
  })
})

describe('the mail that goes out', () => {
  const sent = async (message: Outbound) => {
    const { port, mails } = await lyingPeer({})
    expect(await send(accountAt(port), message)).toEqual({ outcome: 'sent' })
    return mails[0]!.replace(/\r\n[ \t]+/g, ' ')
  }

  test('threads by the last mail and the whole chain, and names who writes', async () => {
    const mail = await sent(letter())
    expect(mail).toMatch(/^From: =\?UTF-8\?.*<support@example.com>$|^From: "?Ana · Shop"? <support@example.com>$/m)
    expect(mail).toContain('To: Chen <chen@customer.example>')
    expect(mail).toContain(`Message-ID: <${id}@example.com>`)
    expect(mail).toContain('In-Reply-To: <last@customer.example>')
    expect(mail).toContain('References: <first@customer.example> <last@customer.example>')
    expect(mail).toContain('Subject: Re: Where is my parcel?')
    expect(mail).not.toMatch(/^Auto-Submitted/im)
    expect(mail).toContain('It left <today>.')
    expect(mail).toContain('left &#60;today&#62;.')
  })

  test('nothing typed can begin a header', async () => {
    const evil = 'x\r\nBcc: victim@example.com'
    const to = { kind: 'email' as const, value: 'chen@customer.example', name: evil, verified: null }
    const files = [{ name: `${evil}.txt`, type: `text/plain\r\n${evil}`, size: 1, open: async () => Readable.from(['a']) }]
    const mail = await sent(letter({ to, authorName: evil, thread: { key: 't', subject: evil, refs: [`a@b\r\n${evil}`] }, files }))
    expect(mail).not.toMatch(/^Bcc:/im)
  })

  test.each(['a@b.example\r\nRCPT TO:<victim@example.com>', '<a@b.example>, c@d.example', 'a b@example.com', ''])(
    'never writes to “%s”',
    async (value) => {
      const { port, mails } = await lyingPeer({})
      const result = await send(accountAt(port), letter({ to: { kind: 'email', value, verified: null } }))
      expect(result).toMatchObject({ outcome: 'failed', retry: 'no', code: 'address' })
      expect(mails).toEqual([])
    },
  )
})
