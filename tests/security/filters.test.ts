import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { fieldType, operator } from '../../contract/conditions.ts'
import { pool } from '../../server/db.ts'
import { apiOf, type Api } from '../integration/http.ts'
import { newConversation, newScene } from '../integration/scene.ts'
import { useServer } from '../integration/serve.ts'

const server = useServer()

let api: Api
let known: string[]
beforeAll(async () => {
  const scene = await newScene()
  await newConversation(scene)
  api = apiOf(server.url, scene.owner.token)
  const subjects = ['condition-fields', 'view-fields']
  const answers = await Promise.all(subjects.map((path) => api('GET', path)))
  known = answers.flatMap(({ body }) => ((body as { data?: { field: string }[] }).data ?? []).map(({ field }) => field))
  expect(known.length).toBeGreaterThan(20)
})

const hostile = [
  `'; SELECT pg_sleep(300); --`,
  `1) OR (SELECT count(*) FROM users) > 0 --`,
  `c.name`,
  `name; DROP TABLE users`,
  `fields.' || version() || '`,
  `fields.00000000-0000-0000-0000-000000000000`,
  `fields->>'x'`,
  '$1',
  '$99',
  '__proto__',
  'constructor',
  'toString',
  '\\',
  '%',
  '\0',
  '\ud800',
  '${1+1}',
  '{{7*7}}',
]

const text = fc.oneof(fc.constantFrom(...hostile), fc.string({ maxLength: 40 }))
const value = fc.oneof(
  text,
  fc.array(text, { maxLength: 3 }),
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.uuid(),
  fc.date().map(String),
  fc.constant(undefined),
)

const condition = (fields: fc.Arbitrary<string>) =>
  fc.letrec<{ node: unknown }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      fc.record({ field: fields, op: fc.oneof(fc.constantFrom(...operator.options), text), value }),
      fc.record({ all: fc.array(tie('node'), { maxLength: 3 }) }),
      fc.record({ any: fc.array(tie('node'), { maxLength: 3 }) }),
      fc.record({ not: tie('node') }),
    ),
  })).node

const answers = [200, 400, 404, 409]

/** Whatever is asked is answered or refused, and never by the database; one that made it sleep would outlast the test. */
async function holds(method: string, path: string, body?: object): Promise<void> {
  const answer = await api(method, path, body)
  expect(answers, `${path} ${JSON.stringify(body)}: ${answer.text}`).toContain(answer.status)
  expect(answer.text).not.toMatch(/syntax error|SQLSTATE|column .* does not exist/i)
}

describe('a filter', () => {
  test.each(['customers', 'conversations'])('of %s is understood or refused, whatever stands in it', { timeout: 120_000 }, async (list) => {
    const fields = fc.oneof(fc.constantFrom(...known), fc.constantFrom(...hostile), fc.constantFrom(...fieldType.options))
    await fc.assert(
      fc.asyncProperty(condition(fields), async (filter) => holds('GET', `${list}?filter=${encodeURIComponent(JSON.stringify(filter))}`)),
      { numRuns: 120 },
    )
  })

  test('is counted as it is listed', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(condition(fc.constantFrom(...known, ...hostile)), async (one) =>
        holds('POST', 'segments/count', { condition: one as object }),
      ),
      { numRuns: 80 },
    )
  })

  test.each(['customers', 'conversations'])('of %s that is deep or wide is refused before it costs anything', async (list) => {
    let deep: unknown = { field: 'name', op: 'is', value: 'x' }
    for (let n = 0; n < 300; n++) deep = { not: deep }
    const wide = { all: Array.from({ length: 31 }, () => ({ field: 'name', op: 'is', value: 'x' })) }
    for (const filter of [deep, wide]) {
      const answer = await api('GET', `${list}?filter=${encodeURIComponent(JSON.stringify(filter))}`)
      expect(answer.status, answer.text.slice(0, 200)).toBe(400)
    }
  })
})

describe('an order, a cursor, a search', () => {
  test.each(hostile.filter((one) => !one.includes('\ud800')))('“%j” is one of ours or refused', async (one) => {
    const encoded = encodeURIComponent(one)
    for (const list of ['customers', 'conversations', 'audit', 'duplicates', 'imports']) {
      await holds('GET', `${list}?cursor=${encoded}`)
      await holds('GET', `${list}?cursor=${Buffer.from(one).toString('base64url')}`)
      await holds('GET', `${list}?sort=${encoded}`)
    }
    await holds('GET', `customers?q=${encoded}`)
    await holds('GET', `audit?action=${encoded}`)
  })

  test('leaves every table where it was', async () => {
    expect((await pool().query('SELECT 1 FROM users LIMIT 1')).rowCount).toBe(1)
  })
})
