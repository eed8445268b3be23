import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { simpleParser } from 'mailparser'
import { describe, expect, test } from 'vitest'
import { type InboundFile, type InboundMessage, ParseError } from '../adapter.ts'
import { slowMails } from '../../tests/support/bombs.ts'
import { answerAddress } from './addresses.ts'
import { email } from './index.ts'
import { foldQuote } from './parse/quote.ts'
import { stamp } from './stamp.ts'

const folder = new URL('./fixtures/', import.meta.url)
const names = readdirSync(folder).filter((name) => name.endsWith('.eml')).map((name) => name.slice(0, -4)) // prettier-ignore
const fixture = (name: string) => readFileSync(new URL(`${name}.eml`, folder))

describe('each kept mail gives what stands beside it', () => {
  test.each(names)('%s', async (name) => {
    const expected: unknown = JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'))
    const parsing = email.parse(fixture(name))
    if (!Array.isArray(expected)) return expect(parsing).rejects.toThrow((expected as { error: string }).error)
    expect(await parsing).toMatchObject(expected)
    expect(await email.parse(fixture(name))).toEqual(await parsing)
  })
})

const filesOf = (mail: InboundMessage) => mail.files.filter((file): file is InboundFile => 'content' in file)
const message = async (mail: string | Buffer) => (await email.parse(Buffer.from(mail)))[0] as InboundMessage

test('a mail that names two writers proves neither, whatever its server found', async () => {
  const stamped = (from: string) =>
    message(stamp([Buffer.from(`From: ${from}\r\n\r\nx`)], { address: 'us@example.com', verified: true, receivedAt: new Date(0) }))
  expect((await stamped('a@example.com')).from).toMatchObject({ value: 'a@example.com', verified: true })
  expect((await stamped('a@example.com, b@evil.example')).from).toMatchObject({ verified: false })
  expect((await stamped('a@example.com\r\nFrom: b@evil.example')).from).toMatchObject({ verified: false })
})

test('a header of ours alone makes no mail of ours: what another sends with it is read', async () => {
  const mail = stamp([Buffer.from('From: a@example.com\r\nMessage-ID: <x@example.com>\r\nX-Parley-Message: x@example.com\r\n\r\nhello')], {
    address: 'us@example.com',
    verified: null,
    receivedAt: new Date(0),
  })
  expect(await email.parse(mail)).toMatchObject([{ type: 'message', text: 'hello' }])
})

describe('ids', () => {
  test('a reused Message-ID with another body is another mail; the same mail again is the same', async () => {
    const mail = (body: string) => `From: a@example.com\r\nMessage-ID: <same@example.com>\r\n\r\n${body}`
    const [one, two, again] = [await message(mail('one')), await message(mail('two')), await message(mail('one'))]
    expect(one.externalId).not.toBe(two.externalId)
    expect(one.externalId).toBe(again.externalId)
    expect(one.thread.refs[0]).toBe('same@example.com')
  })

  test('the road a mail took does not change what it is known by', async () => {
    const mail = 'From: a@example.com\r\nMessage-ID: <x@example.com>\r\n\r\nhello'
    const other = `Received: from elsewhere; Fri, 20 Nov 2026 10:00:00 +0000\r\n${mail}`
    expect((await message(mail)).externalId).toBe((await message(other)).externalId)
  })

  test('two mails that name no sender are two persons', async () => {
    expect((await message('Subject: a\r\n\r\nx')).from.value).not.toBe((await message('Subject: a\r\n\r\ny')).from.value)
  })

  test('an answer to the address made for one message of ours names that message', async () => {
    const id = '01900000-0000-7000-8000-00000000000a'
    const answer = async (to: string) => {
      const mail = `From: a@example.com\r\nTo: Us <${to}>, b@example.com\r\nMessage-ID: <z@example.com>\r\n\r\nx`
      const [item] = await email.parse(stamp([Buffer.from(mail)], { address: 'us@example.com', verified: null, receivedAt: new Date(0) }))
      if (item?.type !== 'message') throw new Error('a message was expected')
      return item
    }
    expect(await answer(answerAddress('us@example.com', id))).toMatchObject({
      thread: { refs: ['z@example.com', `${id}@example.com`] },
      to: ['us@example.com', 'b@example.com'],
      participants: ['b@example.com'],
    })
    const others = answerAddress('us@elsewhere.example', id)
    expect(await answer(others)).toMatchObject({ thread: { refs: ['z@example.com'] }, to: [others, 'b@example.com'] })
  })

  test('a mail of ours is known by the reference an answer gives', async () => {
    const id = '01900000-0000-7000-8000-00000000000a'
    const config = email.config.parse({ address: 'Support@Example.COM', receiver: true, delivery: 'outbox' })
    const ours = email.externalId({ kind: 'email', workspaceId: 'w', channelId: 'c', name: 'n', config }, id)
    expect((await message(`From: a@example.com\r\nIn-Reply-To: <${id}@EXAMPLE.com>\r\n\r\nx`)).thread.refs).toContain(ours)
  })

  test('refs are bounded and keep the root', async () => {
    const refs = Array.from({ length: 5000 }, (_, n) => `<r${n}@example.com>`).join(' ')
    const { thread } = await message(`From: a@example.com\r\nMessage-ID: <${'x'.repeat(5000)}@example.com>\r\nReferences: ${refs}\r\n\r\nx`)
    expect(thread.refs.length).toBeLessThanOrEqual(56)
    expect(thread.refs).toContain('r0@example.com')
    expect(Math.max(...thread.refs.map((ref) => ref.length))).toBeLessThanOrEqual(250)
  })
})

describe('any bytes at all', () => {
  const fragment = fc.constantFrom(
    'From: a@example.com\r\n', 'Content-Type: multipart/mixed; boundary=b\r\n', 'Content-Type: text/html; charset=gbk\r\n', 'Content-Type: message/delivery-status\r\n',
    'Content-Transfer-Encoding: base64\r\n', 'Content-Transfer-Encoding: quoted-printable\r\n', 'Subject: =?utf-8?B?4pyT', '?=', '\r\n\r\n', '\r\n--b\r\n', '\r\n--b--\r\n', '\0',
    'Content-Type: application/ms-tnef\r\n', 'Content-Disposition: attachment; filename*0*=utf-8\'\'%', 'Date: 99 Foo 99999\r\n', '>', 'On 1 wrote:\n', '<div>', '=\r\n',
  ) // prettier-ignore
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array)),
    fc.array(fc.oneof(fragment, fc.string({ maxLength: 6 })), { maxLength: 25 }).map((pieces) => Buffer.from(pieces.join(''))),
  )

  test('give items or a ParseError, the same each time, and nothing PostgreSQL refuses', async () => {
    await fc.assert(
      fc.asyncProperty(bytes, async (body) => {
        try {
          const items = await email.parse(body)
          expect(await email.parse(body)).toEqual(items)
          expect(JSON.stringify(items)).not.toContain('\\u0000')
        } catch (error) {
          expect(error).toBeInstanceOf(ParseError)
        }
      }),
      { numRuns: 1500 },
    )
  })

  test('folding loses no word', () => {
    const line = fc.oneof(
      fc.constantFrom(
        '> a',
        '',
        'On 1 May 2026 X wrote:',
        '发件人: a',
        '发送时间: b',
        '主题: c',
        '-----原始邮件-----',
        '____',
        'Sent from my iPhone',
        'hello',
        'X 于2026年写道：',
      ),
      fc.string({ maxLength: 20 }),
    )
    fc.assert(
      fc.property(fc.array(line, { maxLength: 20 }), (lines) => {
        const whole = lines.join('\n')
        const { text, quoted } = foldQuote(whole)
        expect(`${text}${quoted ?? ''}`.replace(/\s+/g, '')).toBe(whole.replace(/\s+/g, ''))
      }),
      { numRuns: 2000 },
    )
  })
})

/** What this process worked since, in ms: a busy machine does not count. */
const cpuMs = (start: NodeJS.CpuUsage) => Object.values(process.cpuUsage(start)).reduce((sum, used) => sum + used, 0) / 1000

describe('size', () => {
  test('a 25 MB attachment arrives whole', async () => {
    const file = Buffer.alloc(25 * 1024 * 1024, 'parley')
    const encoded = file.toString('base64').replace(/(.{76})/g, '$1\r\n')
    const mail = await message(
      `From: a@example.com\r\nContent-Type: application/zip; name=a.zip\r\nContent-Transfer-Encoding: base64\r\n\r\n${encoded}`,
    )
    expect(filesOf(mail)[0]?.content.equals(file)).toBe(true)
  })

  test('a 5 MB HTML body is read in seconds; what is cut is kept as a file', async () => {
    const start = process.cpuUsage()
    const mail = await message(
      `From: a@example.com\r\nContent-Type: text/html\r\n\r\n${'<div><p>hello <b>world</b></p></div>'.repeat(140_000)}`,
    )
    expect(cpuMs(start)).toBeLessThan(5000)
    expect(mail.html?.length).toBeGreaterThan(4_900_000)
    expect(mail.text.length).toBeLessThan(101_000)
    expect(filesOf(mail).map((file) => file.name)).toEqual(['full-text.txt'])
  })

  test.each(Object.entries(slowMails()))('%s: read in a moment', async (_, mail) => {
    const start = process.cpuUsage()
    await message(mail)
    expect(cpuMs(start)).toBeLessThan(3000)
  })

  test('a hundred thousand headers do not hang', async () => {
    const start = process.cpuUsage()
    await message(`From: a@example.com\r\n${'X-A: b\r\n'.repeat(100_000)}${'To: x@example.com\r\n'.repeat(10_000)}\r\nx`)
    expect(cpuMs(start)).toBeLessThan(3000)
  })
})

test('agrees with mailparser on the well-formed fixtures', async () => {
  for (const name of [
    'charset-gbk',
    'charset-big5',
    'charset-iso-2022-jp',
    'nested-multipart-inline-picture',
    'thread-headers',
    'quote-gmail-zh',
  ]) {
    const ours = await message(fixture(name))
    const theirs = await simpleParser(fixture(name), { skipHtmlToText: true, skipTextToHtml: true, skipImageLinks: true })
    expect(ours.subject).toBe(theirs.subject)
    expect(ours.sentAt).toBe(theirs.date?.toISOString())
    expect([ours.text, ours.quoted].filter(Boolean).join('\n').replace(/\s/g, '')).toBe((theirs.text ?? '').replace(/\s/g, ''))
    expect(filesOf(ours).map((file) => [file.name, file.content.length])).toEqual(
      theirs.attachments.map((file) => [file.filename, file.size]),
    )
  }
})
