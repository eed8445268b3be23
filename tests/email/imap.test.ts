import net, { type AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Account, Sink } from '../../channels/adapter.ts'
import { check } from '../../channels/email/check.ts'
import { emailConfig, type EmailConfig } from '../../channels/email/config.ts'
import { imapClient } from '../../channels/email/imap.ts'
import { listen } from '../../channels/email/listen.ts'
import { closePeers, lyingPeer } from '../../channels/email/lying-peer.ts'
import { parseMail } from '../../channels/email/parse.ts'
import { send } from '../../channels/email/send.ts'
import { outbound } from '../support/outbound.ts'
import { mustSkip } from '../support/strict.ts'
import { type Dovecot, noDovecot, startDovecot } from './dovecot.ts'

vi.stubEnv('ALLOW_PRIVATE_HOSTS', '1')

let dovecot: Dovecot
beforeAll(async () => {
  if (noDovecot === null) dovecot = await startDovecot()
})
afterAll(() => dovecot?.stop())

const body = 'A line of an ordinary mail, long enough to be one.\r\n'.repeat(30)
const mail = (n: number | string) =>
  `From: Customer ${n} <c${n}@example.com>\r\nTo: support@example.com\r\nSubject: Mail ${n}\r\nMessage-ID: <m${n}@example.com>\r\nDate: Sun, 22 Nov 2026 10:00:00 +0000\r\n\r\n${body}`

/** What the channel keeps: as the database would, once per dedupe key. */
function memorySink() {
  const kept = new Map<string, Buffer>()
  const state = { cursor: null as unknown, stores: 0, health: [] as string[], failAt: Infinity }
  const sink: Sink = {
    store: async ({ body: raw, dedupeKey }) => {
      if (++state.stores >= state.failAt) throw new Error('the database went away')
      if (kept.has(dedupeKey)) return 'duplicate'
      kept.set(dedupeKey, raw)
      return 'stored'
    },
    health: async (status, message) => void state.health.push(`${status}: ${message}`),
    cursor: { load: async () => state.cursor, save: async (value) => void (state.cursor = JSON.parse(JSON.stringify(value))) },
  }
  return { sink, kept, state }
}

function account(extra: object = {}): Account<EmailConfig> {
  const imap = {
    host: '127.0.0.1',
    port: dovecot.port,
    secure: 'none',
    user: dovecot.user,
    password: dovecot.password,
    begin: 'all',
    ...extra,
  }
  const config = emailConfig.parse({ address: 'support@example.com', delivery: 'outbox', imap })
  return { kind: 'email', workspaceId: 'w', channelId: 'c', name: 'Mail', config }
}

/** A way to a server that breaks every connection after so many bytes of answers. */
async function cutOffAfter(bytes: number, port: number): Promise<{ port: number; close: () => void }> {
  const server = net.createServer((client) => {
    let left = bytes
    const there = net.connect(port, '127.0.0.1')
    const end = () => [client, there].forEach((socket) => socket.destroy())
    client.on('error', end).on('close', end).pipe(there)
    there.on('error', end).on('close', end)
    there.on('data', (chunk) => {
      left -= chunk.length
      if (left < 0) end()
      else client.write(chunk)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { port: (server.address() as AddressInfo).port, close: () => server.close() }
}

/** Listens until `done`, then stops. */
async function listenUntil(memory: ReturnType<typeof memorySink>, done: () => boolean, whose = account()): Promise<number> {
  const stop = new AbortController()
  const start = performance.now()
  const running = listen(whose, memory.sink, stop.signal)
  try {
    await vi.waitUntil(done, { timeout: 40_000, interval: 10 })
    return performance.now() - start
  } finally {
    stop.abort()
    await running
  }
}

describe.skipIf(mustSkip(noDovecot ?? 'Dovecot', noDovecot === null))('a mailbox', { timeout: 60_000 }, () => {
  beforeEach(() => {
    if (noDovecot !== null) throw new Error(noDovecot)
  })
  const memory = memorySink()

  test('mails of days offline arrive once each, through failing stores and restarts', async () => {
    await dovecot.deliver(Array.from({ length: 2000 }, (_, n) => mail(n)))
    memory.state.failAt = 700
    await listenUntil(memory, () => memory.state.health.some((line) => line.startsWith('failing')))
    memory.state.failAt = Infinity
    const before = memory.kept.size
    const ms = await listenUntil(memory, () => memory.kept.size === 2000)
    // How fast is the bench's to judge: here other tests are at work too.
    process.stdout.write(`mailbox: ${Math.round((2000 - before) / (ms / 1000))} mails/s fetched, connecting included\n`)
    const items = await Promise.all([...memory.kept.values()].map(parseMail))
    expect(new Set(items.flat().map((item) => (item.type === 'message' ? item.subject : item.type))).size).toBe(2000)
  })

  test('a restart fetches nothing again', async () => {
    const { stores } = memory.state
    await dovecot.deliver([mail('after-restart')])
    await listenUntil(memory, () => memory.kept.size === 2001)
    expect(memory.state.stores).toBe(stores + 1)
  })

  test('new mail comes while idle, long before anybody would look again', async () => {
    let waited = Infinity
    const { length } = memory.state.health
    await listenUntil(memory, () => {
      if (memory.state.health.length > length && waited === Infinity) {
        waited = performance.now()
        setTimeout(() => void dovecot.deliver([mail('idle')]), 1500)
      }
      return memory.kept.size === 2002
    })
    expect(performance.now() - waited - 1500).toBeLessThan(15_000)
  })

  test('a mailbox made anew is read again and nothing is doubled', async () => {
    const before = memory.state.cursor
    await dovecot.renumber()
    await dovecot.deliver([mail('renumbered')])
    await listenUntil(memory, () => memory.kept.size === 2003 && JSON.stringify(memory.state.cursor).includes(':2003'))
    expect(memory.state.cursor).not.toEqual(before)
    expect(memory.kept.size).toBe(2003)
  })

  test('a cursor is used for its own mailbox alone, though all have the UIDVALIDITY 1', async () => {
    const moved = memorySink()
    const subjects = async () =>
      (await Promise.all([...moved.kept.values()].map(parseMail))).flat().map((item) => item.type === 'message' && item.subject)
    await dovecot.empty(dovecot.otherUser)
    await dovecot.deliver(['a', 'b', 'c'].map(mail), dovecot.otherUser)
    await listenUntil(moved, () => moved.kept.size === 3, account({ user: dovecot.otherUser }))
    await dovecot.empty(dovecot.user)
    await dovecot.deliver(['d', 'e', 'c'].map(mail))
    await listenUntil(moved, () => moved.kept.size === 5)
    // Back again: from the beginning, and nothing is doubled.
    await dovecot.deliver([mail('f')], dovecot.otherUser)
    await listenUntil(moved, () => moved.kept.size === 6, account({ user: dovecot.otherUser }))
    expect((await subjects()).toSorted()).toEqual(['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `Mail ${name}`))
  })

  test('a mailbox made anew under the same UIDVALIDITY is read again', async () => {
    const again = memorySink()
    await dovecot.empty(dovecot.user)
    await dovecot.deliver(['g', 'h', 'i'].map(mail))
    await listenUntil(again, () => again.kept.size === 3)
    await dovecot.empty(dovecot.user)
    await dovecot.deliver([mail('j')])
    await listenUntil(again, () => again.kept.size === 4)
    expect(again.state.cursor).toMatchObject({ uidValidity: '1', uid: 1 })
  })

  test('a cursor of an earlier version goes on where it stood', async () => {
    const earlier = memorySink()
    await dovecot.empty(dovecot.user)
    await dovecot.deliver(['k', 'l'].map(mail))
    earlier.state.cursor = { uidValidity: '1', uid: 1 }
    await listenUntil(earlier, () => earlier.kept.size === 1)
    expect(earlier.state.cursor).toMatchObject({ mailbox: { host: '127.0.0.1', user: 'box', name: 'INBOX' }, uidValidity: '1', uid: 2 })
  })

  describe('the first connection', () => {
    const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000)
    const isOld = async ({ kept }: ReturnType<typeof memorySink>) => {
      const items = (await Promise.all([...kept.values()].map(parseMail))).flat()
      return Object.fromEntries(items.flatMap((item) => (item.type === 'message' ? [[item.subject, item.isOld ?? false]] : [])))
    }
    const opened = (memory: ReturnType<typeof memorySink>) => () => memory.state.health.includes('ok: null')

    beforeEach(async () => {
      await dovecot.empty(dovecot.user)
      await dovecot.deliver([mail('ancient')], dovecot.user, daysAgo(90))
      await dovecot.deliver([mail('recent')], dovecot.user, daysAgo(3))
    })

    test('takes in only what is new, unless told otherwise', async () => {
      const memory = memorySink()
      await listenUntil(memory, opened(memory), account({ begin: undefined }))
      await dovecot.deliver([mail('new')])
      await listenUntil(memory, () => memory.kept.size === 1, account({ begin: undefined }))
      expect(await isOld(memory)).toEqual({ 'Mail new': false })
      // Numbered anew, the mailbox still keeps what was there before.
      await dovecot.renumber()
      await dovecot.deliver([mail('newer')])
      await listenUntil(memory, () => memory.kept.size === 2, account({ begin: undefined }))
      expect(await isOld(memory)).toEqual({ 'Mail new': false, 'Mail newer': false })
    })

    test('takes in the last days, or all, as old', async () => {
      const [days, all] = [memorySink(), memorySink()]
      await listenUntil(days, opened(days), account({ begin: 'days', days: 30 }))
      expect(await isOld(days)).toEqual({ 'Mail recent': true })
      await listenUntil(all, opened(all))
      expect(await isOld(all)).toEqual({ 'Mail ancient': true, 'Mail recent': true })
    })

    test('to another mailbox takes in what came since the one before it was read', async () => {
      const memory = memorySink()
      await dovecot.empty(dovecot.otherUser)
      await listenUntil(memory, opened(memory), account({ begin: undefined, user: dovecot.otherUser }))
      await dovecot.deliver([mail('meanwhile')])
      await listenUntil(memory, () => memory.kept.size === 1, account({ begin: undefined }))
      expect(await isOld(memory)).toEqual({ 'Mail meanwhile': false })
    })
  })

  test('keeps a copy of what was sent in the folder that is named, as read', async () => {
    const peer = await lyingPeer({})
    const smtp = { host: '127.0.0.1', port: peer.port, secure: 'none' }
    const { imap } = account({ sentFolder: 'Gesendet' }).config
    const config = emailConfig.parse({ address: 'support@example.com', imap, smtp })
    const client = await imapClient(config)
    await client.connect()
    await client.mailboxCreate('Gesendet')
    const to = { kind: 'email', value: 'chen@customer.example', name: 'Chen', verified: null } as const
    const recipients = { to: [{ name: 'Chen', address: to.value }], cc: [], bcc: [] }
    const externalId = '01900000-0000-7000-8000-00000000000a@example.com'
    expect(await send({ ...account(), config }, outbound({ to, recipients, externalId }))).toEqual({ outcome: 'sent' })
    expect(await client.status('Gesendet', { messages: true, unseen: true })).toMatchObject({ messages: 1, unseen: 0 })
    const lost = emailConfig.parse({ ...config, imap: { ...imap, sentFolder: 'Nowhere' } })
    expect(await send({ ...account(), config: lost }, outbound({ to, recipients, externalId }))).toEqual({
      outcome: 'sent',
      warning: expect.stringMatching(/^Mail goes out, but its copy could not be put into “Nowhere”: /),
    })
    client.close()
    closePeers()
  })

  test('a server that breaks off is asked for ever less at once, and all comes without a word of trouble', async () => {
    const limited = memorySink()
    await dovecot.empty(dovecot.user)
    await dovecot.deliver(Array.from({ length: 200 }, (_, n) => mail(`broken ${n}`)))
    const proxy = await cutOffAfter(100_000, dovecot.port)
    try {
      await listenUntil(
        limited,
        () => limited.kept.size === 200 && limited.state.health.at(-1) === 'ok: null',
        account({ port: proxy.port }),
      )
    } finally {
      proxy.close()
    }
    expect(limited.state.health.length).toBeLessThan(4)
    expect(limited.state.stores).toBeLessThan(300)
    for (const line of limited.state.health.filter((one) => one !== 'ok: null'))
      expect(line).toMatch(/^failing: The mail server breaks off while new mail is fetched: .+\nNothing is lost/)
  })

  test('mail that cannot be stored here is no fault of the mailbox’s, and is told as what it is', async () => {
    const full = memorySink()
    await dovecot.empty(dovecot.user)
    await dovecot.deliver([mail('unstored')])
    full.state.failAt = 1
    await listenUntil(full, () => full.state.health.length > 0)
    expect(full.state.health[0]).toMatch(/^failing: New mail was read and could not be stored here: the database went away/)
  })

  test('a wrong password is told with its cure, and tried again', async () => {
    const wrong = memorySink()
    await listenUntil(wrong, () => wrong.state.health.length > 0, account({ password: 'wrong' }))
    expect(wrong.state.health[0]).toMatch(/^failing: The IMAP server refused the user name or password[^]*Check user name and password/)
  })

  test('the check goes through every door and names the field at fault', async () => {
    expect((await check(account())).map((finding) => finding.level)).toEqual(['ok', 'ok', 'ok', 'ok'])
    const field = async (extra: object) => (await check(account(extra))).find((finding) => finding.level === 'error')?.field
    expect(await field({ password: 'wrong' })).toBe('imap.password')
    expect(await field({ mailbox: 'Nowhere' })).toBe('imap.mailbox')
    expect(await field({ secure: 'tls' })).toBe('imap.port')
    expect(await field({ port: 1 })).toBe('imap.host')
  })
})
