import { v7 } from 'uuid'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { email } from '../../../channels/email/index.ts'
import { stamp } from '../../../channels/email/stamp.ts'
import { store } from '../../../channels/index.ts'
import { deliver } from '../../../inbox/deliver.ts'
import { findMessage, toMessage } from '../../../inbox/messages.ts'
import { reply } from '../../../inbox/reply.ts'
import { retry } from '../../../inbox/retry.ts'
import { pool } from '../../../server/db.ts'
import { conversationsOf, messagesOf, newMailConversation, newScene, rawMailIn, receiveAll, supportAddress, type Scene } from '../scene.ts'
import { useInbox } from '../serve.ts'
import { eventsOf } from '../workspaces.ts'

useInbox()

let scene: Scene
beforeEach(async () => {
  scene = await newScene()
})
afterEach(() => vi.restoreAllMocks())

/** A mail system's report, as RFC 3464 has it, about a mail with these headers. */
function report(about: string[], recipients: { to: string; said?: string; action?: string }[]): Buffer {
  const blocks = recipients.flatMap(({ to, said = '550 No such user here', action = 'failed' }) => [
    ...['', `Final-Recipient: rfc822; ${to}`, `Action: ${action}`, 'Status: 5.1.1', `Diagnostic-Code: smtp; ${said}`],
  ])
  const lines = [
    ...['From: Mail Delivery <mailer-daemon@mx.example.cn>', `To: ${supportAddress}`, 'Subject: Undelivered Mail Returned to Sender'],
    ...[`Message-ID: <${v7()}@mx.example.cn>`, 'Auto-Submitted: auto-replied', 'MIME-Version: 1.0'],
    ...['Content-Type: multipart/report; report-type=delivery-status; boundary=b', '', '--b', 'Content-Type: text/plain', ''],
    ...[
      'It could not be delivered.',
      '--b',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; mx.example.cn',
      ...blocks,
      '',
    ],
    ...['--b', 'Content-Type: text/rfc822-headers', '', ...about, '', '--b--', ''],
  ]
  return Buffer.from(lines.join('\r\n'))
}

async function sentMail(text = 'Gladly') {
  const thread = await newMailConversation(scene)
  const { id } = await reply(scene.agent.context, { id: thread.id, kind: 'text', text, attachmentIds: [] })
  await deliver(thread.id)
  const current = async () => (await messagesOf(thread.id)).find((message) => message.id === id)!
  return { thread, id, externalId: (await current()).external_id!, current }
}

describe('a notice about a mail', () => {
  test('that another program sent is a message, though that mail’s id is a UUID as ours are', async () => {
    await sentMail()
    await rawMailIn(scene, report([`Message-ID: <${v7()}@example.com>`, 'From: invoices@example.com'], [{ to: 'ana@example.org' }]))
    await receiveAll()
    const [shown] = (await conversationsOf(scene)).filter(({ subject }) => subject === 'Undelivered Mail Returned to Sender')
    const [message] = await messagesOf(shown!.id)
    expect(message).toMatchObject({ direction: 'in', auto: true, text: expect.stringContaining('It could not be delivered.') })
    expect(shown).toMatchObject({ unread: 0, waiting_since: null })
  })

  test('that went out on another channel, or waits to go out, is a message as well', async () => {
    const elsewhere = await sentMail()
    const own = scene
    scene = await newScene()
    await rawMailIn(scene, report([`Message-ID: <${elsewhere.externalId}>`], [{ to: 'mei@example.cn' }]))
    await receiveAll()
    expect((await elsewhere.current()).status).toBe('sent')
    expect(await conversationsOf(scene)).toHaveLength(1)
    const thread = await newMailConversation(own)
    const waiting = await reply(own.agent.context, { id: thread.id, kind: 'text', text: 'Later', attachmentIds: [] })
    await rawMailIn(own, report([`Message-ID: <${waiting.id}@example.com>`], [{ to: 'mei@example.cn' }]))
    await receiveAll()
    expect((await messagesOf(thread.id)).find(({ id }) => id === waiting.id)).toMatchObject({ status: 'queued' })
  })

  test('of ours is found by our own header where a server has rewritten its Message-ID', async () => {
    const { id, current } = await sentMail()
    await rawMailIn(scene, report(['Message-ID: <AM0PR01@prod.example.net>', `X-Parley-Message: ${id}`], [{ to: 'mei@example.cn' }]))
    await receiveAll()
    expect(await current()).toMatchObject({ status: 'failed', reason: expect.stringContaining('No such user') })
    expect(await conversationsOf(scene)).toHaveLength(1)
  })
})

describe('an answer', () => {
  const answerOf = async (headers: string[], more: { from?: string; subject?: string } = {}) => {
    const { from = 'mei@example.cn', subject = 'Re: Tea' } = more
    const lines = [
      `From: ${from}`,
      `To: ${supportAddress}`,
      `Subject: ${subject}`,
      `Message-ID: <${v7()}@example.cn>`,
      ...headers,
      '',
      'Yes',
    ]
    await rawMailIn(scene, Buffer.from(lines.join('\r\n')))
    await receiveAll()
    return (await conversationsOf(scene)).toSorted((a, b) => (a.id < b.id ? 1 : -1))
  }

  test('to the Message-ID a server gave our mail finds its conversation once that mail has come back', async () => {
    const { id, thread } = await sentMail()
    const [opened] = await answerOf(['In-Reply-To: <AM0PR02@prod.example.net>'])
    expect(opened!.id).not.toBe(thread.id)
    await rawMailIn(
      scene,
      Buffer.from(
        [`From: ${supportAddress}`, 'Message-ID: <AM0PR03@prod.example.net>', `X-Parley-Message: ${id}`, '', 'Gladly'].join('\r\n'),
      ),
    )
    await receiveAll()
    expect(await answerOf(['In-Reply-To: <AM0PR03@prod.example.net>'])).toHaveLength(2)
    expect((await messagesOf(thread.id)).at(-1)).toMatchObject({ direction: 'in', text: 'Yes' })
  })

  test('that names nothing of ours opens its own, with the customer’s conversation of its subject beside it', async () => {
    const { thread } = await sentMail()
    const [opened] = await answerOf([])
    expect(opened).toMatchObject({ related_id: thread.id })
    expect((await answerOf([], { subject: '答复：Re: tea' }))[0]).toMatchObject({ related_id: expect.any(String) })
    expect((await answerOf([], { subject: 'Tea' }))[0]).toMatchObject({ related_id: null })
    expect((await answerOf([], { from: 'another@example.cn' }))[0]).toMatchObject({ related_id: null })
  })

  test('that Exchange numbers into a conversation names that one beside it', async () => {
    const index = Buffer.alloc(22, 7)
    const [first] = await answerOf([`Thread-Index: ${index.toString('base64')}`], { subject: 'Order' })
    await answerOf([], { subject: 'Re: Other' })
    const [opened] = await answerOf([`Thread-Index: ${Buffer.concat([index, Buffer.alloc(5, 1)]).toString('base64')}`], {
      subject: 'Something else',
    })
    expect(opened).toMatchObject({ related_id: first!.id })
  })
})

test('mail from before the channel was connected comes in as read and resolved, in its own time', async () => {
  const mail = Buffer.from(
    'From: Mei <mei@example.cn>\r\nDate: Fri, 20 Nov 2026 10:00:00 +0000\r\nSubject: Old\r\nMessage-ID: <old@example.cn>\r\n\r\nHello',
  )
  const body = stamp([mail], { address: supportAddress, verified: null, receivedAt: new Date(), isOld: true })
  await store({ workspaceId: scene.workspaceId, channelId: scene.mail.id }, { body, dedupeKey: v7(), requestId: null })
  await receiveAll()
  const [old] = await conversationsOf(scene)
  expect(old).toMatchObject({ status: 'resolved', unread: 0, waiting_since: null })
  expect(new Date(old!.last_at).toISOString()).toBe('2026-11-20T10:00:00.000Z')
  await rawMailIn(scene, Buffer.from('From: Mei <mei@example.cn>\r\nIn-Reply-To: <old@example.cn>\r\nSubject: Re: Old\r\n\r\nStill there?'))
  await receiveAll()
  expect(await conversationsOf(scene)).toMatchObject([{ status: 'open', unread: 1 }])
})

describe('a mail to several', () => {
  /** An answer with a copy to the boss, as recipients of the last mail have it. */
  async function sentToTwo() {
    const sent = await sentMail()
    await pool().query(`UPDATE messages SET cc = '{boss@example.cn}' WHERE id = $1`, [sent.id])
    return sent
  }

  test('of which a copy comes back has arrived, says who lacks it, and goes again to them alone', async () => {
    const { externalId, id, current, thread } = await sentToTwo()
    await rawMailIn(scene, report([`Message-ID: <${externalId}>`], [{ to: 'Boss@example.cn', said: '552 Mailbox full' }]))
    await receiveAll()
    const { actor, ...context } = scene.agent.context
    const shown = async () => toMessage(await findMessage({ ...context, actor }, id))
    expect(await shown()).toMatchObject({
      status: 'sent',
      reason: null,
      undelivered: [{ address: 'boss@example.cn', reason: '552 Mailbox full' }],
    })
    expect((await eventsOf(scene.workspaceId)).at(-1)).toMatchObject({
      name: 'message.sent',
      data: { message: { undelivered: [{ address: 'boss@example.cn' }] } },
    })
    const send = vi.spyOn(email, 'send')
    await retry(scene.agent.context, { id })
    await deliver(thread.id)
    expect(send.mock.calls[0]![1]).toMatchObject({ recipients: { cc: [{ address: 'boss@example.cn' }] }, only: ['boss@example.cn'] })
    expect(await current()).toMatchObject({ status: 'sent', undelivered: [] })
    await expect(retry(scene.agent.context, { id })).rejects.toMatchObject({ code: 'conflict' })
  })

  test('that comes back from the person it is for has failed, and goes again to them alone', async () => {
    const { externalId, id, current, thread } = await sentToTwo()
    await rawMailIn(scene, report([`Message-ID: <${externalId}>`], [{ to: 'mei@example.cn' }]))
    await receiveAll()
    expect(await current()).toMatchObject({ status: 'failed', undelivered: [{ address: 'mei@example.cn', again: false }] })
    const send = vi.spyOn(email, 'send')
    await retry(scene.agent.context, { id })
    await deliver(thread.id)
    expect(send.mock.calls[0]![1].only).toEqual(['mei@example.cn'])
    expect(await current()).toMatchObject({ status: 'sent', undelivered: [] })
  })

  test('that its server takes for some is tried again for those alone, and ends as arrived where only copies lack', async () => {
    const thread = await newMailConversation(scene)
    const { id } = await reply(scene.agent.context, { id: thread.id, kind: 'text', text: 'x', attachmentIds: [] })
    await pool().query(`UPDATE messages SET cc = '{boss@example.cn}' WHERE id = $1`, [id])
    const send = vi.spyOn(email, 'send')
    const current = async () => (await messagesOf(thread.id)).find((message) => message.id === id)!
    send.mockResolvedValueOnce({ outcome: 'sent', refused: [{ address: 'boss@example.cn', reason: '450 Greylisted', again: true }] })
    await deliver(thread.id)
    expect(await current()).toMatchObject({ status: 'queued', reason: '450 Greylisted', undelivered: [{ again: true }] })
    send.mockResolvedValueOnce({ outcome: 'failed', retry: 'no', code: '550', reason: '550 No' })
    await retry(scene.agent.context, { id })
    await deliver(thread.id)
    expect(send.mock.calls[1]![1].only).toEqual(['boss@example.cn'])
    expect(await current()).toMatchObject({
      status: 'sent',
      reason: null,
      undelivered: [{ address: 'boss@example.cn', reason: '550 No', again: false }],
    })
  })
})

describe('a mail that says it is ours', () => {
  const copy = (id: string) =>
    Buffer.from(
      `From: ${supportAddress}\r\nTo: mei@example.cn\r\nMessage-ID: <rewritten@prod.example.net>\r\nX-Parley-Message: ${id}\r\n\r\nGladly`,
    )

  test('and is comes back without a trace, its Message-ID rewritten', async () => {
    const { id, thread } = await sentMail()
    const before = await messagesOf(thread.id)
    await rawMailIn(scene, copy(id))
    await receiveAll()
    expect(await messagesOf(thread.id)).toHaveLength(before.length)
    expect(await conversationsOf(scene)).toHaveLength(1)
  })

  test('and is not is shown', async () => {
    await sentMail()
    await rawMailIn(scene, copy(v7()))
    await receiveAll()
    expect(await conversationsOf(scene)).toHaveLength(2)
  })
})
