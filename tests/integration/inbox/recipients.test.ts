import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { createChannel } from '../../../channels/create.ts'
import type { Outbound } from '../../../channels/adapter.ts'
import { email } from '../../../channels/email/index.ts'
import type { Recipients } from '../../../contract/conversations.ts'
import type { Mailbox } from '../../../contract/mailbox.ts'
import type { Message } from '../../../contract/messages.ts'
import { deliver } from '../../../inbox/deliver.ts'
import { pool } from '../../../server/db.ts'
import { apiOf } from '../http.ts'
import {
  conversationsOf,
  mailBytes,
  mailIn,
  messagesOf,
  newConversation,
  newMailConversation,
  newScene,
  rawMailIn,
  receiveAll,
  supportAddress,
  type Scene,
} from '../scene.ts'
import { useServer } from '../serve.ts'

const server = useServer()
let scene: Scene
beforeAll(async () => {
  scene = await newScene()
})

const api = () => apiOf(server.url, scene.agent.token)
const bare = (list: Mailbox[]) => list.map(({ address }) => address)
const boxes = (...list: string[]): Mailbox[] => list.map((address) => ({ name: '', address }))

async function recipientsIn(id: string): Promise<Recipients> {
  return ((await api()('GET', `conversations/${id}`)).body as { allowance: { recipients: Recipients } }).allowance.recipients
}

/** Whom an answer goes to, by address. */
async function addressesIn(id: string) {
  const { to, cc, unconfirmed } = await recipientsIn(id)
  return { to: bare(to), cc: bare(cc), unconfirmed: bare(unconfirmed) }
}

/** Answers, and gives what was handed to the channel. */
async function sendIn(id: string, more: object = {}): Promise<Outbound> {
  const gone: Outbound[] = []
  const spy = vi.spyOn(email, 'send').mockImplementation(async (_, part) => {
    gone.push(part)
    return { outcome: 'sent' }
  })
  const { status, body } = await api()('POST', `conversations/${id}/messages`, { text: 'Your invoice', ...more })
  expect([status, body]).toEqual([200, expect.anything()])
  await deliver(id)
  spy.mockRestore()
  expect(gone).toHaveLength(1)
  return gone[0]!
}

/** What was written in a thread, without the lines that say what was done there. */
const writtenIn = async (id: string) => (await messagesOf(id)).filter(({ kind }) => kind !== 'event')

async function answer(id: string, more: object = {}): Promise<{ to: string[]; cc: string[] }> {
  const { to, cc } = (await sendIn(id, more)).recipients
  return { to: bare(to), cc: bare(cc) }
}

const caseMail = (name: string) => readFileSync(new URL(`../../../channels/email/fixtures/${name}.eml`, import.meta.url))
const ofCase = (name: string) => Buffer.from(caseMail(name).toString().replaceAll('support@parley.local', supportAddress))

describe('copies of an answer', () => {
  test.each([false, null])('do not go to those a forger names (verified: %s), and the writer is told', async (verified) => {
    const from = `mei-${verified}@example.com`
    const { id } = await newMailConversation(scene, { from, cc: 'spy@evil.example', id: `forged-${verified}@x`, verified })
    expect(await addressesIn(id)).toEqual({ to: [from], cc: [], unconfirmed: ['spy@evil.example'] })
    expect((await recipientsIn(id)).isForged).toBe(verified === false)
    expect(await answer(id)).toEqual({ to: [from], cc: [] })
    expect((await writtenIn(id)).at(-1)!.cc).toEqual([])
  })

  test('go to those a verified sender named, without ourselves', async () => {
    const mail = { from: 'lin@example.com', cc: `Li <li@example.cn>, ${supportAddress}`, id: 'genuine@x', verified: true }
    const { id } = await newMailConversation(scene, mail)
    expect(await addressesIn(id)).toEqual({ to: ['lin@example.com'], cc: ['li@example.cn'], unconfirmed: [] })
    const { recipients } = await sendIn(id)
    expect(recipients).toMatchObject({ to: [{ address: 'lin@example.com' }], cc: [{ name: 'Li', address: 'li@example.cn' }], bcc: [] })
    expect((await writtenIn(id)).at(-1)).toMatchObject({ to: ['lin@example.com'], cc: ['li@example.cn'] })
  })

  test('go to the unverified once a person says so; after that they are known in this thread, and others are not', async () => {
    const from = 'wang@example.com'
    const { id } = await newMailConversation(scene, { from, cc: 'colleague@example.com', id: 'asked@x' })
    expect(await answer(id, { copies: 'all' })).toEqual({ to: [from], cc: ['colleague@example.com'] })
    await mailIn(scene, { from, cc: 'colleague@example.com, spy@evil.example', id: 'asked-2@x', answers: ['asked@x'] })
    await receiveAll()
    expect(await addressesIn(id)).toEqual({ to: [from], cc: ['colleague@example.com'], unconfirmed: ['spy@evil.example'] })
    expect(await answer(id)).toEqual({ to: [from], cc: ['colleague@example.com'] })
  })

  test('are none when the sender alone is answered', async () => {
    const { id } = await newMailConversation(scene, { from: 'ma@example.com', cc: 'li@example.cn', id: 'alone@x', verified: true })
    expect(await answer(id, { copies: 'sender' })).toEqual({ to: ['ma@example.com'], cc: [] })
  })

  test('are decided when the answer is written, not when it goes out', async () => {
    const from = 'zhao@example.com'
    const { id } = await newMailConversation(scene, { from, cc: 'li@example.cn', id: 'waits@x', verified: true })
    await api()('POST', `conversations/${id}/messages`, { text: 'first' })
    await mailIn(scene, { from: 'li@example.cn', cc: 'other@example.cn', id: 'waits-2@x', answers: ['waits@x'], verified: true })
    await receiveAll()
    const gone: Outbound['recipients'][] = []
    const spy = vi.spyOn(email, 'send').mockImplementation(async (_, { recipients }) => {
      gone.push(recipients)
      return { outcome: 'sent' }
    })
    await deliver(id)
    spy.mockRestore()
    expect(gone.map(({ to, cc }) => [bare(to), bare(cc)])).toEqual([[[from], ['li@example.cn']]])
  })

  test('are none of a note’s, and of a chat’s', async () => {
    const { id } = await newMailConversation(scene, { from: 'sun@example.com', cc: 'li@example.cn', id: 'note@x', verified: true })
    await api()('POST', `conversations/${id}/messages`, { kind: 'note', text: 'between us', copies: 'all' })
    expect((await messagesOf(id)).at(-1)).toMatchObject({ to: [], cc: [] })
    const chat = await newConversation(scene)
    expect(await recipientsIn(chat.id)).toBeNull()
    const refused = await api()('POST', `conversations/${chat.id}/messages`, { text: 'x', recipients: { to: boxes('a@example.com') } })
    expect([refused.status, refused.body]).toMatchObject([400, { error: { field: 'recipients' } }])
  })
})

describe('several people in a thread', () => {
  test('each bubble names its writer, and nobody is dropped from the answer', async () => {
    await rawMailIn(scene, ofCase('several-people'), true)
    await rawMailIn(scene, ofCase('several-people-answer'), true)
    await receiveAll()
    const { id } = (await conversationsOf(scene)).find(({ subject }) => subject === 'Group order')!
    const list = (await api()('GET', `conversations/${id}/messages`)).body as { data: Message[] }
    expect(list.data.map(({ author, addresses }) => [author.name, addresses?.from])).toEqual([
      ['Jane', { name: 'Jane', address: 'jane@bbb.example' }],
      ['John', { name: 'John', address: 'john@bbb.example' }],
    ])
    expect(list.data[0]!.addresses).toMatchObject({ to: [{ name: 'John' }, { name: 'Support' }], cc: [{ name: 'Jill' }], bcc: [] })
    expect(new Set(list.data.map(({ author }) => author.id)).size).toBe(2)
    expect(await addressesIn(id)).toEqual({ to: ['jane@bbb.example'], cc: ['john@bbb.example', 'jill@bbb.example'], unconfirmed: [] })
  })

  test('the customer gets the answer also when another wrote last and left them out', async () => {
    const { id } = await newMailConversation(scene, { from: 'boss@a.example', cc: 'aide@a.example', id: 'left@x', verified: true })
    await mailIn(scene, { from: 'aide@a.example', id: 'left-2@x', answers: ['left@x'], verified: null })
    await receiveAll()
    expect(await addressesIn(id)).toEqual({ to: ['aide@a.example'], cc: ['boss@a.example'], unconfirmed: [] })
  })

  test('an answer to our own last message goes to the same people', async () => {
    const { id } = await newMailConversation(scene, { from: 'ku@a.example', id: 'own-last@x' })
    await answer(id, { recipients: { to: boxes('ku@a.example'), cc: [{ name: 'Third', address: 'Third@a.example' }] } })
    expect((await recipientsIn(id)).cc).toEqual([{ name: 'Third', address: 'third@a.example' }])
    // Whom we wrote to belongs to the thread.
    await mailIn(scene, { from: 'third@a.example', id: 'own-last-2@x', answers: ['own-last@x'] })
    await receiveAll()
    expect(await writtenIn(id)).toHaveLength(3)
  })
})

describe('our own addresses', () => {
  test('are left out, those of the mailbox’s aliases and of our other channels too', async () => {
    const own = await newScene()
    const config = { address: 'sales@shop.test', receiver: true, delivery: 'outbox', aliases: 'Shop@Shop.test; help@shop.test' }
    await createChannel(own.owner.context, { kind: 'email', name: 'Sales', config })
    const cc = 'sales@shop.test, SHOP@shop.test, li@example.cn'
    const { id } = await newMailConversation(own, { from: 'wu@example.com', cc, id: 'ours@x', verified: true })
    const call = apiOf(server.url, own.agent.token)
    const { allowance } = (await call('GET', `conversations/${id}`)).body as { allowance: { recipients: Recipients } }
    expect(bare(allowance.recipients.cc)).toEqual(['li@example.cn'])
    expect(allowance.recipients.own.toSorted()).toEqual(['help@shop.test', 'sales@shop.test', 'shop@shop.test', supportAddress])
    const onlyUs = { text: 'x', recipients: { to: boxes('help@shop.test') } }
    expect((await call('POST', `conversations/${id}/messages`, onlyUs)).status).toBe(400)
  })
})

describe('Reply-To', () => {
  const headers = (replyTo: string) => [`Reply-To: ${replyTo}`]

  test('says where the answer goes', async () => {
    const mail = { from: 'he@work.example', headers: headers('Home <he@home.example>'), id: 'rt@x' }
    const { id } = await newMailConversation(scene, mail)
    const found = await recipientsIn(id)
    expect(found).toMatchObject({ to: [{ name: 'Home', address: 'he@home.example' }], insteadOf: { address: 'he@work.example' } })
    expect(found.cc).toEqual([])
    await answer(id)
    expect(await addressesIn(id)).toEqual({ to: ['he@home.example'], cc: [], unconfirmed: [] })
  })

  test('does not lead astray when the sender’s own domain disowns the mail', async () => {
    const mail = { from: 'gu@bank.example', headers: headers('gu@evil.example'), id: 'rt-forged@x', verified: false }
    const { id } = await newMailConversation(scene, mail)
    expect(await addressesIn(id)).toEqual({ to: ['gu@bank.example'], cc: [], unconfirmed: ['gu@evil.example'] })
  })

  test('of a list: the answer goes to the list and to who wrote', async () => {
    const list = { headers: [...headers('tea@lists.example'), 'List-Id: <tea.lists.example>', 'List-Post: <mailto:tea@lists.example>'] }
    const { id } = await newMailConversation(scene, {
      from: 'qi@example.com',
      cc: 'tea@lists.example',
      id: 'list@x',
      verified: true,
      ...list,
    })
    expect(await addressesIn(id)).toEqual({ to: ['tea@lists.example'], cc: ['qi@example.com'], unconfirmed: [] })
  })

  test.each([
    ['by the channel’s usual senders', 'no-reply@*', true],
    ['by a sender of the settings', '*@forms.example', true],
    ['not, where the settings name none', '', false],
  ])('of a form says whose mail it is: %s', async (_, formSenders, isTrusted) => {
    const own = await newScene()
    for (const name of ['contact-form', 'contact-form-2']) await rawMailIn(own, ofCase(name), true, formSenders)
    await receiveAll()
    const { rows } = await pool().query<{ name: string; value: string; verified: boolean }>(
      'SELECT c.name, i.value, i.verified FROM customers c JOIN identities i ON i.customer_id = c.id WHERE c.workspace_id = $1 ORDER BY i.value',
      [own.workspaceId],
    )
    const visitors = [
      { name: 'Bo', value: 'bo@c1.example', verified: false },
      { name: 'Cy', value: 'cy@c2.example', verified: false },
    ]
    expect(rows).toEqual(isTrusted ? visitors : [expect.objectContaining({ value: 'no-reply@forms.example' })])
    const [first] = await conversationsOf(own)
    const call = apiOf(server.url, own.agent.token)
    const { allowance } = (await call('GET', `conversations/${first!.id}`)).body as { allowance: { recipients: Recipients } }
    expect(bare(allowance.recipients.to)).toEqual(['bo@c1.example'])
    const list = (await call('GET', `conversations/${first!.id}/messages`)).body as { data: Message[] }
    // What the form's own domain proves proves nothing of the visitor.
    if (isTrusted) expect(list.data[0]!.senderVerified).toBeNull()
    expect(list.data[0]!.addresses).toMatchObject({
      from: { name: 'Shop Form', address: 'no-reply@forms.example' },
      replyTo: [{ name: 'Bo', address: 'bo@c1.example' }],
    })
  })
})

describe('recipients its writer chose', () => {
  test('are exactly who gets it, and are kept with it', async () => {
    const { id } = await newMailConversation(scene, { from: 'fan@example.com', cc: 'left@example.com', id: 'chosen@x', verified: true })
    const recipients = {
      to: [{ name: 'Fan', address: 'FAN@example.com' }],
      cc: boxes('c@example.com', 'fan@example.com'),
      bcc: boxes('hidden@example.com'),
    }
    const gone = (await sendIn(id, { recipients })).recipients
    expect(gone).toEqual({
      to: [{ name: 'Fan', address: 'fan@example.com' }],
      cc: boxes('c@example.com'),
      bcc: boxes('hidden@example.com'),
    })
    const list = (await api()('GET', `conversations/${id}/messages`)).body as { data: Message[] }
    const sent = list.data.find(({ direction }) => direction === 'out')!
    expect(sent.addresses).toMatchObject({ to: [{ name: 'Fan' }], cc: boxes('c@example.com'), bcc: boxes('hidden@example.com') })
    expect(bare((await recipientsIn(id)).cc)).not.toContain('hidden@example.com')
  })

  test.each([
    { to: [] },
    { to: boxes('no address') },
    { to: boxes('a@b@c') },
    { to: [{ name: 'a\r\nBcc: x@y.example', address: 'a@b.example' }] },
  ])('are refused when nobody can be written to by them: %j', async (recipients) => {
    const { id } = await newMailConversation(scene, { from: 'ding@example.com' })
    const { status } = await api()('POST', `conversations/${id}/messages`, { text: 'x', recipients })
    expect(status).toBe(400)
  })
})

describe('a forward', () => {
  test('goes to others with its head, its text and its files, and is no answer to the customer', async () => {
    const { id } = await newMailConversation(scene, {
      from: 'Yan <yan@example.com>',
      subject: 'Broken cup',
      text: 'It broke.',
      id: 'fwd@x',
    })
    const [original] = await messagesOf(id)
    const forward = { text: 'Can you help?', forward: original!.id, recipients: { to: boxes('supplier@example.net') } }
    const part = await sendIn(id, forward)
    expect(part).toMatchObject({
      to: { value: 'supplier@example.net' },
      text: 'Can you help?',
      thread: { subject: 'Fwd: Broken cup', refs: [] },
    })
    expect(part.quoted).toBe(
      `---------- Forwarded message ----------\nFrom: Yan <yan@example.com>\nDate: Sun, 22 Nov 2026 10:00:00 GMT\nSubject: Broken cup\nTo: ${supportAddress}\n\nIt broke.`,
    )
    const [conversation] = await conversationsOf(scene).then((all) => all.filter((one) => one.id === id))
    expect(conversation).toMatchObject({ assignee_id: null, unread: 1 })
    expect(conversation!.waiting_since).not.toBeNull()
    expect(await addressesIn(id)).toMatchObject({ to: ['yan@example.com'], cc: [] })
  })

  test('what comes back is a thread of its own that names this one, and our answer to the customer does not name the forward', async () => {
    const { id } = await newMailConversation(scene, { from: 'bai@example.com', id: 'back@x' })
    const [original] = await messagesOf(id)
    const sent = await sendIn(id, { text: '?', forward: original!.id, recipients: { to: boxes('partner@example.net') } })
    await mailIn(scene, { from: 'partner@example.net', id: 'partner@x', answers: [sent.externalId!] })
    await receiveAll()
    const answered = (await conversationsOf(scene)).find(({ related_id }) => related_id === id)
    expect(answered?.id).not.toBe(id)
    expect(answered).toBeDefined()
    expect((await sendIn(id)).thread.refs).toEqual(['back@x'])
  })

  test('takes along those of its files that its writer left, and no others', async () => {
    const mail = mailBytes({ from: 'cai@example.com', id: 'files@x' }).toString()
    const file = (name: string) =>
      `--b\r\nContent-Type: text/plain; name=${name}\r\nContent-Disposition: attachment; filename=${name}\r\n\r\n${name}\r\n`
    const withFiles = mail
      .replace(/Content-Type: text\/plain[^]*$/, '')
      .concat(`Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nsee\r\n${file('a.txt')}${file('b.txt')}--b--\r\n`)
    await rawMailIn(scene, Buffer.from(withFiles))
    await receiveAll()
    const { id } = (await conversationsOf(scene)).at(-1)!
    const list = (await api()('GET', `conversations/${id}/messages`)).body as { data: Message[] }
    const [a, b] = list.data[0]!.attachments
    expect([a?.name, b?.name]).toEqual(['a.txt', 'b.txt'])
    const recipients = { to: boxes('supplier@example.net') }
    const part = await sendIn(id, { text: '', forward: list.data[0]!.id, attachmentIds: [b!.id], recipients })
    expect(part.files.map(({ name }) => name)).toEqual(['b.txt'])
    const elsewhere = await newMailConversation(scene, { from: 'other@example.com' })
    const stolen = await api()('POST', `conversations/${elsewhere.id}/messages`, { text: 'x', attachmentIds: [b!.id] })
    expect(stolen.status).toBe(400)
    const foreign = await api()('POST', `conversations/${elsewhere.id}/messages`, { text: 'x', forward: list.data[0]!.id, recipients })
    expect(foreign.status).toBe(404)
  })
})
