import { readFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { App, verifySlackRequest, type Receiver } from '@slack/bolt'
import fc from 'fast-check'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { WebSocketServer } from 'ws'
import { always, answering, asPeer, listen, recorded, serve, servePeer } from '../../tests/support/http-server.ts'
import { outbound, outboundFile } from '../../tests/support/outbound.ts'
import type { Account, Peer, RawRequest, Sink, Verified } from '../adapter.ts'
import { openPeers } from '../provider/peers.ts'
import type { SlackConfig } from './config.ts'
import { demo } from './demo.ts'
import { slack } from './index.ts'
import { event, practice } from './peer.ts'
import { signatureOf } from './verify.ts'

vi.stubEnv('PUBLIC_URL', 'https://parley.example.com')
vi.stubEnv('ALLOW_PRIVATE_HOSTS', '1')

const now = new Date()
let channels = 0
const account = (extra: Partial<SlackConfig> = {}): Account<SlackConfig> => ({
  ...{ kind: 'slack', workspaceId: 'w', channelId: `c${channels++}`, name: 'Shop' },
  config: { ...demo.config('demo:'), ...extra },
})
const fixture = (name: string) => readFileSync(new URL(`fixtures/${name}.json`, import.meta.url))
const parsed = async (name: string) => (await slack.parse(fixture(name)))[0]
const within = (key: string, extra = {}) => outbound({ thread: { key, subject: null, surface: 'message', refs: [] }, ...extra })
const told: (Omit<RawRequest, 'url'> | Verified)[] = []
openPeers({ demoOf: () => demo as never, deliver: async (_account, sent) => void told.push(sent) })

/** Our stand-in as Slack’s Web API, but for what `instead` answers. */
const api = (instead: (path: string) => object | null = () => null): Peer => {
  const peer = demo.peer(account(), () => undefined)
  return async ({ path, ...call }) => {
    const method = path.replace(/^\/api/, '')
    const other = instead(method)
    return other
      ? { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(other) }
      : peer({ ...call, path: method })
  }
}

describe('a signature', () => {
  const mine = account({ signingSecret: '8f742231b10e8888abcd99yyyzzz85a5' })
  const body = Buffer.from(
    'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c',
  )
  const documented = new Date(1531420618_000)
  const request = (extra: Partial<RawRequest> = {}, headers: Record<string, string> = {}): RawRequest => ({
    ...{ method: 'POST', query: {}, body, url: 'https://parley.example.com/webhooks/c' },
    headers: {
      'x-slack-request-timestamp': '1531420618',
      'x-slack-signature': 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
      ...headers,
    },
    ...extra,
  })
  const take = (extra?: Partial<RawRequest>, headers?: Record<string, string>, at = documented) =>
    slack.verify!(request(extra, headers), mine, at)

  test('is the one of Slack’s documentation; what it signs is a command, kept as such', async () => {
    expect(take()).not.toBeNull()
    expect(await slack.parse(take()!.body)).toEqual([{ type: 'unknown', name: 'command-or-button' }])
  })

  test('is what Bolt itself takes, and Bolt refuses what we refuse', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ minLength: 1 }), (words, secret) => {
        const timestamp = String(Math.floor(Date.now() / 1000))
        const signed = (key: string) => ({
          'x-slack-request-timestamp': timestamp as unknown as number & string,
          'x-slack-signature': signatureOf(key, timestamp, Buffer.from(words)),
        })
        const bolt = (key: string) => verifySlackRequest({ signingSecret: secret, body: words, headers: signed(key) } as never)
        expect(() => bolt(secret)).not.toThrow()
        expect(() => bolt(`${secret}x`)).toThrow()
      }),
      { numRuns: 50 },
    )
  })

  test.each([
    ['missing', {}, { 'x-slack-signature': '' }, documented],
    ['wrong', {}, { 'x-slack-signature': 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b504' }, documented],
    ['for another body', { body: Buffer.from('{}') }, {}, documented],
    ['for another time', {}, { 'x-slack-request-timestamp': '1531420619' }, documented],
    ['no time', {}, { 'x-slack-request-timestamp': 'NaN' }, documented],
    ['six minutes old', {}, {}, new Date(documented.getTime() + 360_000)],
    ['from the future', {}, {}, new Date(documented.getTime() - 360_000)],
    ['by another method', { method: 'GET' }, {}, documented],
  ])('that is %s is refused', (_, extra, headers, at) => {
    expect(take(extra, headers, at)).toBeNull()
  })

  test('of no secret is refused: a channel in Socket Mode takes no webhooks', () => {
    const timestamp = String(Math.floor(now.getTime() / 1000))
    const headers = { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': signatureOf('', timestamp, body) }
    expect(slack.verify!({ ...request(), headers }, account({ signingSecret: '' }), now)).toBeNull()
  })

  test('makes Slack’s retries one event, signed anew as they are', () => {
    const send = (at: Date) => {
      const sent = event(account().config, 'Ev1', { type: 'message' }, at) as Omit<RawRequest, 'url'>
      return slack.verify!({ ...sent, url: '' }, account(), at)!.dedupeKey
    }
    expect(send(now)).toBe(send(new Date(now.getTime() + 60_000)))
  })
})

test('Slack’s question whether the address is ours is answered, if it is signed', () => {
  const body = Buffer.from('{"token":"x","challenge":"3eZbrw1aBm2rZgRNFdxV","type":"url_verification"}')
  const timestamp = String(Math.floor(Date.now() / 1000))
  const headers = { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': signatureOf(practice.signingSecret, timestamp, body) }
  const request = { method: 'POST', headers, query: {}, body, url: '' }
  expect(slack.handshake!(request, account())).toEqual({ type: 'text/plain', body: '3eZbrw1aBm2rZgRNFdxV' })
  expect(slack.handshake!(request, account({ signingSecret: 'another' }))).toBe('refused')
  expect(slack.handshake!({ ...request, body: fixture('direct') }, account())).toBeNull()
})

describe('what Slack tells', () => {
  test('privately is one thread; in a channel each thread of theirs is one', async () => {
    expect(await parsed('direct')).toMatchObject({
      ...{ type: 'message', externalId: 'D0LIN:1795341600.000100', thread: { key: 'D0LIN' } },
      ...{ from: { kind: 'slack', value: 'T0SHOP/U0LIN', verified: true }, sentAt: '2026-11-22T10:00:00.000Z' },
      text: 'Hello & our shop (https://shop.example.com) @U0BOT #help @here <3 你好',
    })
    const key = async (name: string) => ((await parsed(name)) as { thread: { key: string } }).thread.key
    expect(await key('thread')).toBe(await key('thread-answer'))
  })

  test('twice, as a message and as a mention, is one message', async () => {
    const id = async (name: string) => ((await parsed(name)) as { externalId: string }).externalId
    expect(await id('mention')).toBe(await id('thread'))
  })

  test('brings files, though one of them be unreadable', async () => {
    expect(await parsed('files')).toMatchObject({
      files: [
        { ref: { id: 'F01', url: expect.stringContaining('download') }, name: 'cup.jpg', type: 'image/jpeg', size: 2048 },
        { ref: { id: 'F02' }, name: 'voice .m4a' },
      ],
    })
  })

  test.each([
    ['edit', { type: 'edit', externalId: 'D0LIN:1795341600.000100', text: 'Hello again' }],
    ['preview', { type: 'ignored' }],
    ['recall', { type: 'recall', externalId: 'D0LIN:1795341600.000100' }],
    ['recall-with-answers', { type: 'recall', externalId: 'D0LIN:1795341600.000100' }],
    ['reaction', { type: 'reaction', externalId: 'D0LIN:1795341605.000100', emoji: '👍' }],
    ['reaction-of-the-house', { type: 'reaction', emoji: ':party-parrot:' }],
    ['reaction-removed', { type: 'reaction', emoji: null }],
    ['own', { type: 'ignored' }],
    ['of-another-app', { type: 'ignored' }],
    ['joined', { type: 'ignored' }],
    ['unknown', { type: 'unknown', name: 'star_levitated' }],
    ['unknown-subtype', { type: 'message', unsupported: 'hologram' }],
    ['message-without-channel', { type: 'unknown', name: 'message' }],
    ['rate-limited', { type: 'ignored', warning: expect.any(String) }],
  ])('of %s', async (name, item) => {
    expect(await parsed(name)).toMatchObject(item)
  })

  test.each(['me_message', 'thread_broadcast', 'bot_message', 'file_share'])('of subtype %s is a message', async (subtype) => {
    const told = JSON.parse(fixture('direct').toString()) as { event: object }
    const body = Buffer.from(JSON.stringify({ ...told, event: { ...told.event, subtype } }))
    expect(await slack.parse(body)).toMatchObject([{ type: 'message', externalId: 'D0LIN:1795341600.000100' }])
  })

  test('survives any extra field, and fields of any type', async () => {
    const event = JSON.parse(fixture('direct').toString()) as { event: Record<string, unknown> }
    const name = fc
      .string({ maxLength: 12 })
      .filter((one) => !['type', 'subtype', 'channel', 'ts', 'user', 'text', 'bot_id', '__proto__'].includes(one))
    await fc.assert(
      fc.asyncProperty(fc.dictionary(name, fc.jsonValue()), fc.string({ unit: 'grapheme' }), async (extra, words) => {
        const body = { ...event, event: { ...extra, ...event.event, text: words.replace(/[<>&\0]/g, '').trim() } }
        const [item] = await slack.parse(Buffer.from(JSON.stringify(body)))
        expect(item).toMatchObject({ type: 'message', text: body.event.text })
      }),
    )
  })
})

describe('an answer', () => {
  test('goes to its thread and comes back as our own', async () => {
    told.length = 0
    const mine = account()
    const sent = await slack.send(mine, within('C0HELP:1795341601.000100', { text: 'a *b* <c>' }))
    expect(sent).toMatchObject({ outcome: 'sent', externalIds: [expect.stringMatching(/^C0HELP:\d+\.\d{6}$/)] })
    await vi.waitFor(() => expect(told).toHaveLength(1), 5_000)
    const [back] = told as RawRequest[]
    expect(await slack.parse(slack.verify!({ ...back!, url: '' }, mine, new Date())!.body)).toEqual([
      { type: 'ignored', reason: 'written by an app' },
    ])
  })

  test('and its files stand in the thread they answer, as they were typed', async () => {
    const mine = account()
    const { url, calls } = await recorded(demo.peer(mine, () => undefined))
    mine.config.apiUrl = url
    await slack.send(mine, within('C0HELP:1795341601.000100', { text: 'a *b* <c>' }))
    await slack.send(mine, within('D0LIN', { text: 'privately' }))
    await slack.send(mine, within('C0HELP:1795341601.000100', { text: '', files: [outboundFile('a.txt', 'text/plain')] }))
    const bodies = calls.filter(({ path }) => /postMessage|complete/.test(path)).map(({ body }) => body)
    expect(bodies).toEqual([
      { channel: 'C0HELP', thread_ts: '1795341601.000100', text: 'a *b* &lt;c&gt;', mrkdwn: 'false' },
      { channel: 'D0LIN', text: 'privately', mrkdwn: 'false' },
      { channel_id: 'C0HELP', thread_ts: '1795341601.000100', files: '[{"id":"F0PRACTICE","title":"a.txt"}]' },
    ])
  })

  test.each([
    ['D0GONE', 'channel_not_found', /Invite/],
    ['C0ARCHIVED:1.2', 'is_archived', /archived/],
    ['C0OUTSIDE:1.2', 'not_in_channel', /invite/],
  ])('to %s fails for good: %s', async (key, code, reason) => {
    expect(await slack.send(account(), within(key))).toMatchObject({
      outcome: 'failed',
      retry: 'no',
      code,
      reason: expect.stringMatching(reason),
    })
    const file = within(key, { text: '', files: [outboundFile('a.txt', 'text/plain')] })
    expect(await slack.send(account(), file)).toMatchObject({ outcome: 'failed', code })
  })

  test('with a file is uploaded, then shared', async () => {
    expect(await slack.send(account(), within('D0LIN', { text: '', files: [outboundFile('杯子.png', 'image/png')] }))).toEqual({
      outcome: 'sent',
    })
  })

  test('beyond Slack’s pace waits as long as Slack says', async () => {
    // Our stand-in counts by the second, and a busy machine may take longer for so many.
    vi.useFakeTimers({ toFake: ['Date'] })
    onTestFinished(() => void vi.useRealTimers())
    const mine = account()
    const results = await Promise.all(Array.from({ length: 24 }, () => slack.send(mine, within('D0LIN'))))
    expect(results.at(-1)).toMatchObject({ outcome: 'failed', retry: 'later', retryAfterMs: 1000 })
  })

  test('under a wrong token says what to mend, and the check does', async () => {
    const wrong = account({ botToken: 'xoxb-wrong' })
    expect(await slack.send(wrong, within('D0LIN'))).toMatchObject({ retry: 'no', code: 'invalid_auth' })
    expect(await slack.check(wrong)).toMatchObject([{ level: 'error', field: 'botToken' }])
    expect(await slack.check(account({ mode: 'socket', appToken: 'xapp-wrong' }))).toContainEqual(
      expect.objectContaining({ field: 'appToken', level: 'error' }),
    )
    expect((await slack.check(account())).every(({ level }) => level === 'ok')).toBe(true)
  })

  test('whose fate Slack itself cannot tell is nobody’s to repeat; a lost upload is', async () => {
    const trouble = await servePeer(api((path) => (path === '/chat.postMessage' ? { ok: false, error: 'fatal_error' } : null)))
    expect(await slack.send(account({ apiUrl: trouble }), within('D0LIN'))).toMatchObject({ outcome: 'unknown', code: 'fatal_error' })
    const url = await always(null)
    expect(await slack.send(account({ apiUrl: url }), within('D0LIN'))).toMatchObject({ outcome: 'unknown' })
    const file = within('D0LIN', { text: '', files: [outboundFile('a.txt', 'text/plain')] })
    expect(await slack.send(account({ apiUrl: url }), file)).toMatchObject({ outcome: 'failed', retry: 'later' })
  })
})

test('who somebody is: a confirmed address of the own workspace is proved, of another it is a claim', async () => {
  expect(await slack.profile!(account(), { kind: 'slack', value: `${practice.team}/U1` })).toEqual({
    name: 'Lin Xiao',
    handles: [{ kind: 'email', value: 'lin.xiao@example.cn', verified: true }],
  })
  expect(await slack.profile!(account(), { kind: 'slack', value: 'T0OTHER/U1' })).toMatchObject({ handles: [{ verified: false }] })
})

test('our token opens Slack’s files and goes nowhere else', async () => {
  const seen: (string | undefined)[] = []
  const url = await serve(async (_body, _path, { headers }) => {
    seen.push(headers.authorization)
    return { status: 200, body: 'file' }
  })
  expect(await text((await slack.openMedia!(account({ apiUrl: url }), { id: 'F1', url: `${url}/f` }, 1000)).stream)).toBe('file')
  expect(await text((await slack.openMedia!(account(), { id: 'F1', url: `${url}/f` }, 1000)).stream)).toBe('file')
  expect(seen).toEqual([`Bearer ${practice.botToken}`, undefined])
})

describe('Bolt', () => {
  test('speaks our stand-in’s Web API, and takes its events through a receiver of one’s own', async () => {
    const url = await servePeer(api())
    let deliver: ((body: object) => Promise<void>) | undefined
    const receiver: Receiver = {
      init: (app) => void (deliver = (body) => app.processEvent({ body, ack: async () => undefined })),
      start: async () => undefined,
      stop: async () => undefined,
    }
    const app = new App({ token: practice.botToken, receiver, clientOptions: { slackApiUrl: `${url}/api/` } })
    const heard: unknown[] = []
    app.event('message', async ({ event, client }) => {
      heard.push(event, (await client.chat.postMessage({ channel: event.channel, text: 'back' })).ok)
    })
    const simulated = demo.simulate(account({ mode: 'socket' }), { type: 'text', from: 'Lin', text: 'hi', id: '1', now }) as Verified
    await deliver!(JSON.parse(simulated.body.toString()) as object)
    expect(heard).toMatchObject([{ type: 'message', text: 'hi' }, true])
  })
})

describe('Socket Mode', () => {
  /** Slack's side: hands out a socket, says hello, sends envelopes, and remembers what was acknowledged. */
  async function socketPeer() {
    const acknowledged: string[] = []
    const open: ((envelope: object) => void)[] = []
    const link = { url: '' }
    const { server, url } = await listen(
      answering(asPeer(api((path) => (path === '/apps.connections.open' ? { ok: true, ...link } : null)))),
    )
    link.url = `${url.replace('http', 'ws')}/link`
    const sockets = new WebSocketServer({ server })
    sockets.on('connection', (socket) => {
      socket.on('message', (data: Buffer) => acknowledged.push((JSON.parse(data.toString()) as { envelope_id: string }).envelope_id))
      socket.send('{"type":"hello","num_connections":1}')
      open.push((envelope) => socket.send(JSON.stringify(envelope)))
    })
    return { url, acknowledged, open, close: () => sockets.clients.forEach((socket) => socket.terminate()) }
  }

  const envelopeOf = (id: string) => {
    const verified = event(
      account({ mode: 'socket' }).config,
      id,
      { type: 'message', channel: 'D1', user: 'U1', text: id, ts: '1.000001' },
      now,
    ) as Verified
    return {
      envelope_id: `envelope-${id}`,
      type: 'events_api',
      accepts_response_payload: false,
      payload: JSON.parse(verified.body.toString()) as object,
    }
  }

  test('events are acknowledged once they are stored and not before; a closed connection is opened again', async () => {
    const peer = await socketPeer()
    const stored: Verified[] = []
    let [full, refused] = [true, 0]
    const sink: Sink = {
      store: async (given) => {
        if (full) refused += 1
        if (full) throw new Error('the disk is full')
        stored.push(given)
        return 'stored'
      },
      health: async () => undefined,
      cursor: { load: async () => null, save: async () => undefined },
    }
    const stop = new AbortController()
    const ended = slack.listen!(account({ mode: 'socket', apiUrl: peer.url }), sink, stop.signal)
    await vi.waitFor(() => expect(peer.open).toHaveLength(1), 10_000)
    peer.open[0]!(envelopeOf('Ev1'))
    await vi.waitFor(() => expect(refused).toBe(1), 10_000)
    full = false
    peer.open[0]!(envelopeOf('Ev2'))
    await vi.waitFor(() => expect(peer.acknowledged).toEqual(['envelope-Ev2']), 10_000)
    expect(stored.map(({ dedupeKey }) => dedupeKey)).toEqual(['event:Ev2'])
    peer.close()
    await vi.waitFor(() => expect(peer.open).toHaveLength(2), 15_000)
    peer.open[1]!(envelopeOf('Ev1'))
    await vi.waitFor(() => expect(peer.acknowledged).toContain('envelope-Ev1'), 10_000)
    stop.abort()
    await ended
    expect(await slack.parse(stored[1]!.body)).toMatchObject([{ type: 'message', text: 'Ev1' }])
  }, 60_000)

  test('a refused token is told as the channel’s health, and nothing crashes', async () => {
    const url = await servePeer(api())
    const stop = new AbortController()
    const problem = await new Promise<string | null>((resolve) => {
      const sink: Sink = {
        store: async () => 'stored',
        health: async (_state, message) => resolve(message),
        cursor: { load: async () => null, save: async () => undefined },
      }
      void slack.listen!(account({ mode: 'socket', appToken: 'xapp-wrong', apiUrl: url }), sink, stop.signal)
    })
    stop.abort()
    expect(problem).toMatch(/Socket Mode cannot be opened.*invalid_auth/)
  })
})

test.each(['app_rate_limited', 'tokens_revoked', 'app_uninstalled'])('%s is a warning about the channel', async (type) => {
  const body =
    type === 'app_rate_limited'
      ? { type, team_id: 'T1', minute_rate_limited: 1 }
      : { type: 'event_callback', team_id: 'T1', event: { type } }
  expect(await slack.parse(Buffer.from(JSON.stringify(body)))).toMatchObject([
    { type: 'ignored', warning: expect.stringContaining('connection') },
  ])
})
