import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Account, Sink } from '../../channels/adapter.ts'
import { check } from '../../channels/email/check.ts'
import { emailConfig, type EmailConfig } from '../../channels/email/config.ts'
import { listen } from '../../channels/email/listen.ts'
import { parseMail } from '../../channels/email/parse.ts'
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
  const imap = { host: '127.0.0.1', port: dovecot.port, secure: 'none', user: dovecot.user, password: dovecot.password, ...extra }
  const config = emailConfig.parse({ address: 'support@example.com', delivery: 'outbox', imap })
  return { kind: 'email', workspaceId: 'w', channelId: 'c', name: 'Mail', config }
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
