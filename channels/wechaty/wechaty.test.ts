import { readFileSync } from 'node:fs'
import { buffer } from 'node:stream/consumers'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { grpc, puppet } from 'wechaty-grpc'
import { outbound, outboundFile } from '../../tests/support/outbound.ts'
import type { Account, Sink, Verified } from '../adapter.ts'
import { openPeers } from '../provider/peers.ts'
import type { WechatyConfig } from './config.ts'
import { demo } from './demo.ts'
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
    ['unknown-type', { type: 'unknown', name: 'message-type-99' }],
  ])('of %s', async (name, item) => {
    expect(await parsed(name)).toMatchObject(item)
  })
})

describe('in practice', () => {
  test('an answer goes out under the right token only', async () => {
    expect(await wechaty.send(account(), within('wxid_lin'))).toMatchObject({ outcome: 'sent' })
    expect(await wechaty.send(account({ token: 'wrong' }), within('wxid_lin'))).toMatchObject({ outcome: 'failed', retry: 'no' })
    expect(await wechaty.check(account())).toMatchObject([{ level: 'ok' }, { level: 'warning' }])
    expect(await wechaty.check(account({ token: 'wrong' }))).toMatchObject([{ level: 'error', field: 'token' }])
  })
})

/** A gateway that speaks wechaty's own protocol: one person, one room, and whatever is asked of it remembered. */
describe('over gRPC', () => {
  const servers: InstanceType<typeof grpc.Server>[] = []
  afterAll(() => servers.forEach((server) => server.forceShutdown()))
  type Call = { request: { getId: () => string; getText: () => string; getConversationId: () => string; getFileBox: () => string }; metadata: InstanceType<typeof grpc.Metadata>; write: (response: object) => void; end: () => void; emit: (name: string, error: object) => void } // prettier-ignore
  type Done = (error: object | null, response?: object) => void

  const tokenOf = (call: Call) => call.metadata.get('authorization')[0]
  const refused = { code: grpc.status.UNAUTHENTICATED, details: 'Invalid Wechaty TOKEN' }
  const unary = (answer: (call: Call) => object) => (call: Call, done: Done) =>
    tokenOf(call) === 'Wechaty secret' ? done(null, answer(call)) : done(refused)

  async function gateway() {
    const [sent, streams]: [unknown[], Call[]] = [[], []]
    const methods = {
      version: unary(() => new puppet.VersionResponse()),
      event: (call: Call) => void (tokenOf(call) === 'Wechaty secret' ? streams.push(call) : call.emit('error', refused)),
      messagePayload: unary((call) => {
        const message = new puppet.MessagePayloadResponse()
        message.setId(call.request.getId())
        message.setTalkerId(call.request.getId() === 'own' ? 'wxid_shop' : 'wxid_lin')
        message.setListenerId(call.request.getId() === 'own' ? 'wxid_lin' : 'wxid_shop')
        message.setText('在吗')
        // What the service hands through is the number of wechaty’s own schema, not of the protocol’s.
        message.setType(7 as 0)
        return message
      }),
      contactPayload: unary(() => {
        const contact = new puppet.ContactPayloadResponse()
        contact.setName('林晓')
        return contact
      }),
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
    servers.push(server)
    server.addService(puppet.PuppetService as never, methods as never)
    const port = await new Promise<number>((resolve, reject) =>
      server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, bound) => (error ? reject(error) : resolve(bound))),
    )
    const tell = (type: number, payload: object) => {
      const event = new puppet.EventResponse()
      event.setType(type as 0)
      event.setPayload(JSON.stringify(payload))
      streams.at(-1)!.write(event)
    }
    return { sent, streams, tell, mine: account({ token: 'secret', apiUrl: `http://127.0.0.1:${port}` }) }
  }

  test('messages come in, own ones as echoes; a broken stream is opened again', async () => {
    const { streams, tell, mine } = await gateway()
    const stored: Verified[] = []
    const sink: Sink = {
      store: async (given) => (stored.push(given), 'stored'),
      health: async () => undefined,
      cursor: { load: async () => null, save: async () => undefined },
    }
    const stop = new AbortController()
    const ended = wechaty.listen!(mine, sink, stop.signal)
    await vi.waitFor(() => expect(streams).toHaveLength(1), 10_000)
    tell(puppet.EventType.EVENT_TYPE_LOGIN, { contactId: 'wxid_shop' })
    tell(puppet.EventType.EVENT_TYPE_MESSAGE, { messageId: 'm1' })
    tell(puppet.EventType.EVENT_TYPE_MESSAGE, { messageId: 'own' })
    await vi.waitFor(() => expect(stored).toHaveLength(2), 10_000)
    const items = (await Promise.all(stored.map(({ body }) => wechaty.parse(body)))).flat()
    expect(items).toContainEqual(expect.objectContaining({ type: 'message', text: '在吗', externalId: 'm1' }))
    expect(items).toContainEqual(expect.objectContaining({ type: 'echo', externalId: 'own' }))
    streams[0]!.end()
    await vi.waitFor(() => expect(streams).toHaveLength(2), 15_000)
    stop.abort()
    await ended
  }, 60_000)

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
    expect(await wechaty.check(wrong)).toMatchObject([{ level: 'error', field: 'token' }])
    expect(await wechaty.send(wrong, within('wxid_lin'))).toMatchObject({ outcome: 'failed', reason: expect.stringContaining('token') })
    expect(await wechaty.send(account({ apiUrl: 'http://127.0.0.1:1' }), within('wxid_lin'))).toMatchObject({
      outcome: 'failed',
      retry: 'later',
    })
  })
})
