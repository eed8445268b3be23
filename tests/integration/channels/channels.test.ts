import { v7 } from 'uuid'
import { beforeAll, describe, expect, test } from 'vitest'
import { loadAccount } from '../../../channels/index.ts'
import { setHealth } from '../../../channels/health.ts'
import { channelFor } from '../../../channels/receive-mail.ts'
import { pool } from '../../../server/db.ts'
import { apiOf, type Api } from '../http.ts'
import { chatRaw, newScene, rawsOf, receiveAll, supportAddress, type Scene } from '../scene.ts'
import { useServer } from '../serve.ts'
import { eventsOf } from '../workspaces.ts'

const server = useServer()
let scene: Scene
let owner: Api
let agent: Api
beforeAll(async () => {
  scene = await newScene()
  owner = apiOf(server.url, scene.owner.token)
  agent = apiOf(server.url, scene.agent.token)
})

const updates = async () => (await eventsOf(scene.workspaceId)).filter((event) => event.name === 'channel.updated').length
const refusal = (answer: { body: unknown }) => (answer.body as { error: { code: string; field?: string; message: string } }).error

describe('connecting', () => {
  test('names the field that is wrong, in the form’s own words, and keeps nothing', async () => {
    const wrong = [
      [{ kind: 'webchat', config: { color: 'red' } }, 'color'],
      [{ kind: 'webchat', config: { colour: '#ffffff' } }, 'colour'],
      [{ kind: 'webchat', config: { allowedOrigins: 'shop.example.com' } }, 'allowedOrigins'],
      [{ kind: 'webchat', config: { greeting: ['Hi'] } }, 'greeting'],
      [{ kind: 'email', config: { address: 'nobody', receiver: true, delivery: 'outbox' } }, 'address'],
      [
        { kind: 'email', config: { address: 'a@shop.test', delivery: 'outbox', imap: { host: 'imap.example.com', port: 'x' } } },
        'imap.port',
      ],
      [
        { kind: 'email', config: { address: 'a@shop.test', delivery: 'outbox', 'imap.host': 'imap.example.com', 'imap.port': 70_000 } },
        'imap.port',
      ],
    ] as const
    for (const [input, field] of wrong) {
      const answer = await owner('POST', 'channels', { name: 'Wrong', ...input })
      expect([answer.status, refusal(answer).field]).toEqual([400, field])
    }
    expect((await pool().query(`SELECT 1 FROM channels WHERE name = 'Wrong'`)).rows).toEqual([])
  })

  test('is told to everybody in the transaction that did it', async () => {
    const answer = await owner('POST', 'channels', { kind: 'webchat', name: 'Second shop', config: {} })
    const created = (await eventsOf(scene.workspaceId)).find(
      (event) => event.name === 'channel.created' && JSON.stringify(event.data).includes('Second shop'),
    )
    expect(created?.data['channel']).toEqual(answer.body)
  })

  test('is the owner’s alone', async () => {
    expect((await agent('POST', 'channels', { kind: 'webchat', name: 'Mine', config: {} })).status).toBe(403)
    expect((await agent('POST', `channels/${scene.chat.id}/pause`, {})).status).toBe(403)
  })
})

describe('settings', () => {
  const identitySecret = 'a canary that must never leave'

  test('never show a secret, in an answer, a list, an event or the row', async () => {
    const { body } = await owner('POST', 'channels', { kind: 'webchat', name: 'Canary', config: { identitySecret } })
    const { id, config } = body as { id: string; config: object }
    expect(config).toMatchObject({ identitySecret: { set: true } })
    const seen = [body, await owner('GET', 'channels'), await owner('GET', `channels/${id}`), await eventsOf(scene.workspaceId)]
    const { rows } = await pool().query('SELECT config::text, secrets FROM channels WHERE id = $1', [id])
    expect(JSON.stringify([seen, rows])).not.toContain('canary that')
    expect((await loadAccount(id)).config).toMatchObject({ identitySecret })
  })

  test('left out stay as they are; an empty secret, or its mask sent back, too', async () => {
    const { body } = await owner('POST', 'channels', {
      kind: 'webchat',
      name: 'Kept',
      config: { identitySecret, greeting: 'Hi', color: '#aabbcc' },
    })
    const { id } = body as { id: string }
    for (const config of [{}, { identitySecret: '' }, { identitySecret: { set: true } }, { greeting: 'Hi' }]) {
      expect((await owner('PATCH', `channels/${id}`, { config })).status).toBe(200)
      expect((await loadAccount(id)).config).toMatchObject({ identitySecret, greeting: 'Hi', color: '#aabbcc' })
    }
    await owner('PATCH', `channels/${id}`, { config: { greeting: '', identitySecret: 'another secret of the shop' } })
    expect((await loadAccount(id)).config).toMatchObject({ identitySecret: 'another secret of the shop', greeting: '' })
  })

  test('of a form with groups come flat or nested, and an untouched group is no group', async () => {
    const flat = {
      address: 'flat@shop.test',
      receiver: true,
      delivery: 'outbox',
      'imap.host': '',
      'imap.port': 993,
      'smtp.host': '',
      'imap.password': '',
    }
    const { body, status } = await owner('POST', 'channels', { kind: 'email', name: 'Flat', config: flat })
    expect(status).toBe(200)
    const { id } = body as { id: string }
    await owner('PATCH', `channels/${id}`, { config: { imap: { host: 'imap.example.com', password: 'app password' } } })
    expect((await loadAccount(id)).config).toMatchObject({ imap: { host: 'imap.example.com', port: 993, password: 'app password' } })
    expect(JSON.stringify((await owner('GET', `channels/${id}`)).body)).not.toContain('app password')
  })
})

test('pausing twice is pausing once', async () => {
  const before = await updates()
  for (const verb of ['pause', 'pause', 'resume', 'resume'])
    expect((await owner('POST', `channels/${scene.chat.id}/${verb}`, {})).status).toBe(200)
  expect(await updates()).toBe(before + 2)
})

test('health is written and told only when it changes', async () => {
  const origin = { workspaceId: scene.workspaceId, channelId: scene.mail.id }
  const before = await updates()
  for (const message of ['no route', 'no route', 'no route']) await setHealth(origin, 'failing', message)
  await setHealth(origin, 'ok', null)
  await setHealth(origin, 'ok', null)
  expect(await updates()).toBe(before + 2)
})

test('a check says what is wrong without saving, and names no secret', async () => {
  const { body, status } = await owner('POST', 'channels/check', {
    kind: 'webchat',
    config: { allowedOrigins: 'https://shop.example.com' },
  })
  expect(status).toBe(200)
  expect((body as { data: { message: string }[] }).data.map((finding) => finding.message).join()).toContain('https://shop.example.com')
  expect((await owner('POST', `channels/${scene.chat.id}/check`, {})).status).toBe(200)
  expect((await owner('POST', 'channels/check', { kind: 'email', config: {}, channelId: scene.chat.id })).status).toBe(400)
})

describe('raw events', () => {
  test('that are parked are listed with their reason, counted on the channel, and can be processed again', async () => {
    await chatRaw(scene, '{"type":"message","text":"no id"}')
    await receiveAll()
    const list = (await owner('GET', `channels/${scene.chat.id}/raw-events`)).body as {
      data: { id: string; reason: string; excerpt: string }[]
    }
    expect(list.data[0]).toMatchObject({
      status: 'parked',
      reason: expect.stringContaining('not a web chat payload'),
      excerpt: expect.stringContaining('no id'),
    })
    expect((await owner('GET', `channels/${scene.chat.id}`)).body).toMatchObject({ parked: 1 })
    const replayed = await owner('POST', `raw-events/${list.data[0]!.id}/replay`, {})
    expect(replayed.body).toMatchObject({ status: 'pending', reason: null })
    await receiveAll()
    expect((await rawsOf(scene)).filter((raw) => raw.status === 'parked')).toHaveLength(1)
  })

  test('that are done come again without doing anything twice', async () => {
    const [visitor, id] = [v7(), v7()]
    await chatRaw(scene, { type: 'message', id, text: 'once', channelId: scene.chat.id, visitor: { id: visitor }, at: new Date() }, id)
    await receiveAll()
    const { rows } = await pool().query<{ id: string }>('SELECT id::text FROM raw_events WHERE channel_id = $1 AND dedupe_key = $2', [
      scene.chat.id,
      id,
    ])
    await owner('POST', `raw-events/${rows[0]!.id}/replay`, {})
    await receiveAll()
    expect(
      (await pool().query('SELECT 1 FROM messages WHERE channel_id = $1 AND external_id = $2', [scene.chat.id, id])).rows,
    ).toHaveLength(1)
  })

  test('of other workspaces do not exist, nor do numbers no feed reaches', async () => {
    const other = apiOf(server.url, (await newScene()).owner.token)
    const [raw] = await rawsOf(scene)
    for (const id of [raw!.id, '999999999999999999', '9999999999999999999']) {
      expect((await other('POST', `raw-events/${id}/replay`, {})).status).toBe(404)
    }
    expect((await other('GET', `channels/${scene.chat.id}/raw-events`)).status).toBe(404)
  })

  test('are paged, newest first, without gaps', async () => {
    for (let n = 0; n < 5; n += 1) await chatRaw(scene, `{"bad": ${n}}`)
    await receiveAll()
    const seen: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const { body } = await owner('GET', `channels/${scene.chat.id}/raw-events?limit=2${cursor && `&cursor=${cursor}`}`)
      const page = body as { data: { id: string }[]; next: string | null }
      seen.push(...page.data.map((raw) => raw.id))
      cursor = page.next
    }
    const parked = (await rawsOf(scene)).filter((raw) => raw.status === 'parked').map((raw) => raw.id)
    expect(seen).toEqual(parked.toReversed())
    expect((await owner('GET', `channels/${scene.chat.id}/raw-events?cursor=x`)).status).toBe(400)
  })
})

test('mail for an address goes to the channel that had it first, and waits while that is paused', async () => {
  const rival = await newScene()
  expect(await channelFor(supportAddress)).toBe(scene.mail.id)
  expect(await channelFor(supportAddress)).not.toBe(rival.mail.id)
  expect(await channelFor('nobody@shop.test')).toBeNull()
  await owner('POST', `channels/${scene.mail.id}/pause`, {})
  await expect(channelFor(supportAddress)).rejects.toThrow('paused')
  await owner('POST', `channels/${scene.mail.id}/resume`, {})
})

describe('a secret that is kept', () => {
  const mail = {
    kind: 'email',
    name: 'Kept secret',
    config: {
      address: 'kept@shop.test',
      smtp: { host: '127.0.0.1', port: 9, password: 'the smtp password' },
      imap: { host: '127.0.0.1', port: 9, password: 'the imap password' },
    },
  }
  const create = async (body: object) => ((await owner('POST', 'channels', body)).body as { id: string }).id

  test.each([
    ['smtp.password', { smtp: { host: 'evil.example.com' } }],
    ['smtp.password', { 'smtp.host': 'evil.example.com', 'smtp.password': '' }],
    ['smtp.password', { 'smtp.host': 'evil.example.com', 'smtp.password': { set: true } }],
    ['imap.password', { imap: { host: 'evil.example.com' } }],
    ['smtp.password', { smtp: { port: 10 } }],
    ['imap.password', { 'imap.port': 10 }],
    ['smtp.password', { smtp: { secure: 'starttls' } }],
    ['imap.password', { 'imap.secure': 'none' }],
  ])('does not go along to another host or port, nor less well encrypted: %s has to be entered again', async (field, config) => {
    const id = await create(mail)
    const tried = await owner('POST', 'channels/check', { kind: 'email', channelId: id, config })
    expect([tried.status, refusal(tried).field]).toEqual([400, field])
    const changed = await owner('PATCH', `channels/${id}`, { config })
    expect([changed.status, refusal(changed).field]).toEqual([400, field])
  })

  test('goes along when it is entered, and to where it went before', async () => {
    const id = await create(mail)
    expect(
      (await owner('PATCH', `channels/${id}`, { config: { smtp: { port: 9, host: '127.0.0.1', secure: 'tls', user: 'kept' } } })).status,
    ).toBe(200)
    const moved = { config: { smtp: { host: 'smtp.example.com', password: 'a new password' } } }
    expect((await owner('PATCH', `channels/${id}`, moved)).status).toBe(200)
  })

  test('of a provider does not go to another API address', async () => {
    const id = await create({
      kind: 'telegram',
      name: 'Bot',
      config: { botToken: '123456:abcdefghijklmnopqrstuvwxyz0123456789', apiUrl: 'demo:' },
    })
    for (const apiUrl of ['https://evil.example.com', 'http://127.0.0.1:9']) {
      const answer = await owner('PATCH', `channels/${id}`, { config: { apiUrl } })
      expect(refusal(answer)).toMatchObject({ code: 'invalid', message: expect.stringContaining('again') })
    }
  })
})
