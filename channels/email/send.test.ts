import { Readable } from 'node:stream'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Account, Outbound, SendResult } from '../adapter.ts'
import { emailConfig, type EmailConfig } from './config.ts'
import { closePeers, lyingPeer, peers, type Acts } from './lying-peer.ts'
import { patience } from './connect.ts'
import { send } from './send.ts'
import { outbound } from '../../tests/support/outbound.ts'

beforeAll(() => vi.stubEnv('ALLOW_PRIVATE_HOSTS', '1'))

afterEach(closePeers)

function accountAt(port: number, extra: object = {}): Account<EmailConfig> {
  const smtp = { host: '127.0.0.1', port, secure: 'none', password: 'secret' }
  const config = emailConfig.parse({ address: 'support@example.com', displayName: 'Shop', receiver: true, smtp, ...extra })
  return {
    kind: 'email',
    workspaceId: '01900000-0000-7000-8000-000000000001',
    channelId: '01900000-0000-7000-8000-000000000002',
    name: 'Mail',
    config,
  }
}

const id = '01900000-0000-7000-8000-00000000000a'
const chen = { name: 'Chen', address: 'chen@customer.example' }
function letter(extra: Partial<Outbound> = {}): Outbound {
  return outbound({
    messageId: id,
    partId: id,
    externalId: `${id}@example.com`,
    thread: { key: 't', subject: 'Where is my parcel?', surface: 'message', refs: ['first@customer.example', 'last@customer.example'] },
    to: { kind: 'email', value: 'chen@customer.example', name: 'Chen', verified: null },
    recipients: { to: [chen], cc: [], bcc: [] },
    authorName: 'Ana',
    text: 'It left <today>.\n\nSee https://example.com/track?a=1&b=2.',
    files: [],
    ...extra,
  })
}

const sendVia = async (acts: Acts, message = letter()): Promise<SendResult> => send(accountAt((await lyingPeer(acts)).port), message)
const shape = (result: SendResult) => (result.outcome === 'failed' ? `failed/${result.retry}` : result.outcome)

describe('a mail to several', () => {
  const toTwo = (only: string[] = []) =>
    letter({ recipients: { to: [chen], cc: [{ name: '', address: 'boss@customer.example' }], bcc: [] }, only })
  const sentVia = async (acts: Acts, message: Outbound) => {
    const peer = await lyingPeer(acts)
    return { result: await send(accountAt(peer.port), message), ...peer }
  }

  test('is sent when a copy alone is refused, which is named', async () => {
    const { result, mails } = await sentVia({ refuse: { 'boss@customer.example': '550 no such user' } }, toTwo())
    expect(mails).toHaveLength(1)
    const reason = 'The mail server refused boss@customer.example: 550 no such user'
    expect(result).toEqual({ outcome: 'sent', refused: [{ address: 'boss@customer.example', reason, again: false }] })
  })

  test('has failed when the person it is for is refused, and says that the others have it', async () => {
    const { result } = await sentVia({ refuse: { 'chen@customer.example': '450 greylisted' } }, toTwo())
    expect(result).toMatchObject({ outcome: 'failed', retry: 'later', refused: [{ address: 'chen@customer.example', again: true }] })
  })

  test('goes again only to whom it is left, with all of them in its headers', async () => {
    const { result, mails, recipients } = await sentVia({}, toTwo(['Boss@customer.example']))
    expect(result).toEqual({ outcome: 'sent' })
    expect(recipients).toEqual(['boss@customer.example'])
    expect(mails[0]).toMatch(/^To: .*chen@customer\.example/m)
  })

  test('goes again to the person it is for when it came back from an address they forward to', async () => {
    expect((await sentVia({}, toTwo(['chen@forwarded.example']))).recipients).toEqual(['chen@customer.example'])
  })
})

describe('what a failure means', () => {
  const cases: [string, Acts, string][] = [
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
    setTimeout(() => peers.at(-1)?.sockets.forEach((socket) => socket.write('25', () => socket.destroy())), 300)
    expect(shape(await sending)).toBe('unknown')
  })

  test('a peer nobody can reach is tried later', async () => {
    const { port } = await lyingPeer({})
    await new Promise((resolve) => peers.splice(0)[0]!.server.close(resolve))
    const result = await send(accountAt(port), letter())
    expect(result).toMatchObject({ outcome: 'failed', retry: 'later' })
  })

  test('a peer that breaks off in the middle of a large mail cannot have it', async () => {
    const { port } = await lyingPeer({})
    const peer = peers.at(-1)!
    peer.server.on('connection', (socket) => {
      let got = 0
      socket.on('data', (chunk: Buffer) => (got += chunk.length) > 100_000 && socket.destroy())
    })
    const files = [
      {
        name: 'big.bin',
        type: 'application/octet-stream',
        size: 20e6,
        link: () => '',
        open: async () => Readable.from(Array(200).fill(Buffer.alloc(100_000))),
      },
    ]
    expect(shape(await send(accountAt(port), letter({ files })))).toBe('failed/later')
  })

  test('a file that cannot be read sends nothing', async () => {
    const { port, mails } = await lyingPeer({})
    const broken = () => Promise.resolve(new Readable({ read() { this.destroy(new Error('disk')) } })) // prettier-ignore
    const result = await send(
      accountAt(port),
      letter({ files: [{ name: 'a', type: 'text/plain', size: 1, link: () => '', open: broken }] }),
    )
    expect(shape(result)).toBe('failed/later')
    expect(mails).toEqual([])
  })

  test('a file that broke before it was read sends nothing', async () => {
    const { port, mails } = await lyingPeer({})
    const gone = async () => new Readable({ read: () => undefined }).destroy(new Error('gone'))
    const slow = () => new Promise<Readable>((resolve) => setTimeout(() => resolve(Readable.from(['x'])), 50))
    const files = [gone, slow].map((open) => ({ name: 'a', type: 'text/plain', size: 1, link: () => '', open }))
    expect(shape(await send(accountAt(port), letter({ files })))).toBe('failed/later')
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

test('an address beyond ASCII that a server on the way refuses is called that', async () => {
  const peer = await lyingPeer({ EHLO: '250-peer\r\n250-SMTPUTF8\r\n250 AUTH PLAIN', RCPT: '553 5.6.7 mailbox name not allowed' })
  const to = { name: '陈', address: '陈@customer.example' }
  const result = await send(
    accountAt(peer.port),
    letter({ to: { kind: 'email', value: to.address, verified: null }, recipients: { to: [to], cc: [], bcc: [] } }),
  )
  expect(result).toMatchObject({
    outcome: 'failed',
    retry: 'no',
    reason: expect.stringContaining('take no addresses with letters beyond ASCII'),
  })
})

describe('the mail that goes out', () => {
  const sent = async (message: Outbound, settings: object = {}) => {
    const { port, mails } = await lyingPeer({})
    expect(await send(accountAt(port, settings), message)).toEqual({ outcome: 'sent' })
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

  test('asks for the answer at an address of its own where the settings say so', async () => {
    expect(await sent(letter())).not.toMatch(/^Reply-To:/m)
    const mail = await sent(letter(), { replyTokens: true })
    expect(mail).toMatch(/^Reply-To: .*<support\+0190000000007000800000000000000a@example\.com>$/m)
    expect(mail).toMatch(/^From: .*<support@example\.com>$/m)
  })

  test('nothing typed can begin a header', async () => {
    const evil = 'x\r\nBcc: victim@example.com'
    const [chen, li] = ['chen@customer.example', 'li@customer.example'].map((address) => ({ name: evil, address }))
    const recipients = { to: [chen!], cc: [li!], bcc: [] }
    const files = [{ name: `${evil}.txt`, type: `text/plain\r\n${evil}`, size: 1, link: () => '', open: async () => Readable.from(['a']) }]
    const mail = await sent(
      letter({ recipients, authorName: evil, thread: { key: 't', subject: evil, surface: 'message', refs: [`a@b\r\n${evil}`] }, files }),
    )
    expect(mail).not.toMatch(/^Bcc:/im)
  })

  test('passes a message on below what was written, in both of its bodies', async () => {
    const quoted = '---------- Forwarded message ----------\nFrom: Yan <yan@a.example>\n\nIt broke.'
    const mail = await sent(letter({ thread: { key: 't', subject: 'Fwd: Cup', surface: 'message', refs: [] }, text: 'Look.', quoted }))
    expect(mail).toContain('Subject: Fwd: Cup')
    expect(mail).not.toMatch(/^(In-Reply-To|References):/m)
    expect(mail).toContain(`Look.\r\n\r\n${quoted.replaceAll('\n', '\r\n')}`)
    expect(mail).toContain('From: Yan &#60;yan@a.example&#62;<br>')
  })

  test.each(['a@b.example\r\nRCPT TO:<victim@example.com>', '<a@b.example>, c@d.example', 'a b@example.com', ''])(
    'never writes to “%s”',
    async (value) => {
      const { port, mails } = await lyingPeer({})
      const result = await send(accountAt(port), letter({ recipients: { to: [{ name: '', address: value }], cc: [], bcc: [] } }))
      expect(result).toMatchObject({ outcome: 'failed', retry: 'no', code: 'address' })
      expect(mails).toEqual([])
    },
  )
})
