import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { endpoints, type EndpointName } from '../contract/api.ts'
import type { Actor } from '../contract/can.ts'
import { contact } from '../contract/endpoint.ts'
import { events, type EventName } from '../contract/events.ts'
import { maskFor, maskOf } from './mask.ts'

const [phone, mail] = ['13812345678', 'lin@example.com']
const both = ['phone', 'email'] as const

describe('a schema’s mask', () => {
  const tree = z.object({
    plain: z.string(),
    name: contact,
    list: z.array(contact),
    maybe: contact.nullable(),
    left: contact.optional(),
    table: z.record(z.string(), z.union([contact, z.number(), z.array(z.string())])),
    one: z.discriminatedUnion('type', [
      z.object({ type: z.literal('a'), value: contact }),
      z.object({ type: z.literal('b'), value: z.string() }),
    ]),
    any: z.unknown().meta({ contact: true }),
  })

  test('reaches contact data wherever it stands, and nothing else', () => {
    const value = {
      plain: phone,
      name: `Lin ${phone}`,
      list: [mail, 'Lin'],
      maybe: null,
      table: { a: phone, b: 13812345678, c: [phone] },
      one: { type: 'b', value: phone },
      any: { deep: [{ er: mail }] },
    }
    const before = structuredClone(value)
    expect(maskOf(tree)!(value, both)).toEqual({
      plain: phone,
      name: 'Lin 13*****5678',
      list: ['l***@example.com', 'Lin'],
      maybe: null,
      table: { a: '13*****5678', b: 13812345678, c: [phone] },
      one: { type: 'b', value: phone },
      any: { deep: [{ er: 'l***@example.com' }] },
    })
    expect(maskOf(tree)!({ ...value, one: { type: 'a', value: phone } }, both)).toMatchObject({ one: { value: '13*****5678' } })
    expect(value).toEqual(before)
  })

  test('is none where there is no contact data', () => {
    expect(maskOf(z.object({ a: z.string(), b: z.array(z.number()) }))).toBeNull()
  })

  test('follows a schema into itself', () => {
    type Nested = { name: string; children: Nested[] }
    const nested: z.ZodType<Nested> = z.lazy(() => z.object({ name: contact, children: z.array(nested) }))
    expect(maskOf(nested)!({ name: mail, children: [{ name: phone, children: [] }] }, both)).toEqual({
      name: 'l***@example.com',
      children: [{ name: '13*****5678', children: [] }],
    })
  })
})

/** Names and values of our own: of people who work here, of roles, labels, fields, settings. */
const ours = [
  'user',
  'session',
  'invite',
  'setup',
  'role',
  'team',
  'channel',
  'field',
  'label',
  'layout',
  'segment',
  'view',
  'condition',
  'workspace',
]

describe('every answer and event', () => {
  const outputs = [
    ...(Object.keys(endpoints) as EndpointName[]).map((name) => [name, endpoints[name].output] as const),
    ...(Object.keys(events) as EventName[]).map((name) => [name, events[name]] as const),
  ].filter(([name]) => !ours.includes(name.split('.')[0]!))

  test.each(
    outputs.filter(([, schema]) =>
      /"identities"|"author"|"customer"/.test(JSON.stringify(z.toJSONSchema(schema, { unrepresentable: 'any' }))),
    ),
  )('%s, which holds a customer, has a mask', (_, schema) => {
    expect(maskOf(schema)).not.toBeNull()
  })

  test('there are such', () => {
    expect(outputs.length).toBeGreaterThan(40)
  })
})

test('masked text never holds what it was made of, and unmasked text is untouched', () => {
  const actor = (masked: ('phone' | 'email')[]): Actor => ({
    type: 'user',
    id: '',
    name: '',
    role: '',
    permissions: [],
    scope: 'all',
    keys: null,
    masked,
  })
  fc.assert(
    fc.property(fc.stringMatching(/^1[3-9]\d{9}$/), fc.string(), (number, around) => {
      const text = `${around.replace(/\d/g, '')} ${number}`
      expect(maskFor(actor(['phone']))(text)).not.toContain(number)
      expect(maskFor(actor([]))(text)).toBe(text)
    }),
  )
})
