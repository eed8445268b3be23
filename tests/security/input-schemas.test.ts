import { expect, test } from 'vitest'
import { endpoints, type EndpointName } from '../../contract/api.ts'
import { widgetReceipt, widgetSend, widgetSessionInput } from '../../contract/widget.ts'
import { leavesOf, type Leaf } from './leaves.ts'

/** Hashed before they are compared with anything, so they never reach the database as they are. */
const hashed = new Set(['password', 'currentPassword', 'token'])

const inputs = [
  ...(Object.keys(endpoints) as EndpointName[]).map((name) => [name, endpoints[name].input] as const),
  ['widget.session', widgetSessionInput] as const,
  ['widget.send', widgetSend] as const,
  ['widget.receipt', widgetReceipt] as const,
]
const leaves = inputs.flatMap(([name, input]) =>
  leavesOf(input)
    .filter(({ path }) => !hashed.has(path[0]!))
    .map((leaf) => [`${name} ${leaf.path.join('.')}`, leaf] as const),
)

const texts = ['\0', 'a\0b', '\ud800', 'a\udfff', 'x'.repeat(1_000_000)]
const times = [
  '0000-01-01',
  '0999-12-31',
  '0000-01-01T00:00:00Z',
  '0001-01-01T00:00:00+14:00',
  '9999-12-31T23:59:59-12:00',
  '2026-01-01T00:00:00+23:59',
  '2026-01-01T00:00:00.123456789Z',
]
const numbers = [2 ** 31, -(2 ** 31) - 1, 2 ** 53, 1e308, -1e308, 5e-324, -0, Number.NaN, Infinity, -Infinity, 0.1 + 0.2]
const records = [{ '\0': 1 }, { a: '\0' }, { a: { b: ['\ud800'] } }, { '0': '\0' }]
const parameters = [
  '{"field":"name","op":"is","value":"\\u0000"}',
  '{"field":"\\ud800","op":"is_set"}',
  '{"not":{"field":"name\\u0000","op":"is_set"}}',
]

/** Whether PostgreSQL can keep a value, in a column of the type its schema says or in JSON. */
function isKeepable(value: unknown, { schema }: Leaf): boolean {
  if (typeof value === 'string') return isKeptText(value) && (!isOfTimes(schema) || isKeptTime(value))
  if (typeof value === 'number') return Number.isFinite(value) && isKeptNumber(value, schema)
  if (value === null || typeof value !== 'object') return true
  return Object.entries(value).every(([key, inner]) => isKeepable(key, { path: [], schema }) && isKeepable(inner, { path: [], schema }))
}

const isKeptText = (value: string) => !value.includes('\0') && value.isWellFormed() && value.length <= 100_000

const isOfTimes = (schema: Leaf['schema']) =>
  !schema.safeParse('x').success && ['2026-01-01', '2026-01-01T00:00:00Z'].some((time) => schema.safeParse(time).success)
const isKeptTime = (value: string) => /^[1-9]\d{3}-\d\d-\d\d(T[\d:.]+Z)?$/.test(value)

function isKeptNumber(value: number, schema: Leaf['schema']): boolean {
  const isInt = schema.safeParse(1).success && !schema.safeParse(1.5).success
  return isInt ? Math.abs(value) <= 2 ** 31 : value === 0 || (Math.abs(value) > 1e-307 && Math.abs(value) < 1e307)
}

test.each(leaves)('%s lets nothing through that the database cannot keep', (_, leaf) => {
  const passed = [...texts, ...times, ...numbers, ...records, ...parameters].flatMap((given) => {
    const read = leaf.schema.safeParse(given)
    return read.success && !isKeepable(read.data, leaf) ? [given] : []
  })
  expect(passed).toEqual([])
})

test('there are such places, and a bare text or number would be found', () => {
  expect(leaves.length).toBeGreaterThan(200)
})
