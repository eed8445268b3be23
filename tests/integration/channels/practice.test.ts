import { beforeAll, describe, expect, test, vi } from 'vitest'
import { loadAccount } from '../../../channels/index.ts'
import { adapters } from '../../../channels/table.ts'
import type { Channel, ChannelKindInfo, Finding } from '../../../contract/channels.ts'
import type { Allowance, Conversation } from '../../../contract/conversations.ts'
import type { Customer } from '../../../contract/customers.ts'
import type { Message } from '../../../contract/messages.ts'
import { deliver } from '../../../inbox/deliver.ts'
import { apiOf, type Api } from '../http.ts'
import { newScene, receiveAll, type Scene } from '../scene.ts'
import { features, useServer } from '../serve.ts'

const server = useServer()

let scene: Scene
let api: Api
let kinds: ChannelKindInfo[]
beforeAll(async () => {
  scene = await newScene()
  api = apiOf(server.url, scene.owner.token)
  kinds = ((await api('GET', 'channel-kinds')).body as { data: ChannelKindInfo[] }).data
})

/** What comes in is taken in, and what a provider announced is fetched, as the worker does it. */
async function takeIn(channelId: string): Promise<void> {
  await receiveAll()
  if (adapters.get((await channel(channelId)).kind)?.pull) {
    await features
      .flatMap(({ jobs }) => jobs ?? [])
      .find(({ name }) => name === 'channels.pull')!
      .run(channelId)
    await receiveAll()
  }
}

const channel = async (id: string) => (await api('GET', `channels/${id}`)).body as Channel

async function conversationOn(channelId: string): Promise<Conversation> {
  const { data } = (await api('GET', 'conversations?status=open&limit=100')).body as { data: Conversation[] }
  return data.find((conversation) => conversation.channelId === channelId)!
}

async function messagesIn(id: string): Promise<Message[]> {
  return ((await api('GET', `conversations/${id}/messages`)).body as { data: Message[] }).data
}

/** As a new user would: by the form, with the practice settings it offers. */
describe.each([...adapters.values()].filter(({ demo }) => demo).map(({ kind }) => kind))('%s, walked through', (kind) => {
  const adapter = adapters.get(kind)!
  const info = () => kinds.find((one) => one.kind === kind)!
  let id: string
  let conversation: Conversation

  test('is set up by its form, and its check finds nothing wrong', async () => {
    const made = await api('POST', 'channels', { kind, name: info().name.en, config: info().practice })
    expect(made.status, made.text).toBe(200)
    id = (made.body as Channel).id
    expect((made.body as Channel).webhookUrl !== null).toBe(info().webhook)
    for (const { name } of info().fields.filter(({ type }) => type === 'secret'))
      expect(JSON.stringify((made.body as Channel).config), name).not.toContain(String(info().practice![name]))
    const { data } = (await api('POST', `channels/${id}/check`)).body as { data: Finding[] }
    expect(data.filter(({ level }) => level === 'error')).toEqual([])
    expect(await channel(id)).toMatchObject({ health: { state: 'ok' } })
  })

  test('says clearly when a secret is wrong', async () => {
    const secrets = info().fields.filter(({ name, type }) => type === 'secret' && info().practice![name])
    const outcomes = await Promise.all(
      secrets.map(async ({ name }) => {
        const wrong = String(info().practice![name]).replace(/[a-z0-9]/gi, (letter) => (/\d/.test(letter) ? '7' : 'q'))
        const { status, body } = await api('POST', 'channels/check', { kind, config: { ...info().practice, [name]: wrong } })
        const findings = status === 200 ? (body as { data: Finding[] }).data : []
        return status === 400 || findings.some(({ level, fix }) => level === 'error' && fix !== null)
      }),
    )
    expect(outcomes).toContain(true)
  })

  test('takes a simulated message in, tells whose it is and what may be answered', async () => {
    const told = await api('POST', `channels/${id}/simulate`, { from: '林晓', text: '请问有货吗？' })
    expect(told.status, told.text).toBe(200)
    await takeIn(id)
    conversation = await conversationOn(id)
    expect(conversation).toMatchObject({ status: 'open', unread: 1, channelKind: kind })
    expect((await messagesIn(conversation.id)).map(({ text }) => text)).toContain('请问有货吗？')
    const { allowance } = (await api('GET', `conversations/${conversation.id}`)).body as { allowance: Allowance }
    expect(allowance.allowed).toBe(true)
    const now = new Date()
    const quota = adapter.quota?.({ openedBy: 'message', openedAt: now.toISOString(), sent: 0, closed: null }, 'message', now)
    expect([allowance.until !== null, allowance.remaining]).toEqual([(quota?.until ?? null) !== null, quota?.remaining ?? null])
  })

  test('sends the answer out, and shows the receipts its provider gives', async () => {
    const answer = (await api('POST', `conversations/${conversation.id}/messages`, { text: '有的，今天发货。' })).body as Message
    await deliver(conversation.id)
    const status = async () => (await messagesIn(conversation.id)).find((message) => message.id === answer.id)!
    expect(await status()).toMatchObject({ reason: null })
    expect(['sent', 'delivered', 'read']).toContain((await status()).status)
    const { receipts } = adapter.capabilities
    if (receipts !== 'delivered' && receipts !== 'read') return
    await vi.waitFor(
      async () => {
        await takeIn(id)
        expect((await status()).status).toBe(receipts)
      },
      { timeout: 60_000, interval: 100 },
    )
  }, 90_000)

  // Not `runIf`: what an adapter does not have is not a test left out.
  if (adapter.tags)
    test('labels its customer at the provider as here, and the other way round, once that is switched on', async () => {
      const job = (name: string) => features.flatMap(({ jobs }) => jobs ?? []).find((one) => one.name === name)!
      const { customer } = conversation
      const label = (await api('POST', 'labels', { name: '批发' })).body as { id: string }
      await api('PATCH', `customers/${customer.id}`, { changes: { labels: { value: [label.id] } } })
      await api('PATCH', `channels/${id}`, { config: { [adapter.tags!.setting]: true } })
      const { data } = (await api('POST', `channels/${id}/check`)).body as { data: Finding[] }
      expect(data.filter(({ level }) => level === 'error')).toEqual([])
      const { identities } = (await api('GET', `customers/${customer.id}`)).body as Customer
      const compare = () => Promise.all(identities.map((identity) => job('inbox.sync-tags').run(identity.id)))
      const account = await loadAccount(id)
      await compare()
      const known = await Promise.all(identities.map((identity) => adapter.tags!.read(account, identity)))
      expect(known).toContainEqual(['批发'])
      // Stand-ins take this for what somebody does at the provider.
      await api('POST', `conversations/${conversation.id}/messages`, { text: '标签：老客户' })
      await deliver(conversation.id)
      await vi.waitFor(
        async () => {
          await takeIn(id)
          await compare()
          expect(((await api('GET', `customers/${customer.id}`)).body as Customer).labelIds).toHaveLength(2)
        },
        { timeout: 20_000, interval: 100 },
      )
    })

  test('keeps what it could not read where an admin sees it, of which there is nothing', async () => {
    expect(await channel(id)).toMatchObject({ parked: 0, unknown: 0 })
  })
})
