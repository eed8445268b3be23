import { existsSync, readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { ParseError, type InboundItem, type RawRequest } from '../../channels/adapter.ts'
import { formFields } from '../../channels/form.ts'
import { adapterFor, adapters } from '../../channels/table.ts'
import { channelKind, type ChannelKind } from '../../contract/channels.ts'

vi.stubEnv('APP_SECRET', 'a secret for tests that is long enough to be taken')

/** What every adapter is given here to be set up with; a new kind does not compile until it is named. */
const settings: Record<ChannelKind, object> = {
  webchat: {},
  email: { address: 'support@shop.test', receiver: true, delivery: 'outbox' },
}

type Fixture = { name: string; body: Buffer; readable: boolean }

/** Raw bodies kept beside each adapter (mails as .eml, with what they hold as .json; everything else as it came). */
function fixtures(kind: ChannelKind): Fixture[] {
  const folder = new URL(`../../channels/${kind}/fixtures/`, import.meta.url)
  const names = readdirSync(folder).toSorted()
  const isInput = (name: string) => name.endsWith('.eml') || (name.endsWith('.json') && !names.includes(name.replace(/json$/, 'eml')))
  return names.filter(isInput).map((name) => ({ name, body: readFileSync(new URL(name, folder)), readable: isReadable(folder, name) }))
}

/** Unreadable on purpose: by name, or because the expectation beside a mail is an error. */
function isReadable(folder: URL, name: string): boolean {
  const expected = new URL(name.replace(/eml$/, 'json'), folder)
  return (
    !name.startsWith('unreadable') &&
    !(name.endsWith('.eml') && existsSync(expected) && 'error' in JSON.parse(readFileSync(expected, 'utf8')))
  )
}

function accountOf(kind: ChannelKind) {
  const config = adapterFor(kind).config.parse(settings[kind])
  return { workspaceId: '01930000-0000-7000-8000-0000000000ff', channelId: '01930000-0000-7000-8000-0000000000aa', name: 'Shop', config }
}

/** Whether an item says what taking it in depends on. */
function complete(item: InboundItem): boolean {
  switch (item.type) {
    case 'message':
      return item.externalId !== '' && item.thread.key !== '' && item.from.value !== '' && isTime(item.sentAt)
    case 'receipt':
      return item.messageId !== '' && item.thread?.key !== '' && isTime(item.at)
    case 'bounce':
      return item.externalId !== '' && item.reason !== '' && isTime(item.at)
    case 'ignored':
      return item.reason !== ''
  }
}

const isTime = (text: string) => !Number.isNaN(Date.parse(text))

describe.each(channelKind.options)('%s', (kind) => {
  const adapter = adapterFor(kind)
  const account = accountOf(kind)

  test('calls itself what the table calls it', () => {
    expect(adapters[kind].kind).toBe(kind)
  })

  test('has a form with a label in both languages for every field', () => {
    const fields = formFields(adapter.config)
    expect(fields.length).toBeGreaterThan(0)
    for (const field of fields) expect(field.label['zh-CN'], field.name).toMatch(/[\u4e00-\u9fff]|SMTP|IMAP/)
    for (const field of fields.filter(({ type }) => type === 'secret')) expect(field.default).toBeNull()
  })

  test('takes back the settings it made itself', () => {
    expect(adapter.config.parse(account.config)).toEqual(account.config)
  })

  test('sends a message under the same outside id every time, and two under two', () => {
    const [one, other] = ['01930000-0000-7000-8000-000000000001', '01930000-0000-7000-8000-000000000002']
    expect(adapter.externalId(account, one)).toBe(adapter.externalId(account, one))
    expect(adapter.externalId(account, one)).not.toBe(adapter.externalId(account, other))
  })

  test.each(fixtures(kind).filter((fixture) => fixture.readable))('reads $name, the same each time', async ({ body }) => {
    const items = await adapter.parse(body)
    expect(items.length).toBeGreaterThan(0)
    expect(items.filter((item) => !complete(item))).toEqual([])
    expect(await adapter.parse(Buffer.from(body))).toEqual(items)
  })

  test.each(fixtures(kind).filter((fixture) => !fixture.readable))('parks $name with a reason', async ({ body }) => {
    const refusal = await adapter.parse(body).catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(ParseError)
    expect((refusal as Error).message).not.toBe('')
  })

  test('whatever comes, parsing ends in items or in a ParseError', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2_000 }), async (bytes) => {
        const outcome = await adapter.parse(Buffer.from(bytes)).catch((error: unknown) => error)
        expect(Array.isArray(outcome) || outcome instanceof ParseError).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  test('takes no request that is not signed, or signed wrongly', () => {
    const request = (headers: RawRequest['headers']): RawRequest => ({ method: 'POST', headers, query: {}, body: Buffer.from('{}') })
    for (const authorization of [undefined, '', 'Bearer', 'Bearer x', 'Bearer e30.e30', 'Basic eDp5', `Bearer ${'a'.repeat(5_000)}`]) {
      expect(adapter.verify?.(request({ authorization }), account, new Date()) ?? null).toBeNull()
    }
  })
})
