import type { Condition, Test } from '../../contract/conditions.ts'
import { customerId, fieldIds, fillWorld, labelId } from './customer-world.ts'
import { percentile, short, spread, type Bench, type Figure } from './figures.ts'
import { startParley, type Parley } from './parley.ts'
import { openWebchat } from './traffic.ts'
import { flood } from './wire.ts'

/** Fewer, to try the bench itself. */
const customers = Number(process.env['BENCH_CUSTOMERS'] ?? 1_000_000)
const messages = customers * 10
const requestsEach = 40

/** Customers over HTTP at 1 M customers and 10 M messages: profile with timeline, list and search, and the count of a segment. */
export const customersBench: Bench = {
  name: 'customers',
  about: 'profiles, lists and segment counts at 1 M customers and 10 M messages (minutes to fill)',
  run: async (machine) => {
    const url = await machine.database('customers')
    const parley = await startParley(machine, url)
    const database = await machine.connect(url)
    const channelId = await openWebchat(parley)
    const { rows } = await database.query<{ id: string }>('SELECT workspace_id AS id FROM users WHERE id = $1', [parley.userId])
    const workspaceId = rows[0]!.id
    await database.query(`INSERT INTO fields (id, workspace_id, name, type, options) VALUES ($1, $2, 'Level', 'choice', $3)`, [
      fieldIds.level,
      workspaceId,
      JSON.stringify(['gold', 'silver', 'bronze'].map((id) => ({ id, label: id }))),
    ])
    await fillWorld(database, { workspaceId, userId: parley.userId, channelId, customers, messages })
    const figures = [await profiles(parley), ...(await lists(parley)), ...(await counts(parley))]
    await parley.stop()
    return figures
  },
}

/** A profile is two requests that the page sends at once; here the sum of both, one after the other. */
async function profiles(parley: Parley): Promise<Figure> {
  const ids = Array.from({ length: 400 }, (_, n) => customerId(1 + ((n * 7919) % customers)))
  const took: number[] = []
  for (const id of ids) {
    const [get, timeline] = await flood(
      parley.port,
      [asked(parley, `customers/${id}`), asked(parley, `customers/${id}/timeline?limit=50`)],
      1,
    )
    took.push(get! + timeline!)
  }
  return figureOf('profile and first page of its timeline, p50 / p99', took, 25)
}

async function lists(parley: Parley): Promise<Figure[]> {
  const sorted = ['newest', 'name', 'seen'].map((sort) => `customers?sort=${sort}`)
  const typed = ['张伟', 'zw', 'wang', 'james sm', 'customer77', '1380013'].map((q) => `customers?q=${encodeURIComponent(q)}`)
  const measure = async (what: string, paths: string[]) => {
    const requests = paths.map((path) => asked(parley, path))
    await flood(parley.port, requests, 1)
    return figureOf(what, await flood(parley.port, Array.from({ length: requestsEach }, () => requests).flat(), 1), 50)
  }
  return [
    await measure('customers list, first page of each order, p50 / p99', sorted),
    await measure('customers list, found by typing, p50 / p99', typed),
  ]
}

const test = (field: string, op: Test['op'], value?: Test['value']): Test => ({ field, op, ...(value !== undefined && { value }) })

const conditions: [string, Condition][] = [
  ['everybody', { all: [] }],
  ['has a label', test('labels', 'is_any_of', [labelId(0), labelId(6)])],
  ['mine', test('owner', 'is', 'me')],
  ['created within 30 days', test('created', 'in_last_days', 30)],
  ['not seen for 90 days', test('last_seen', 'not_in_last_days', 90)],
  ['more than 15 messages', test('messages_in', 'more', 15)],
  ['consents to marketing', test('consent.marketing', 'is', 'granted')],
  ['level gold', test(`fields.${fieldIds.level}`, 'is', 'gold')],
  ['birthday within 7 days', test('birthday', 'in_next_days', 7)],
  ['name contains 伟', test('name', 'contains', '伟')],
  ['mail and no phone', { all: [test('email', 'is_set'), test('phone', 'is_not_set')] }],
  [
    'label and messages, or company without owner',
    {
      any: [
        { all: [test('labels', 'is_any_of', [labelId(6)]), test('messages_in', 'more', 5)] },
        { all: [test('company', 'is_set'), { not: test('owner', 'is_set') }] },
      ],
    },
  ],
]

async function counts(parley: Parley): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const [name, condition] of conditions) {
    const took: number[] = []
    let answer = await parley.call('segment.count', { condition })
    for (let n = 0; n < 10; n += 1) {
      const start = performance.now()
      answer = await parley.call('segment.count', { condition })
      took.push(performance.now() - start)
    }
    const found = `${answer.exact ? '' : 'about '}${answer.count.toLocaleString('en')}`
    const longest = Math.max(...took)
    figures.push({
      what: `count a segment: ${name} (${found})`,
      goal: '≤ 300 ms',
      measured: `${short(percentile(took, 0.5))} / ${short(longest)} ms`,
      met: longest <= 300,
    })
  }
  return figures
}

function figureOf(what: string, took: number[], goalMs: number): Figure {
  return { what, goal: `p99 ≤ ${goalMs} ms`, measured: spread(took), met: percentile(took, 0.99) <= goalMs }
}

function asked({ token }: Parley, path: string): Buffer {
  return Buffer.from(`GET /api/v1/${path} HTTP/1.1\r\nHost: parley.test\r\nAuthorization: Bearer ${token}\r\n\r\n`)
}
