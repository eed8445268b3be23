import { mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { beforeAll, expect, test, vi } from 'vitest'
import type { Account, Outbound } from '../adapter.ts'
import { emailConfig, type EmailConfig } from './config.ts'
import { clearOutbox, listOutbox } from './outbox.ts'
import { send } from './send.ts'
import { outbound } from '../../tests/support/outbound.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'outbox-'))
beforeAll(() => vi.stubEnv('DATA_DIR', folder))

const workspace = (n: number) => `01900000-0000-7000-8000-00000000000${n}`
const messageId = (n: number) => `01900000-0000-7000-8000-0000000000a${n}`

function account(workspaceId: string): Account<EmailConfig> {
  const config = emailConfig.parse({ address: 'support@example.com', delivery: 'outbox', receiver: true })
  return { kind: 'email', workspaceId, channelId: 'c', name: 'Shop', config }
}

function letter(n: number, extra: Partial<Outbound> = {}): Outbound {
  const id = messageId(n)
  return outbound({
    messageId: id,
    partId: id,
    externalId: `${id}@example.com`,
    thread: { key: 't', subject: '回复：订单', surface: 'message', refs: ['q@example.net'] },
    to: { kind: 'email', value: 'chen@example.net', verified: null },
    recipients: { to: [{ name: '', address: 'chen@example.net' }], cc: [{ name: '', address: 'li@example.net' }], bcc: [] },
    authorName: '小林',
    text: `第 ${n} 封`,
    files: [],
    ...extra,
  })
}

test('keeps each mail once, lists the newest first by pages, to its own workspace only, and clears', async () => {
  const [mine, other] = [account(workspace(1)), account(workspace(2))]
  for (const n of [1, 2, 3, 3]) expect(await send(mine, letter(n))).toEqual({ outcome: 'sent' })
  const first = await listOutbox(mine.workspaceId, { limit: 2 })
  expect(first.data.map((mail) => mail.text)).toEqual(['第 3 封', '第 2 封'])
  expect(first.data[0]).toMatchObject({
    from: '小林 · Shop <support@example.com>',
    to: ['chen@example.net', 'li@example.net'],
    subject: 'Re: 订单',
    messageId: `<${messageId(3)}@example.com>`,
    inReplyTo: '<q@example.net>',
    references: ['<q@example.net>'],
  })
  const rest = await listOutbox(mine.workspaceId, { limit: 2, cursor: first.next ?? '' })
  expect(rest).toMatchObject({ data: [{ text: '第 1 封' }], next: null })
  expect(await listOutbox(other.workspaceId, { limit: 2 })).toEqual({ data: [], next: null })
  await clearOutbox(mine.workspaceId)
  expect(await listOutbox(mine.workspaceId, { limit: 2 })).toEqual({ data: [], next: null })
})

test('a file that breaks leaves no half mail behind', async () => {
  const mine = account(workspace(3))
  const broken = { name: 'a', type: 'text/plain', size: 3, link: () => '', open: async () => Readable.from((function* () { yield 'a'; throw new Error('disk') })()) } // prettier-ignore
  expect(await send(mine, letter(1, { files: [broken] }))).toMatchObject({ outcome: 'failed', retry: 'later', code: 'outbox' })
  expect(readdirSync(path.join(folder, 'outbox', mine.workspaceId))).toEqual([])
})

test('an odd cursor or workspace reaches no other folder', async () => {
  await expect(listOutbox(workspace(1), { limit: 2, cursor: '../x' })).rejects.toMatchObject({ code: 'invalid' })
  await expect(listOutbox('../..', { limit: 2 })).rejects.toThrow('uuid')
})
