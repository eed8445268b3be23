import { once } from 'node:events'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { newScene, visitorToken, type Scene } from '../integration/scene.ts'
import { useServer } from '../integration/serve.ts'
import { signedIn } from '../integration/workspaces.ts'
import { connect } from './connect.ts'

const server = useServer()
let scene: Scene
beforeAll(async () => {
  scene = await newScene()
})

const lines: WebSocket[] = []
afterEach(() => lines.splice(0).forEach((line) => line.terminate()))

/** A line below socket.io, on which nothing was asked for yet, and what it hears. */
async function open(): Promise<{ line: WebSocket; heard: string[]; ended: Promise<unknown> }> {
  const line = new WebSocket(`${server.url().replace('http', 'ws')}/realtime/?EIO=4&transport=websocket`)
  lines.push(line)
  const heard: string[] = []
  line.on('error', () => undefined).on('message', (packet) => void heard.push(String(packet)))
  await once(line, 'message')
  return { line, heard, ended: once(line, 'close') }
}

const deadToken = 'A'.repeat(43)
const deep = '['.repeat(30_000) + ']'.repeat(30_000)
const join = (namespace: string, token: string) => `40${namespace === '/' ? '' : `${namespace},`}${JSON.stringify({ token })}`

describe('before anybody knows whose socket it is', () => {
  test.each(['/', '/widget', '/nowhere'])('%s can be asked for once', async (namespace) => {
    const { line, heard, ended } = await open()
    for (let n = 0; n < 2_000; n++) line.send(join(namespace, deadToken))
    await ended
    expect(heard.filter((packet) => packet.startsWith('44')).length).toBeLessThanOrEqual(1)
  })

  test.each([
    ['large', `40/widget,{"token":${deep}}`],
    ['binary', Buffer.from([1, 2, 3])],
    ['the beginning of something binary', '451-/widget,["send",{"_placeholder":true,"num":0}]'],
  ])('a packet that is %s ends it', async (_, packet) => {
    const { line, ended } = await open()
    line.send(packet)
    await ended
  })

  test('pings of WebSocket without end are cut', async () => {
    const { line, ended } = await open()
    for (let n = 0; n < 2_000; n++) line.ping()
    await ended
  })

  test('tokens that belong to nobody cost nobody else of the network a place', { timeout: 60_000 }, async () => {
    const ask = async () => {
      const { line, heard } = await open()
      line.send(join('/widget', deadToken))
      await expect.poll(() => heard.at(-1), { timeout: 15_000 }).toContain('unauthenticated')
      line.terminate()
    }
    for (let n = 0; n < 10; n++) await Promise.all(Array.from({ length: 35 }, ask))
    const visitor = await connect(`${server.url()}/widget`, visitorToken(scene.chat.id))
    const agent = await connect(`${server.url()}/`, (await signedIn(scene.agent.id, scene.workspaceId)).token)
    expect([visitor.connected, agent.connected]).toEqual([true, true])
    visitor.disconnect()
    agent.disconnect()
  })
})

describe('a peer that polls', () => {
  const address = () => `${server.url()}/realtime/?EIO=4&transport=polling`
  const greet = async () => (JSON.parse((await (await fetch(address())).text()).slice(1)) as { sid: string }).sid
  const say = (sid: string, body: string) =>
    fetch(`${address()}&sid=${sid}`, { method: 'POST', body }).then(
      ({ status }) => status,
      () => 0,
    )

  test.each([
    ['many packets', Array.from({ length: 1_000 }, () => '6').join('\x1e')],
    ['one request after the other to join', Array.from({ length: 40 }, () => join('/', deadToken)).join('\x1e')],
  ])('is cut by %s in one body', async (_, body) => {
    const sid = await greet()
    await say(sid, body)
    await expect.poll(() => say(sid, '6')).toBe(400)
  })

  test('sends little before it has said who it is, a long message then', async () => {
    const sid = await greet()
    expect(await say(sid, '6'.repeat(20_000))).toBe(413)
    const known = await greet()
    expect(await say(known, join('/widget', visitorToken(scene.chat.id)))).toBe(200)
    await expect.poll(async () => (await fetch(`${address()}&sid=${known}`)).text()).toContain('40/widget')
    expect(await say(known, `42/widget,["send",{"text":"${'茶'.repeat(10_000)}"}]`)).toBe(200)
  })

  test('and never says who it is makes room for who comes after a thousand like it; nobody known does', { timeout: 60_000 }, async () => {
    const visitor = await connect(`${server.url()}/widget`, visitorToken(scene.chat.id))
    const first = await greet()
    for (let n = 0; n < 50; n++) await Promise.all(Array.from({ length: 21 }, greet))
    const last = await greet()
    expect(await say(first, '6')).toBe(400)
    expect(await say(last, '6')).toBe(200)
    expect(await visitor.timeout(15_000).emitWithAck('history', {})).toMatchObject({ ok: true })
    visitor.disconnect()
  })
})

describe('a visitor', () => {
  test.each([
    ['nested', deep],
    ['wide', `{${Array.from({ length: 5_000 }, (_, n) => `"k${n}":1`).join()}}`],
  ])('who goes on sending large and %s packets is cut', async (_, junk) => {
    const { line, heard, ended } = await open()
    line.send(join('/widget', visitorToken(scene.chat.id)))
    await expect.poll(() => heard.some((packet) => packet.startsWith('40/widget'))).toBe(true)
    for (let n = 0; n < 40; n++) line.send(`42/widget,["history",${junk}]`)
    await ended
  })
})
