import type { Input } from '../../contract/api.ts'
import type { Customer } from '../../contract/customers.ts'
import type { Context } from '../../server/context.ts'
import { call } from './call.ts'
import type { Stage } from './play.ts'

/** What a person of the demo knows of a customer, by the name they came with. */
type Known = {
  name: string
  company?: string
  phone?: string
  birthday?: NonNullable<NonNullable<Input<'customer.update'>['changes']['birthday']>['value']>
  /** Indexes into the team. */ owner?: number
  labels?: (keyof typeof labels)[]
  tea?: keyof typeof teas
  /** In fen. */ spent?: number
  note?: string
  marketing?: boolean
}

const labels = { vip: ['老客户 VIP', 'amber'], wholesale: ['批发 Wholesale', 'accent'], returns: ['退换货 Returns', 'seal'] } as const
const teas = { puer: '普洱 Pu’er', oolong: '乌龙 Oolong', green: '绿茶 Green' } as const

const people: Known[] = [
  {
    name: '林晓雨',
    phone: '138 0013 8000',
    birthday: lunar(8, 15, 1992),
    owner: 1,
    labels: ['vip', 'returns'],
    tea: 'puer',
    spent: 326_800,
    marketing: true,
  },
  { name: '陈建国', company: '建国茶庄', phone: '+86 139 0000 1234', owner: 0, labels: ['wholesale'], tea: 'puer', spent: 1_880_000 },
  { name: '周琳', owner: 1, tea: 'green', birthday: solar(11, 28), note: '喜欢下午联系，不要打电话。' },
  {
    name: 'Maria Lindqvist',
    company: 'Lindqvist Interiors',
    owner: 2,
    labels: ['wholesale'],
    tea: 'oolong',
    spent: 745_000,
    note: 'Orders twice a year, before spring and before Christmas.',
  },
  { name: 'Priya Raman', owner: 2, tea: 'green', spent: 58_900, marketing: false },
]

/** The same person as one who wrote by mail, known by phone only: for the page of duplicates. */
const twin: Known = { name: '林曉雨', phone: '13900138000', birthday: lunar(8, 15, 1992), tea: 'puer' }

const segment = { name: 'VIP，最近不高兴 Unhappy VIPs' }

/** Teams, labels, fields, and what is known of the customers who wrote; made once (see `ensureDemo`), and gone on with after a crash in the middle. */
export async function ensureProfiles({ team }: Stage): Promise<void> {
  const owner = team[0]!
  const { data: segments } = await call(owner, 'segment.list', {})
  if (segments.some(({ name }) => name === segment.name)) return
  await ensureTeams(team)
  const labelIds = await ensureLabels(owner)
  const fields = await ensureFields(owner)
  await ensureTwin(owner, fields)
  for (const person of people) await describe(team, person, labelIds, fields)
  await call(owner, 'segment.create', {
    ...segment,
    condition: {
      all: [
        { field: 'labels', op: 'is_any_of', value: [labelIds.vip] },
        { field: 'mood', op: 'less', value: 0 },
      ],
    },
  })
}

async function ensureTeams(team: Context[]): Promise<void> {
  const [owner, yan, maya] = team.map((context) => (context.actor.type === 'user' ? context.actor.id : ''))
  const { data } = await call(team[0]!, 'team.list', {})
  const wanted = [
    { name: '客服 Support', memberIds: [yan!, maya!] },
    { name: '批发 Wholesale', memberIds: [owner!] },
  ]
  for (const one of wanted) if (!data.some(({ name }) => name === one.name)) await call(team[0]!, 'team.create', one)
}

type LabelIds = Record<keyof typeof labels, string>

async function ensureLabels(owner: Context): Promise<LabelIds> {
  const { data } = await call(owner, 'label.list', {})
  const ids: [string, string][] = []
  for (const [key, [name, tone]] of Object.entries(labels))
    ids.push([key, (data.find((label) => label.name === name) ?? (await call(owner, 'label.create', { name, tone }))).id])
  return Object.fromEntries(ids) as LabelIds
}

type Fields = { tea: string; options: Record<keyof typeof teas, string>; spent: string }

async function ensureFields(owner: Context): Promise<Fields> {
  const { data } = await call(owner, 'field.list', {})
  const named = (name: string) => data.find((field) => field.name === name)
  const options = Object.values(teas).map((label, n) => ({ id: `0193a000-0000-7000-8000-00000000000${n}`, label }))
  const tea =
    named('爱喝的茶 Favourite tea') ?? (await call(owner, 'field.create', { name: '爱喝的茶 Favourite tea', type: 'choice', options }))
  const spent =
    named('累计消费 Spent so far') ?? (await call(owner, 'field.create', { name: '累计消费 Spent so far', type: 'money', currency: 'CNY' }))
  const optionIds = Object.keys(teas).map((key, n) => [key, tea.options[n]!.id])
  return { tea: tea.id, spent: spent.id, options: Object.fromEntries(optionIds) as Fields['options'] }
}

async function ensureTwin(owner: Context, fields: Fields): Promise<void> {
  const { data } = await call(owner, 'customer.list', { q: twin.phone! })
  if (data.length > 0) return
  await call(owner, 'customer.create', { name: twin.name, phone: twin.phone!, changes: changesOf(twin, [], undefined, fields) })
}

async function describe(team: Context[], person: Known, labelIds: LabelIds, fields: Fields): Promise<void> {
  const owner = team[0]!
  const customer = await find(owner, person.name)
  if (!customer || customer.fields[fields.tea] !== undefined) return
  const acting = team[person.owner ?? 0]!
  const ownerId = acting.actor.type === 'user' ? acting.actor.id : null
  if (person.phone) await call(owner, 'identity.add', { id: customer.id, kind: 'phone', value: person.phone })
  if (person.note) await call(acting, 'customer.note', { id: customer.id, text: person.note })
  if (person.marketing !== undefined)
    await call(acting, 'consent.record', {
      id: customer.id,
      purpose: 'marketing',
      state: person.marketing ? 'granted' : 'withdrawn',
      evidence: person.marketing ? '下单时勾选同意' : 'Asked for by mail',
    })
  const changes = changesOf(
    person,
    (person.labels ?? []).map((key) => labelIds[key]),
    ownerId,
    fields,
  )
  // Last: it marks this customer as done.
  await call(acting, 'customer.update', { id: customer.id, changes })
}

async function find(owner: Context, name: string): Promise<Customer | undefined> {
  const { data } = await call(owner, 'customer.list', { q: name })
  return data.find((customer) => customer.name === name)
}

function changesOf(
  person: Known,
  labelIds: string[],
  ownerId: string | null | undefined,
  fields: Fields,
): Input<'customer.update'>['changes'] {
  return {
    ...(person.company && { company: { value: person.company } }),
    ...(person.birthday && { birthday: { value: person.birthday } }),
    ...(ownerId && { owner: { value: ownerId } }),
    ...(labelIds.length > 0 && { labels: { value: labelIds } }),
    fields: {
      ...(person.tea && { [fields.tea]: { value: fields.options[person.tea] } }),
      ...(person.spent !== undefined && { [fields.spent]: { value: person.spent } }),
    },
  }
}

function lunar(month: number, day: number, year: number | null = null) {
  return { calendar: 'lunar' as const, month, day, year, leap: false }
}

function solar(month: number, day: number) {
  return { calendar: 'solar' as const, month, day, year: null, leap: false }
}
