import { setTimeout as sleep } from 'node:timers/promises'
import { io, type Socket } from 'socket.io-client'
import { v7 } from 'uuid'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { DomainEvent } from '../../../contract/events.ts'
import type { EventBatch, Typing, Viewing } from '../../../contract/sync.ts'
import { closeHttp, listen as listenHttp, makeHttp } from '../../../server/http.ts'
import { startRealtime } from '../../../server/realtime.ts'
import { apiOf, type Api } from '../http.ts'
import { newConversation, newScene, type Scene } from '../scene.ts'
import { features, useServer } from '../serve.ts'
import { newPerson } from '../workspaces.ts'

const server = useServer()

/** A second follower of the feed with sockets of its own, as another process would be. */
let elsewhere = ''
let closeElsewhere = async (): Promise<void> => undefined
beforeAll(async () => {
  const http = makeHttp(features)
  const stop = await startRealtime(http, features)
  elsewhere = `http://127.0.0.1:${await listenHttp(http, 0, '127.0.0.1')}`
  closeElsewhere = async () => {
    await closeHttp(http)
    await stop()
  }
})
afterAll(() => closeElsewhere())

let scene: Scene
let owner: Api
let narrow: string
let teamWide: string
beforeAll(async () => {
  scene = await newScene()
  owner = apiOf(server.url, scene.owner.token)
  narrow = await newRole('own')
  teamWide = await newRole('team')
})

async function newRole(scope: 'own' | 'team'): Promise<string> {
  const permissions = ['inbox.read', 'inbox.work', 'customer.read']
  return ((await owner('POST', 'roles', { name: `Role ${v7()}`, permissions, scope, masked: ['phone', 'email'] })).body as { id: string })
    .id
}

// A failed expectation leaves its sockets open, and an open socket would keep its server from closing.
const sockets = new Set<Socket>()
afterEach(() => {
  for (const socket of sockets) socket.disconnect()
  sockets.clear()
})

/** What a person's open screen is told. */
async function screenOf(token: string, url = server.url()) {
  const socket = io(url, { path: '/realtime', auth: { token }, transports: ['websocket'], forceNew: true })
  sockets.add(socket)
  const events: DomainEvent[] = []
  const typing: Typing[] = []
  const viewing: Viewing[] = []
  let [resets, signedOut] = [0, false]
  socket.on('events', (batch: EventBatch) => events.push(...batch.events))
  socket.on('typing', (one: Typing) => typing.push(one))
  socket.on('viewing', (one: Viewing) => viewing.push(one))
  socket.on('reset', () => (resets += 1))
  socket.on('signed_out', () => (signedOut = true))
  const hello = await new Promise<string>((resolve, reject) => {
    socket.once('hello', ({ cursor }: { cursor: string }) => resolve(cursor))
    socket.once('connect_error', reject)
  })
  const about = (id: string) => events.filter((event) => JSON.stringify(event.data).includes(id)).map(({ name }) => name)
  const screen = { hello, events, typing, viewing, about, resets: () => resets, signedOut: () => signedOut, socket }
  // What was committed before it opened may be told a moment later.
  await settled(screen)
  screen.hello = events.at(-1)!.cursor
  events.length = 0
  resets = 0
  return screen
}

/** Waits until everything that was committed before is told: a note everybody hears stands behind it in the feed. */
async function settled(...screens: { events: DomainEvent[] }[]): Promise<void> {
  const name = `Marker ${v7()}`
  await owner('PATCH', 'workspace', { name })
  await expect
    .poll(() => screens.every(({ events }) => JSON.stringify(events).includes(name)), { timeout: 20_000, interval: 20 })
    .toBe(true)
}

const assign = (id: string, to: object) => owner('POST', `conversations/${id}/assign`, to)

describe('an open screen', () => {
  test('hears of what is its person’s and of nothing else', async () => {
    const person = await newPerson(scene.workspaceId, narrow)
    const [mine, foreign] = [await newConversation(scene), await newConversation(scene)]
    await assign(mine.id, { assigneeId: person.id })
    const screen = await screenOf(person.token)
    await owner('POST', `conversations/${mine.id}/messages`, { kind: 'note', text: 'yours' })
    await owner('POST', `conversations/${foreign.id}/messages`, { kind: 'note', text: 'not yours' })
    await settled(screen)
    expect(screen.about(mine.id)).toContain('message.noted')
    expect(screen.about(foreign.id)).toEqual([])
    screen.socket.disconnect()
  })

  test('loses a conversation that is given to somebody else, at once and for good', async () => {
    const [person, other] = [await newPerson(scene.workspaceId, narrow), await newPerson(scene.workspaceId, narrow)]
    const conversation = await newConversation(scene)
    await assign(conversation.id, { assigneeId: person.id })
    const [screen, gaining] = [await screenOf(person.token), await screenOf(other.token)]
    await assign(conversation.id, { assigneeId: other.id })
    await owner('POST', `conversations/${conversation.id}/messages`, { kind: 'note', text: 'a secret of the next' })
    await settled(screen, gaining)
    expect(screen.about(conversation.id)).toEqual(['conversation.hidden'])
    expect(JSON.stringify(screen.events)).not.toContain('a secret of the next')
    expect(gaining.about(conversation.id)).toEqual(expect.arrayContaining(['conversation.assigned', 'message.noted']))
    expect((await apiOf(server.url, person.token)('GET', `conversations/${conversation.id}`)).status).toBe(404)
    for (const { socket } of [screen, gaining]) socket.disconnect()
  })

  test('starts over when its person leaves a team, and hears of the team no more', async () => {
    const person = await newPerson(scene.workspaceId, teamWide)
    const team = (await owner('POST', 'teams', { name: `Team ${v7()}`, memberIds: [person.id] })).body as { id: string }
    const conversation = await newConversation(scene)
    await assign(conversation.id, { teamId: team.id })
    const screen = await screenOf(person.token)
    await owner('POST', `conversations/${conversation.id}/messages`, { kind: 'note', text: 'for the team' })
    await settled(screen)
    expect(screen.about(conversation.id)).toContain('message.noted')
    // The joining may still have stood in the feed when the screen opened.
    const before = screen.resets()
    await owner('PATCH', `teams/${team.id}`, { memberIds: [] })
    await owner('POST', `conversations/${conversation.id}/messages`, { kind: 'note', text: 'after the leaving' })
    await settled(screen)
    expect(screen.resets()).toBe(before + 1)
    expect(JSON.stringify(screen.events)).not.toContain('after the leaving')
    screen.socket.disconnect()
  })

  test('shows contact data in part where the role does', async () => {
    const person = await newPerson(scene.workspaceId, narrow)
    const customer = (await owner('POST', 'customers', { name: 'Lin 13812345678', phone: '13812345678' })).body as { id: string }
    const screen = await screenOf(person.token)
    await owner('PATCH', `customers/${customer.id}`, { changes: { owner: { value: person.id } } })
    await settled(screen)
    expect(screen.about(customer.id)).toContain('customer.updated')
    expect(JSON.stringify(screen.events)).toContain('13*****5678')
    expect(JSON.stringify(screen.events)).not.toContain('13812345678')
    screen.socket.disconnect()
  })

  test('sees somebody write, or look, only where it sees the conversation, whichever process tells it', async () => {
    const [person, other] = [await newPerson(scene.workspaceId, narrow), await newPerson(scene.workspaceId, narrow)]
    const conversation = await newConversation(scene)
    await assign(conversation.id, { assigneeId: person.id })
    const screens = [await screenOf(person.token), await screenOf(other.token), await screenOf(person.token, elsewhere)]
    await expect
      .poll(async () => {
        await owner('POST', `conversations/${conversation.id}/typing`, {})
        return screens.map(({ typing }) => typing.length > 0)
      })
      .toEqual([true, false, true])
    for (const here of [true, false]) {
      await owner('POST', `conversations/${conversation.id}/viewing`, { here })
      const told = { conversationId: conversation.id, by: { id: scene.owner.id, name: 'Person' }, here }
      for (const screen of [screens[0]!, screens[2]!]) await expect.poll(() => screen.viewing).toContainEqual(told)
    }
    expect(screens[1]!.viewing).toEqual([])
    expect((await apiOf(server.url, other.token)('POST', `conversations/${conversation.id}/viewing`, { here: true })).status).toBe(404)
    for (const { socket } of screens) socket.disconnect()
  })
})

describe('GET /sync', () => {
  test('tells what the sockets tell, and asks for a fresh start after a change of rights', async () => {
    const person = await newPerson(scene.workspaceId, narrow)
    const api = apiOf(server.url, person.token)
    const [mine, foreign] = [await newConversation(scene), await newConversation(scene)]
    await assign(mine.id, { assigneeId: person.id })
    const screen = await screenOf(person.token)
    await settled(screen)
    for (const { id } of [mine, foreign]) await owner('POST', `conversations/${id}/messages`, { kind: 'note', text: `note in ${id}` })
    await settled(screen)
    const { body } = await api('GET', `sync?since=${screen.hello}`)
    const synced = (body as { events: DomainEvent[] }).events
    expect(synced.map(({ cursor }) => cursor)).toEqual(screen.events.map(({ cursor }) => cursor))
    expect(JSON.stringify(synced)).toContain(`note in ${mine.id}`)
    expect(JSON.stringify(synced)).not.toContain(foreign.id)
    await owner('POST', `users/${person.id}/role`, { role: teamWide })
    await settled(screen)
    expect((await api('GET', `sync?since=${screen.hello}`)).body).toMatchObject({ reset: true, events: [] })
    screen.socket.disconnect()
  })
})

describe('whose access ends', () => {
  test('loses every session and socket within a second, in other processes too', async () => {
    const person = await newPerson(scene.workspaceId, narrow)
    const screens = [await screenOf(person.token), await screenOf(person.token, elsewhere)]
    const ended = Promise.all(screens.map(({ socket }) => new Promise((resolve) => socket.once('disconnect', resolve))))
    const began = Date.now()
    expect((await owner('POST', `users/${person.id}/disable`, {})).status).toBe(200)
    await ended
    // The feed waits for the oldest transaction of the whole cluster, in which other test files write too.
    expect(Date.now() - began).toBeLessThan(10_000)
    expect(screens.map(({ signedOut }) => signedOut())).toEqual([true, true])
    expect((await apiOf(server.url, person.token)('GET', 'session')).status).toBe(401)
  })

  test('signed out in one place only, loses the sockets of that place, in other processes too', async () => {
    const person = await newPerson(scene.workspaceId, narrow)
    const { signedIn } = await import('../workspaces.ts')
    const second = await signedIn(person.id, scene.workspaceId)
    const [kept, gone] = [await screenOf(person.token), await screenOf(second.token, elsewhere)]
    const ended = new Promise((resolve) => gone.socket.once('disconnect', resolve))
    await apiOf(server.url, person.token)('DELETE', `sessions/${second.context.sessionId}`)
    await ended
    await sleep(100)
    expect([kept.socket.connected, kept.signedOut(), gone.signedOut()]).toEqual([true, false, true])
    kept.socket.disconnect()
  })
})
