import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { permission } from '../../../contract/roles.ts'
import { pool } from '../../../server/db.ts'
import { apiOf, type Api } from '../http.ts'
import { useServer } from '../serve.ts'
import { newPerson } from '../workspaces.ts'
import { mail, newCanaryWorld, phone, type CanaryWorld } from './canary.ts'

const server = useServer()

let world: CanaryWorld
beforeAll(async () => {
  world = await newCanaryWorld(server.url)
}, 120_000)

/** Somebody new, who sees contact data of these kinds in part. */
async function somebody(masked = ['phone', 'email']): Promise<Api> {
  const shape = { name: `Masked ${Math.random()}`, permissions: permission.options, scope: 'all', masked }
  const { id } = (await world.api('POST', 'roles', shape)).body as { id: string }
  return apiOf(server.url, (await newPerson(world.workspaceId, id)).token)
}

/** What was asked, and how many look-ups that made. */
async function counted<T>(ask: () => Promise<T>): Promise<{ answer: T; more: number }> {
  const count = async () =>
    (await pool().query(`SELECT 1 FROM audit_entries WHERE workspace_id = $1 AND action = 'customer.look_up'`, [world.workspaceId]))
      .rowCount!
  const before = await count()
  const answer = await ask()
  return { answer, more: (await count()) - before }
}

async function found(who: Api, typed: string): Promise<boolean> {
  const { body } = await who('GET', `customers?q=${encodeURIComponent(typed)}`)
  return (body as { data: { id: string }[] }).data.some(({ id }) => id === world.customer)
}

const digits = [...phone]
const joined = (sign: string) => digits.join(sign)
const from = (zero: number) => digits.map((digit) => String.fromCodePoint(zero + Number(digit))).join('')
const disguises: [string, string][] = [
  ...['\u200b', '   ', '---', '×', '\u00ad', '\u2060', '\t', '///', ',', ':', '#', '*', '\u0301', '📞', '字', 'x'].map(
    (sign): [string, string] => [`${JSON.stringify(sign)} between`, joined(sign)],
  ),
  ['mathematical digits', from(0x1d7ce)],
  ['full-width digits', from(0xff10)],
  ['Arabic digits', from(0x660)],
  ['circled digits', digits.map((digit) => (digit === '0' ? '⓪' : String.fromCodePoint(0x245f + Number(digit)))).join('')],
  ['words around it', `call ${phone}, please`],
  ['an address around it', `${phone}@nowhere.example`],
  ['a small at sign', mail.replace('@', '﹫')],
  ['a full-width address', mail.replace('@', '＠').toUpperCase()],
]

describe('a number or an address is a look-up in whatever disguise it is compared', () => {
  test.each(disguises)('%s: in the search, as a new customer, as a new address, as a field', async (_, typed) => {
    const who = await somebody()
    const search = await counted(() => found(who, typed))
    expect(search.more).toBe(1)
    const kind = /[@＠﹫]/.test(typed) && !typed.startsWith(phone) ? 'email' : 'phone'
    const doors: [string, string, object][] = [
      ['POST', 'customers', { name: 'New', [kind]: typed }],
      ['POST', 'customers', { name: typed }],
      ['POST', `customers/${world.likely}/identities`, { kind, value: typed }],
      [
        'PATCH',
        `customers/${world.likely}`,
        { changes: { fields: { [world.fields[kind === 'phone' ? 1 : 2]!]: { value: typed, base: 99 } } } },
      ],
    ]
    for (const [method, path, body] of doors) {
      const { answer, more } = await counted(() => who(method, path, body))
      // What the contract refuses, an address with a space or a number of 50 characters, is compared with nothing.
      if (answer.status !== 400) expect(more, path).toBe(1)
    }
  })

  test('any mixture of digits, signs and what nobody sees that finds the customer was counted', { timeout: 60_000 }, async () => {
    const zero = fc.constantFrom(0x30, 0xff10, 0x1d7ce, 0x1d7d8, 0x1d7f6)
    const sign = fc.string({ unit: fc.constantFrom(...' \t-_./×:|*\u00ad\u0301\u200b\u200f\u2060\u3000\ufe0f字'), maxLength: 3 })
    const written = fc
      .tuple(fc.constantFrom('', '+86', '86', '0086 ', '＋８６', 'Lin '), fc.array(fc.tuple(zero, sign), { minLength: 11, maxLength: 11 }))
      .map(([before, signs]) => before + signs.map(([from, after], n) => String.fromCodePoint(from + Number(digits[n])) + after).join(''))
    const who = await somebody()
    let hits = 0
    await fc.assert(
      fc.asyncProperty(written, async (typed) => {
        const { answer, more } = await counted(() => found(who, typed))
        if (answer) expect(more, JSON.stringify(typed)).toBe(1)
        if (answer) hits += 1
      }),
      { numRuns: 55, endOnFailure: true },
    )
    expect(hits).toBeGreaterThan(5)
  })

  test('the sixty-first is refused in any disguise', async () => {
    const who = await somebody()
    for (let n = 0; n < 60; n += 1) await found(who, `1390000${1000 + n}`.split('').join('\u200b'))
    for (const [, typed] of disguises) expect((await who('GET', `customers?q=${encodeURIComponent(typed)}`)).status).toBe(429)
    expect((await who('GET', 'customers?q=Amy')).status).toBe(200)
  })

  test('a number counts as one for who sees numbers in part, also within an address', async () => {
    const who = await somebody(['phone'])
    expect((await counted(() => found(who, `${phone}@nowhere.example`))).more).toBe(1)
    expect((await counted(() => found(who, mail))).more).toBe(0)
  })
})

test('names, days, and what is chosen from a list are no look-ups', async () => {
  const who = await somebody()
  const { body } = await world.api('POST', 'labels', { name: 'Seven', tone: 'accent' })
  const changes = { labels: { value: [(body as { id: string }).id] }, company: { value: 'Tea & Co. since 1998' } }
  const { more } = await counted(async () => {
    for (const typed of ['Amy', '林小姐', 'lxx', 'Tea & Co. 24', "O'Brien-Smith", 'Unit 12, No. 345', 'a1b2c3']) await found(who, typed)
    expect((await who('PATCH', `customers/${world.customer}`, { changes })).status).toBe(200)
    expect((await who('POST', 'customers', { name: 'Amy Wong 2', changes })).status).toBe(200)
  })
  expect(more).toBe(0)
})

test('a name that is a number in disguise is shown in part, found by no part of it, and stands first', async () => {
  const name = joined('\u200b')
  const { id } = (await world.api('POST', 'customers', { name })).body as { id: string }
  const who = await somebody()
  const shown = ((await who('GET', `customers/${id}`)).body as { name: string }).name
  expect(shown.replaceAll('\u200b', '')).toBe('13*****8765')
  for (const op of ['starts_with', 'contains', 'is'])
    expect((await who('POST', 'segments/count', { condition: { field: 'name', op, value: name } })).body).toMatchObject({ count: 0 })
  expect(((await who('GET', `customers?q=${encodeURIComponent(name.slice(0, 9))}`)).body as { data: [] }).data).toEqual([])
})

test('a refusal’s own example is readable, and what it quotes of a customer is not', async () => {
  const who = await somebody()
  const refusal = async (language: string) =>
    (await who('POST', 'customers', { name: 'New', phone: 'no number' }, { 'Accept-Language': language })).text
  for (const language of ['en', 'zh-CN']) expect(await refusal(language)).toContain('138 0013 8000')
  const taken = (await who('POST', 'customers', { name: 'New', phone })).text
  expect(taken).toContain('already belongs to')
  expect(taken).toContain('+8613*****8765')
  expect(taken).not.toContain(phone)
  expect(taken).toMatch(/"customerId":"[\da-f-]{36}"/)
})
