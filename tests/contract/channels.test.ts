import { existsSync, readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { v7 } from 'uuid'
import { describe, expect, test, vi } from 'vitest'
import {
  ParseError,
  type Account,
  type Adapter,
  type Demo,
  type Handle,
  type InboundItem,
  type InboundMessage,
  type Peer,
  type RawRequest,
  type Simulated,
  type Verified,
  type Window,
} from '../../channels/adapter.ts'
import { bodyParser } from '../../channels/body-parser.ts'
import { formFields } from '../../channels/form.ts'
import { NoAnswer } from '../../channels/provider/ask.ts'
import { openPeers } from '../../channels/provider/peers.ts'
import { adapters } from '../../channels/table.ts'
import { normalizeIdentity } from '../../customers/index.ts'
import { outbound } from '../support/outbound.ts'

vi.stubEnv('APP_SECRET', 'a secret for tests that is long enough to be taken')
vi.stubEnv('PUBLIC_URL', 'https://parley.example.com')

const channelId = '01930000-0000-7000-8000-0000000000aa'
const now = new Date('2026-11-22T10:00:00Z')

const folderOf = (adapter: Adapter) => new URL(`../../channels/${adapter.kind}/`, import.meta.url)

/** What an adapter is set up with here: its practice settings, or those of the folder's `sample.json`. */
function accountOf(adapter: Adapter): Account {
  const sample = adapter.demo
    ? adapter.demo.config('http://127.0.0.1:1')
    : (JSON.parse(readFileSync(new URL('sample.json', folderOf(adapter)), 'utf8')) as unknown)
  const config = adapter.config.parse(sample)
  return { kind: adapter.kind, workspaceId: '01930000-0000-7000-8000-0000000000ff', channelId, name: 'Shop', config }
}

type Fixture = { name: string; body: Buffer; readable: boolean }

/** Raw bodies kept beside each adapter (mails as .eml, with what they hold as .json; everything else as it came). */
function fixtures(adapter: Adapter): Fixture[] {
  const folder = new URL('fixtures/', folderOf(adapter))
  const names = readdirSync(folder).toSorted()
  const isInput = (name: string) => !name.endsWith('.json') || !names.includes(name.replace(/json$/, 'eml'))
  return names.filter(isInput).map((name) => ({ name, body: readFileSync(new URL(name, folder)), readable: isReadable(folder, name) }))
}

/** Unreadable on purpose: by name, or because the expectation beside a mail is an error. */
function isReadable(folder: URL, name: string): boolean {
  const expected = new URL(name.replace(/eml$/, 'json'), folder)
  return (
    !name.startsWith('unreadable') &&
    !(name.endsWith('.eml') && existsSync(expected) && 'error' in JSON.parse(readFileSync(expected, 'utf8')))
  )
}

/** An item as the parser process makes it, but for the HTML, which it makes safe. */
function asSent(item: InboundItem): object {
  if (item.type === 'message') return { ...item, html: item.html !== null, htmlForm: undefined }
  return 'maybe' in item && item.maybe ? { ...item, maybe: { ...item.maybe, otherwise: asSent(item.maybe.otherwise) } } : item
}

const isTime = (text: string) => !Number.isNaN(Date.parse(text))
const isThread = (thread: { key: string; refs: string[] }) =>
  thread.key !== '' && thread.refs.every((ref) => typeof ref === 'string' && ref !== '')

/** Whether an item says what taking it in depends on. */
function complete(item: InboundItem): boolean {
  switch (item.type) {
    case 'message':
      return item.externalId !== '' && isThread(item.thread) && item.from.value !== '' && isTime(item.sentAt)
    case 'echo':
      return item.externalId !== '' && isThread(item.thread) && item.to.value !== '' && isTime(item.sentAt)
    case 'receipt':
      return Object.values(item.for).every((value) => value !== '') && item.thread?.key !== '' && isTime(item.at)
    case 'bounce':
      return item.externalId !== '' && item.reason !== '' && isTime(item.at)
    case 'edit':
    case 'recall':
    case 'reaction':
      return item.externalId !== '' && isTime(item.at)
    case 'follow':
    case 'unfollow':
    case 'touch':
      return isThread(item.thread) && item.from.value !== '' && isTime(item.at)
    case 'tags':
      return item.whose?.value !== ''
    case 'pull':
      return Object.keys(item.hint).length > 0
    case 'ignored':
      return item.reason !== ''
    case 'unknown':
      return item.name !== ''
  }
}

const isPrivate = (item: InboundItem): item is InboundMessage =>
  item.type === 'message' && !item.thread.key.startsWith('group/') && (item.thread.surface ?? 'message') === 'message'

/** Whether we keep it as it is, so that it is also what we begin with. */
const isKept = ({ kind, value }: Handle) => normalizeIdentity(kind, value) === value

/** Everything the readable fixtures hold. */
async function readAll(adapter: Adapter): Promise<InboundItem[]> {
  const readable = fixtures(adapter).filter((fixture) => fixture.readable)
  return (await Promise.all(readable.map(({ body }) => adapter.parse(body)))).flat()
}

/** What may be known of a conversation: the customer did something up to ten days ago, or nothing yet. */
function windows(acts: string[]): fc.Arbitrary<Window> {
  const ago = fc.integer({ min: 0, max: 10 * 86_400 }).map((seconds) => new Date(now.getTime() - seconds * 1_000).toISOString())
  const opened = fc.oneof(fc.record({ openedBy: fc.constantFrom(...acts), openedAt: ago }), fc.constant({ openedBy: null, openedAt: null }))
  const closed = fc.constantFrom<Window['closed']>(null, null, 'unfollowed', 'provider')
  return fc.tuple(opened, fc.nat(25), closed).map(([act, sent, why]) => ({ ...act, sent, closed: why }))
}

const textOf = (item: InboundItem) => ('text' in item ? item.text : '')

describe.each([...adapters.values()].map((adapter) => [adapter.kind, adapter] as const))('%s', (kind, adapter) => {
  const account = accountOf(adapter)
  const simulator = adapter.demo ?? adapter.simulator
  const isVerified = (sent: object): sent is Verified => 'dedupeKey' in sent
  const simulated = (type: Simulated['type'], id = 'one') => {
    const sent = simulator!.simulate(account, { type, from: '林晓', text: '在吗？Is anybody there', id, now })
    return isVerified(sent) ? sent : withUrl(sent)
  }
  const withUrl = (request: Omit<RawRequest, 'url'>, to = channelId): RawRequest => {
    const url = new URL(`https://parley.example.com/webhooks/${to}`)
    for (const [name, value] of Object.entries(request.query)) url.searchParams.set(name, value ?? '')
    return { ...request, url: url.href }
  }
  const take = (sent: RawRequest | Verified, at = now) => (isVerified(sent) ? sent : (adapter.verify?.(sent, account, at) ?? null))

  /** A channel of its own with the stand-in behind it. */
  const practiceAccount = (): Account => ({ ...account, channelId: v7(), config: adapter.config.parse(adapter.demo!.config('demo:')) })

  /** Somebody who wrote to that channel, as it comes in there: by a webhook, or fetched when one says so. */
  async function someoneWhoWrote(mine: Account): Promise<InboundMessage> {
    const sent = simulator!.simulate(mine, { type: 'text', from: '林晓', text: '在吗', id: v7(), now })
    const taken = isVerified(sent) ? sent : adapter.verify!(withUrl(sent, mine.channelId), mine, now)!
    const items = await adapter.parse(taken.body)
    const announced = items.find((item) => item.type === 'pull')
    const pulled = announced ? await adapter.pull!(mine, null, announced.hint) : { events: [] }
    const fetched = await Promise.all(pulled.events.map(({ body }) => adapter.parse(body)))
    return [...items, ...fetched.flat()].find((item) => item.type === 'message')!
  }

  test('is known by its folder’s name', () => {
    expect(existsSync(new URL('index.ts', folderOf(adapter)))).toBe(true)
  })

  test('is small enough to be read: at most 400 lines besides tests and its stand-in', () => {
    if (kind === 'email' || kind === 'webchat') return
    const own = (name: string) => name.endsWith('.ts') && !/\.test\.ts$|^(demo|peer|gateway|words)/.test(name)
    const files = readdirSync(folderOf(adapter), { recursive: true, encoding: 'utf8' }).filter(own)
    const lines = files.map((name) => readFileSync(new URL(name, folderOf(adapter)), 'utf8').split('\n').length - 1)
    expect(lines.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(400)
  })

  test('has a form with a label in both languages for every field, and no secret with a default', () => {
    const fields = formFields(adapter.config)
    expect(fields.length).toBeGreaterThan(0)
    for (const field of fields) expect(field.label['zh-CN'], field.name).toMatch(/[\u4e00-\u9fff]|SMTP|IMAP|Token|ID|SID|AppSecret/)
    for (const field of fields.filter(({ type }) => type === 'secret')) expect(field.default).toBeNull()
    for (const step of adapter.steps) expect(step['zh-CN']).toMatch(/[\u4e00-\u9fff]/)
  })

  test('takes back the settings it made itself', () => {
    expect(adapter.config.parse(account.config)).toEqual(account.config)
  })

  test('sends a message under the same outside id every time, and two under two', () => {
    const [one, other] = ['01930000-0000-7000-8000-000000000001', '01930000-0000-7000-8000-000000000002']
    expect(adapter.externalId(account, one)).toBe(adapter.externalId(account, one))
    if (adapter.externalId(account, one) !== null) expect(adapter.externalId(account, one)).not.toBe(adapter.externalId(account, other))
  })

  if (adapter.threadFor && adapter.capabilities.starts !== null)
    test('puts the answer to what we begin into the thread we begin, though it names nothing of ours', async () => {
      const items = await readAll(adapter)
      const answers = items.filter(isPrivate).filter(({ from }) => from.kind === adapter.capabilities.starts && isKept(from))
      expect(answers.length).toBeGreaterThan(0)
      for (const { from, thread } of answers) expect(adapter.threadFor!(from)).toBe(thread.key)
    })

  if (adapter.quota)
    test('has a reply window that says why it is closed, that sending more never opens, and that offers only what there is', async () => {
      const items = await readAll(adapter)
      const acts = ['message', 'follow', ...items.flatMap((item) => (item.type === 'touch' ? [item.opens] : []))]
      fc.assert(
        fc.property(windows(acts), fc.constantFrom('message', 'comment', 'mention'), (window, surface) => {
          const [before, after] = [0, 1].map((more) => adapter.quota!({ ...window, sent: window.sent + more }, surface, now))
          expect(before!.allowed || before!.reason !== null).toBe(true)
          expect(before!.remaining ?? 0).toBeGreaterThanOrEqual(0)
          expect(after!.allowed && !before!.allowed).toBe(false)
          expect(before!.fallback === 'template' && !adapter.capabilities.templates).toBe(false)
          if (surface === 'message') expect(window.closed !== null && before!.allowed).toBe(false)
        }),
        { numRuns: 300 },
      )
    })

  if (adapter.pace)
    test('knows a pace that can be kept', () => {
      const { n, ms } = adapter.pace!(account)
      expect([n, ms].every((value) => Number.isInteger(value) && value > 0)).toBe(true)
    })

  test.each(fixtures(adapter).filter((fixture) => fixture.readable))('reads $name, the same each time', async ({ body }) => {
    const items = await adapter.parse(body)
    expect(items.length).toBeGreaterThan(0)
    expect(items.filter((item) => !complete(item))).toEqual([])
    expect(await adapter.parse(Buffer.from(body))).toEqual(items)
    expect((await bodyParser.parse({ kind: adapter.kind, body })).map(asSent)).toEqual(items.map(asSent))
  })

  test.each(fixtures(adapter).filter((fixture) => !fixture.readable))('parks $name with a reason', async ({ body }) => {
    const refusal = await adapter.parse(body).catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(ParseError)
    expect((refusal as Error).message).not.toBe('')
  })

  test('whatever comes, parsing ends in items or in a ParseError', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2_000 }), async (bytes) => {
        const outcome = await adapter.parse(Buffer.from(bytes)).catch((error: unknown) => error)
        expect(Array.isArray(outcome) || outcome instanceof ParseError).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  test('a body with a few bytes changed ends in complete items or in a ParseError', async () => {
    const bodies = fixtures(adapter).map(({ body }) => body)
    const change = fc.tuple(fc.constantFrom(...bodies), fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 3 }))
    await fc.assert(
      fc.asyncProperty(change, async ([body, changes]) => {
        const changed = Buffer.from(body)
        for (const [at, byte] of changes) if (changed.length > 0) changed[at % changed.length] = byte
        const outcome = await adapter.parse(changed).catch((error: unknown) => error)
        if (!Array.isArray(outcome)) expect(outcome).toBeInstanceOf(ParseError)
        else expect((outcome as InboundItem[]).filter((item) => !complete(item))).toEqual([])
      }),
      { numRuns: 150 },
    )
  })

  test('takes no request that is not signed, or signed wrongly', () => {
    const request = (headers: RawRequest['headers']) => withUrl({ method: 'POST', headers, query: {}, body: Buffer.from('{}') })
    for (const authorization of [undefined, '', 'Bearer', 'Bearer x', 'Bearer e30.e30', 'Basic eDp5', `Bearer ${'a'.repeat(5_000)}`]) {
      expect(adapter.verify?.(request({ authorization }), account, now) ?? null).toBeNull()
    }
  })

  // Not `runIf`: what an adapter does not have is not a test left out.
  if (adapter.demo)
    describe('in the demo', () => {
      test.each(simulator?.simulates ?? [])('a simulated %s comes in by the real door', async (type) => {
        const taken = take(simulated(type))
        expect(taken).not.toBeNull()
        expect(taken!.dedupeKey).not.toBe('')
        const items = await adapter.parse(taken!.body)
        expect(items.every(complete)).toBe(true)
        expect(items.filter((item) => ['message', 'follow', 'pull'].includes(item.type)).length).toBeGreaterThan(0)
        const spoken = items.find((item) => item.type === 'message')
        if (type === 'text' && spoken) expect(textOf(spoken)).toContain('在吗？Is anybody there')
        if (type === 'comment' || type === 'mention')
          expect(items.some((item) => item.type === 'message' && item.thread.surface === type)).toBe(true)
      })

      test('the same again is the same event, another is another', () => {
        const key = (id: string) => take(simulated(simulator!.simulates[0]!, id))?.dedupeKey
        expect(key('one')).toBe(key('one'))
        expect(key('one')).not.toBe(key('two'))
      })

      if (adapter.repeatable(practiceAccount()))
        test('a part whose answer got lost arrives once when it is sent again, for it bears the same id', async () => {
          const mine = practiceAccount()
          const [partId, plainId] = ['01930000-0000-7000-8000-00000000000b', '0193000000007000800000000000000b']
          const ids: string[] = []
          openPeers({
            deliver: async () => undefined,
            demoOf: () => ({ ...adapter.demo!, peer: (...how) => losingTheFirst(adapter.demo!.peer(...how)) }) as Demo,
          })
          const losingTheFirst =
            (peer: Peer): Peer =>
            async (call) => {
              const answer = await peer(call)
              const found = new RegExp(`${partId}|${plainId}`).exec(JSON.stringify({ ...call, body: call.body.toString('utf8') }))
              if (found && ids.push(found[0]) === 1) throw new NoAnswer('It hung up.', true)
              return answer
            }
          const { from, thread } = await someoneWhoWrote(mine)
          const part = outbound({ partId, to: from, thread: { ...thread, subject: null, surface: 'message' } })
          expect(await adapter.send(mine, part)).toMatchObject({ outcome: 'unknown', code: 'no_answer' })
          const again = await adapter.send(mine, part)
          expect(again).toMatchObject({ outcome: 'sent' })
          // A stand-in that took it as another message would call it otherwise.
          expect(await adapter.send(mine, part)).toEqual(again)
          expect(new Set(ids).size).toBe(1)
          expect(ids).toHaveLength(3)
        })

      if (!['email', 'wechaty', 'webchat'].includes(kind))
        describe('what is answered to a message', () => {
          const answeredBy = async (answer: Awaited<ReturnType<Peer>>) => {
            const mine = practiceAccount()
            const isTheMessage = (call: Parameters<Peer>[0]) => /words(\+|%20| )of(\+|%20| )it/.test(call.body.toString('utf8'))
            const peer: Demo['peer'] = (...how) => {
              const real = adapter.demo!.peer(...how)
              return async (call) => (isTheMessage(call) ? answer : real(call))
            }
            openPeers({ deliver: async () => undefined, demoOf: () => ({ ...adapter.demo!, peer }) as Demo })
            const { from, thread } = await someoneWhoWrote(mine)
            return adapter.send(mine, outbound({ to: from, text: 'words of it', thread: { ...thread, subject: null, surface: 'message' } }))
          }
          const html = { 'content-type': 'text/html' }

          // The program behind the HTTP channel need not answer anything.
          const bodies = kind === 'http' ? [] : ['', '{}', '[]', 'null', '{"result":false,"status":"queued"}']
          test.each(['<html><body>Please sign in</body></html>', ...bodies])(
            'counts as sent only where it is what is documented; 200 with “%s” leaves it open',
            async (body) => {
              expect(await answeredBy({ status: 200, headers: html, body })).toMatchObject({ outcome: 'unknown', code: 'no_answer' })
            },
          )

          test.each([500, 502, 503, 504])('with %i may be out: it is never simply sent again', async (status) => {
            expect(await answeredBy({ status, headers: html, body: '<h1>Bad Gateway</h1>' })).toMatchObject({
              ...{ outcome: 'failed', retry: 'later', mayBeOut: true },
              reason: expect.stringContaining(`${status}`),
            })
          })
        })

      if (adapter.verify)
        test('a request that was touched, or signed with another secret, is refused', () => {
          const request = simulated(simulator!.simulates[0]!)
          if (isVerified(request)) return
          expect(adapter.verify!({ ...request, headers: {}, query: {} }, account, now)).toBeNull()
          const garbled = (value: string | undefined) => value?.replace(/[0-9a-zA-Z]/g, (letter) => (letter === 'a' ? 'b' : 'a'))
          const changed = (values: Record<string, string | undefined>) =>
            Object.fromEntries(Object.entries(values).map(([name, value]) => [name, name === 'content-type' ? value : garbled(value)]))
          expect(
            adapter.verify!(withUrl({ ...request, headers: changed(request.headers), query: changed(request.query) }), account, now),
          ).toBeNull()
        })
    })
})
