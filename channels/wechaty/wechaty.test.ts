import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { grpc, puppet } from 'wechaty-grpc'
import { outbound, outboundFile } from '../../tests/support/outbound.ts'
import { ParseError, type Account, type Sink, type Verified } from '../adapter.ts'
import { openPeers } from '../provider/peers.ts'
import type { WechatyConfig } from './config.ts'
import { demo } from './demo.ts'
import { heardOf } from './gateway/heard.mjs'
import { handlers, service } from './gateway/service.mjs'
import { openWaiting } from './gateway/waiting.mjs'
import { wechaty } from './index.ts'

vi.stubEnv('ALLOW_PRIVATE_HOSTS', '1')

let channels = 0
const account = (extra: Partial<WechatyConfig> = {}): Account<WechatyConfig> => ({
  ...{ kind: 'wechaty', workspaceId: 'w', channelId: `c${channels++}`, name: 'Shop' },
  config: { ...demo.config('demo:'), ...extra },
})
const parsed = async (name: string) => (await wechaty.parse(readFileSync(new URL(`fixtures/${name}.json`, import.meta.url))))[0]
const within = (key: string, extra = {}) => outbound({ thread: { key, subject: null, surface: 'message', refs: [] }, ...extra })
openPeers({ demoOf: () => demo as never, deliver: async () => undefined })

describe('what the gateway tells', () => {
  test('is a thread per person, and one for all who write in a room', async () => {
    expect(await parsed('text')).toMatchObject({
      thread: { key: 'wxid_lin' },
      from: { value: 'wxid_lin', name: '林晓' },
      externalId: '7000000000000000001',
    })
    expect(await parsed('room')).toMatchObject({ thread: { key: '4567@chatroom' }, from: { value: 'wxid_lin' } })
  })

  test('of the account itself is an echo to whom it wrote', async () => {
    expect(await parsed('own')).toMatchObject({ type: 'echo', to: { value: 'wxid_lin' }, thread: { key: 'wxid_lin' }, author: '小店' })
    expect(await parsed('own-in-room')).toMatchObject({ type: 'echo', to: { name: '茶友群 一' }, thread: { key: '4567@chatroom' } })
  })

  test.each([
    ['image', { files: [{ ref: { id: '7000000000000000003' }, name: 'cup.jpg', type: 'image/jpeg' }] }],
    ['voice', { files: [{ type: 'audio/silk' }] }],
    ['file', { files: [{ name: '价格 表.xlsx' }] }],
    ['location', { text: '[位置] 杭州市西湖区 西湖断桥' }],
    ['link', { text: '[链接] 新茶上市 https://shop.example.cn/tea?a=1&b=2' }],
    ['mini-program', { text: '[小程序] 茶铺' }],
    ['card', { text: '[名片]' }],
    ['recall', { type: 'recall', externalId: '7000000000000000001' }],
    ['unknown-type', { type: 'message', unsupported: 'message-type-99' }],
  ])('of %s', async (name, item) => {
    expect(await parsed(name)).toMatchObject(item)
  })
})

describe('in practice', () => {
  test('an answer goes out under the right token only', async () => {
    expect(await wechaty.send(account(), within('wxid_lin'))).toMatchObject({ outcome: 'sent' })
    expect(await wechaty.send(account({ token: 'wrong' }), within('wxid_lin'))).toMatchObject({ outcome: 'failed', retry: 'no' })
    expect((await wechaty.check(account())).map(({ level }) => level)).toEqual(['ok', 'ok', 'warning'])
    expect(await wechaty.check(account({ token: 'wrong' }))).toMatchObject([{ level: 'error', field: 'token' }])
  })
})

/** Wechaty’s own protocol as its service speaks it, beside which our gateway says what waits. */
describe('over gRPC', () => {
  type Call = { request: { getId: () => string; getText: () => string; getConversationId: () => string; getFileBox: () => string }; metadata: InstanceType<typeof grpc.Metadata>; write: (response: object) => void; end: () => void } // prettier-ignore
  type Done = (error: object | null, response?: object) => void

  const unary = (answer: (call: Call) => object) => (call: Call, done: Done) =>
    call.metadata.get('authorization')[0] === 'Wechaty secret' ? done(null, answer(call)) : done({ code: grpc.status.UNAUTHENTICATED })

  async function gateway(folder = mkdtempSync(join(tmpdir(), 'parley-waiting-'))) {
    const sent: unknown[] = []
    const methods = {
      messageSendText: unary((call) => {
        sent.push([call.request.getConversationId(), call.request.getText()])
        const response = new puppet.MessageSendTextResponse()
        response.setId('sent-1')
        return response
      }),
      messageSendFile: unary((call) => {
        sent.push(JSON.parse(call.request.getFileBox()))
        return new puppet.MessageSendFileResponse()
      }),
      messageFileStream: (call: Call) => {
        for (const text of ['hel', 'lo']) {
          const chunk = new puppet.FileBoxChunk()
          chunk.setData(Buffer.from(text))
          const response = new puppet.MessageFileStreamResponse()
          response.setFileBoxChunk(chunk)
          call.write(response)
        }
        call.end()
      },
    }
    const server = new grpc.Server()
    onTestFinished(() => server.forceShutdown())
    server.addService(puppet.PuppetService as never, methods as never)
    const waiting = await openWaiting(folder, { most: 3, letGo: () => undefined })
    const theirs = { signedIn: 'wxid_shop' as string | null }
    server.addService(
      service,
      handlers('secret', waiting, () => theirs.signedIn),
    )
    const port = await new Promise<number>((resolve, reject) =>
      server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, bound) => (error ? reject(error) : resolve(bound))),
    )
    const mine = account({ token: 'secret', apiUrl: `http://127.0.0.1:${port}` })
    return { sent, waiting, folder, theirs, mine, stop: () => server.forceShutdown() }
  }

  const heard = (id: string, talker = 'wxid_lin') => ({
    ...{ id, type: 7, text: '在吗', filename: '', at: 1_795_341_600_000, talker: { id: talker, name: '林晓' }, room: null },
    ...{ listener: talker === 'wxid_shop' ? 'wxid_lin' : 'wxid_shop', self: 'wxid_shop' },
  })

  /** Listens until `stop`; `fails` says which event the disk refuses. */
  function listening(mine: Account<WechatyConfig>, fails: (event: Verified) => boolean = () => false) {
    const [stored, problems, signal] = [[] as Verified[], [] as (string | null)[], new AbortController()]
    const sink: Sink = {
      store: async (event) => {
        if (fails(event)) throw new Error('the disk is full')
        stored.push(event)
        return 'stored'
      },
      health: async (_state, problem) => void problems.push(problem),
      cursor: { load: async () => null, save: async () => undefined },
    }
    const ended = wechaty.listen!(mine, sink, signal.signal)
    const ids = () => stored.map(({ dedupeKey }) => dedupeKey)
    return { stored, problems, ids, stop: () => (signal.abort(), ended) }
  }

  test('what came while nobody listened comes then, own messages as echoes, and is let go only when it is stored', async () => {
    const { waiting, mine } = await gateway()
    await waiting.keep(heard('m1'))
    await waiting.keep(heard('own', 'wxid_shop'))
    const first = listening(mine, ({ dedupeKey }) => dedupeKey === 'message:own')
    await vi.waitFor(() => expect(first.problems).toContain('the disk is full'), 15_000)
    await first.stop()
    expect(await waiting.count()).toBe(2)
    const second = listening(mine)
    await vi.waitFor(() => expect(second.ids()).toEqual(['message:m1', 'message:own']), 15_000)
    await waiting.keep(heard('m2'))
    await vi.waitFor(() => expect(second.ids()).toEqual(['message:m1', 'message:own', 'message:m2']), 15_000)
    await vi.waitFor(async () => expect(await waiting.count()).toBe(0), 15_000)
    await second.stop()
    const items = (await Promise.all(second.stored.map(({ body }) => wechaty.parse(body)))).flat()
    expect(items).toMatchObject([{ type: 'message', text: '在吗', externalId: 'm1' }, { type: 'echo' }, { type: 'message' }])
  }, 60_000)

  test('what waits outlives the gateway; the listener finds its successor', async () => {
    const before = await gateway()
    await before.waiting.keep(heard('m1'))
    before.stop()
    const after = await gateway(before.folder)
    const listener = listening(after.mine)
    await vi.waitFor(() => expect(listener.ids()).toEqual(['message:m1']), 15_000)
    await listener.stop()
  })

  test('no more waits than is allowed: the oldest go, and somebody hears of it', async () => {
    const gone: number[] = []
    const folder = mkdtempSync(join(tmpdir(), 'parley-waiting-'))
    const waiting = await openWaiting(folder, { most: 2, letGo: (count) => gone.push(count) })
    for (const id of ['m1', 'm2', 'm3']) await waiting.keep(heard(id))
    expect((await waiting.take([], 0)).map(({ message }) => message)).toMatchObject([{ id: 'm2' }, { id: 'm3' }])
    expect(gone).toEqual([1])
  })

  test('a name from outside lets go nothing but what waits', async () => {
    const { waiting, folder } = await gateway()
    writeFileSync(join(folder, 'other.json'), '{}')
    await waiting.take(['other.json', '../other.json'], 0)
    expect(readdirSync(folder)).toEqual(['other.json'])
  })

  test('a message the puppet says nothing of is parked, not lost', async () => {
    const silent = { messagePayload: async () => Promise.reject(new Error('no such message')) }
    const kept = await heardOf(silent, 'm1', 'wxid_shop')
    await expect(wechaty.parse(Buffer.from(JSON.stringify(kept)))).rejects.toThrow(ParseError)
  })

  test('a message is kept with who wrote it and where', async () => {
    const told = {
      messagePayload: async () => ({ type: 7, text: '在吗', timestamp: 1_795_341_600, talkerId: 'wxid_lin', roomId: '1@chatroom' }),
      contactPayload: async () => ({ name: '林晓', alias: '老顾客' }),
      roomPayload: async () => ({ topic: '茶友群' }),
    }
    const [item] = await wechaty.parse(Buffer.from(JSON.stringify(await heardOf(told, 'm1', 'wxid_shop'))))
    expect(item).toMatchObject({ from: { name: '老顾客' }, thread: { key: '1@chatroom' }, sentAt: '2026-11-22T10:00:00.000Z' })
  })

  test('answers and files go out, files come in', async () => {
    const { sent, mine } = await gateway()
    expect(await wechaty.send(mine, within('wxid_lin', { text: '到货了' }))).toEqual({ outcome: 'sent', externalIds: ['sent-1'] })
    expect(await wechaty.send(mine, within('wxid_lin', { text: '', files: [outboundFile('杯.png', 'image/png', 'png')] }))).toEqual({
      outcome: 'sent',
    })
    expect(sent).toMatchObject([['wxid_lin', '到货了'], { type: 1, name: '杯.png', base64: Buffer.from('png').toString('base64') }])
    expect((await buffer((await wechaty.openMedia!(mine, { id: 'm1' }, 100)).stream)).toString()).toBe('hello')
    await expect(wechaty.openMedia!(mine, { id: 'm1' }, 3)).rejects.toThrow(/larger/)
  })

  test('a wrong token and a gateway that is not there are told apart', async () => {
    const { mine } = await gateway()
    const wrong = { ...mine, config: { ...mine.config, token: 'wrong' } }
    expect(await wechaty.check(mine)).toMatchObject([{ level: 'ok' }, { message: 'Signed in as wxid_shop.' }, { subject: 'Risk' }])
    expect(await wechaty.check(wrong)).toMatchObject([{ level: 'error', field: 'token' }])
    expect(await wechaty.send(wrong, within('wxid_lin'))).toMatchObject({ outcome: 'failed', reason: expect.stringContaining('token') })
    expect(await wechaty.send(account({ apiUrl: 'http://127.0.0.1:1' }), within('wxid_lin'))).toMatchObject({
      outcome: 'failed',
      retry: 'later',
    })
  })

  test('an account nobody signed in to, and a gateway that is not ours, are found', async () => {
    const { mine, theirs } = await gateway()
    theirs.signedIn = null
    expect(await wechaty.check(mine)).toMatchObject([{ level: 'ok' }, { level: 'error', subject: 'Account' }, { level: 'warning' }])
    const bare = new grpc.Server()
    onTestFinished(() => bare.forceShutdown())
    const port = await new Promise<number>((resolve) =>
      bare.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (_error, bound) => resolve(bound)),
    )
    const other = account({ apiUrl: `http://127.0.0.1:${port}` })
    expect(await wechaty.check(other)).toMatchObject([{ level: 'error', message: expect.stringContaining('not Parley’s') }])
  })
})
