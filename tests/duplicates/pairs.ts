import { v7 } from 'uuid'
import type { Customer, Identity } from '../../contract/customers.ts'
import { normalizeIdentity } from '../../customers/index.ts'
import { fallbackName } from '../../customers/identity/naming.ts'
import { weighted, type Chance } from './chance.ts'
import { localOf, newPerson, slip, writeName, writePhone, type Person } from './people.ts'

/** What one record in a shop's data knows of somebody. */
export type Known = { customer: Customer; devices: string[]; related: string[] }
export type Pair = { a: Known; b: Known; same: boolean; /** What makes it easy or hard. */ by: string }

export const fields = { phone: '00000000-0000-7000-8000-000000000001', mail: '00000000-0000-7000-8000-000000000002' }

type Facts = {
  name?: string | null
  phone?: string
  mail?: string
  phoneField?: string
  mailField?: string
  company?: string
  birthday?: Person['birthday']
  unionId?: string
  devices?: string[]
  related?: string[]
}

function known(facts: Facts): Known {
  const identities: Identity[] = []
  const add = (kind: Identity['kind'], value: string | undefined, verified = true) => {
    if (value !== undefined) identities.push({ id: v7(), kind, value: normalizeIdentity(kind, value), verified })
  }
  add('phone', facts.phone)
  add('email', facts.mail)
  add('wechat_unionid', facts.unionId)
  if (identities.length === 0) add('visitor', `shop/${v7()}`)
  const [first] = identities
  const customer: Customer = {
    id: v7(),
    version: 1,
    name: facts.name ?? fallbackName(first!.kind, first!.value),
    identities,
    company: facts.company ?? null,
    birthday: facts.birthday ? { calendar: 'solar', leap: false, ...facts.birthday } : null,
    ownerId: null,
    teamId: null,
    labelIds: [],
    preferences: { channel: null, locale: null },
    fields: { ...(facts.phoneField && { [fields.phone]: facts.phoneField }), ...(facts.mailField && { [fields.mail]: facts.mailField }) },
    states: {},
    mergedIds: [],
    access: [],
    erased: false,
    createdAt: '2026-01-01T00:00:00.000Z',
    lastSeenAt: null,
  }
  return { customer, devices: facts.devices ?? [], related: facts.related ?? [] }
}

/** What two records of one person may have in common, and how often; names are written anew in each. */
const sames: readonly (readonly [number, string, (chance: Chance, person: Person) => [Facts, Facts]])[] = [
  [20, 'phone', (c, p) => [{ phone: p.phone }, { phoneField: writePhone(c, p.phone), ...extras(c, p) }]],
  [6, 'phone twice in lists', (c, p) => [{ phoneField: writePhone(c, p.phone), ...extras(c, p) }, { phoneField: writePhone(c, p.phone) }]],
  [
    7,
    'phone with a slip',
    (c, p) => [
      { phone: p.phone, ...extras(c, p) },
      { phoneField: slip(c, p.phone), ...extras(c, p) },
    ],
  ],
  [14, 'mail', (c, p) => [{ mail: p.mail }, { mailField: p.mail.toUpperCase(), ...extras(c, p) }]],
  [
    9,
    'mail elsewhere',
    (c, p) => [{ mail: p.mail }, { mail: `${p.mail.split('@')[0]}@${c.oneOf(['yeah.net', 'foxmail.com', 'proton.me'])}` }],
  ],
  [5, 'mail with a tag or dots', (c, p) => twoGmails(c, p)],
  [
    12,
    'company',
    (c, p) => [
      { mail: p.mail, company: p.company },
      { phone: p.phone, company: p.company.replace(/有限公司| Ltd| LLC| GmbH| Inc\./, '') },
    ],
  ],
  [
    9,
    'birthday',
    (_, p) => [
      { unionId: p.unionId, birthday: p.birthday },
      { phone: p.phone, birthday: p.birthday },
    ],
  ],
  [6, 'name alone', (_, p) => [{ unionId: p.unionId }, { mail: p.mail }]],
  [6, 'browser', (_, p) => [{ mail: p.mail, devices: [p.device] }, { devices: [p.device] }]],
  [6, 'thread', (c, p) => [{ mail: p.mail }, { mail: `${localOf(c, p)}@work.example` }]],
]

function extras(chance: Chance, { company, birthday }: Person): Facts {
  return { ...(chance.happens(0.4) && { company }), ...(chance.happens(0.25) && { birthday }) }
}

function twoGmails(chance: Chance, person: Person): [Facts, Facts] {
  const local = `${person.first}${person.last}${chance.digits(2)}`.toLowerCase()
  const at = 2 + chance.below(local.length - 4)
  const dotted = `${local.slice(0, at)}.${local.slice(at)}`
  return [
    { mail: `${local}@gmail.com` },
    { mail: chance.oneOf([`${dotted}@gmail.com`, `${local}+shop@gmail.com`, `${dotted}@googlemail.com`]) },
  ]
}

/** What two people may have in common, and how often. */
const others: readonly (readonly [
  number,
  string,
  (chance: Chance) => [Person, Person],
  (chance: Chance, a: Person, b: Person) => [Facts, Facts],
])[] = [
  [
    18,
    'a common name',
    namesakes,
    (c, a, b) => [
      { phone: a.phone, ...extras(c, a) },
      { mail: b.mail, ...extras(c, b) },
    ],
  ],
  [4, 'a common name in one company', namesakes, (_, a, b) => [{ phone: a.phone, company: a.company, unionId: a.unionId }, { mail: b.mail, company: a.company, unionId: b.unionId }]], // prettier-ignore
  [14, 'a family’s phone', family, (c, a) => [{ phone: a.phone }, { phoneField: writePhone(c, a.phone) }]],
  [3, 'a family’s phone and names that sound alike', homophonous, (c, a) => [{ phone: a.phone }, { phoneField: writePhone(c, a.phone) }]],
  [
    5,
    'a number given to somebody else',
    strangers,
    (c, a, b) => [
      { phone: a.phone, ...extras(c, a) },
      { phoneField: writePhone(c, a.phone), ...extras(c, b) },
    ],
  ],
  [11, 'a role’s mailbox', strangers, (c, a) => roleMailbox(c, a.company)],
  [
    10,
    'a company',
    strangers,
    (_, a, b) => [
      { mail: `${a.unionId}@company.example`, company: a.company },
      { mail: b.mail, company: a.company },
    ],
  ],
  [
    6,
    'a switchboard',
    strangers,
    (_, a) => [
      { phoneField: '010-88886666', company: a.company },
      { phoneField: '+86 10 8888 6666', company: a.company },
    ],
  ],
  [
    5,
    'a browser',
    strangers,
    (_, a, b) => [
      { mail: a.mail, devices: [a.device] },
      { mail: b.mail, devices: [a.device] },
    ],
  ],
  [
    5,
    'a thread that was forwarded',
    strangers,
    (_, a, b) => [
      { mail: a.mail, company: a.company },
      { mail: b.mail, company: a.company },
    ],
  ],
  [
    5,
    'a birthday',
    strangers,
    (_, a, b) => [
      { phone: a.phone, birthday: a.birthday },
      { mail: b.mail, birthday: a.birthday },
    ],
  ],
  [4, 'a local part that is a common name', namesakes, (_, a, b) => [{ mail: `${nameLocal(a)}@a.example` }, { mail: `${nameLocal(a)}@${b.device}.example` }]], // prettier-ignore
  [5, 'a short local part', strangers, (_, a, b) => [{ mail: 'wei@a.example' }, { mail: `wei@${b.device}.example` }]],
  [
    9,
    'nothing',
    strangers,
    (c, a, b) => [
      { phone: a.phone, ...extras(c, a) },
      { mail: b.mail, ...extras(c, b) },
    ],
  ],
]

function strangers(chance: Chance): [Person, Person] {
  return [newPerson(chance), newPerson(chance)]
}

function namesakes(chance: Chance): [Person, Person] {
  const [a, b] = [newPerson(chance, { common: true }), newPerson(chance)]
  return [a, { ...b, chinese: a.chinese, first: a.first, last: a.last }]
}

function nameLocal({ chinese, first, last }: Person): string {
  return (chinese ? chinese.surname.sound + chinese.given.map(({ sound }) => sound).join('') : `${first}.${last}`).toLowerCase()
}

/** One surname, often one character of the given name too. */
function family(chance: Chance): [Person, Person] {
  const [a, b] = [newPerson(chance), newPerson(chance)]
  if (!a.chinese || !b.chinese) return [a, { ...b, chinese: a.chinese && b.chinese, first: `${b.first}a`, last: a.last }]
  const own = chance.happens(0.4) && b.chinese.given.length > 1 ? [a.chinese.given[0]!, b.chinese.given[1]!] : b.chinese.given
  const written = (characters: { simple: string }[]) => characters.map(({ simple }) => simple).join('')
  if (written(own) === written(a.chinese.given)) return family(chance)
  return [a, { ...b, chinese: { surname: a.chinese.surname, given: own } }]
}

function homophonous(chance: Chance): [Person, Person] {
  const a = newPerson(chance)
  const surname = { simple: '王', traditional: '王', sound: 'Wang' }
  const [one, other] = [{ simple: '伟', traditional: '偉', sound: 'wei' }, { simple: '威', traditional: '威', sound: 'wei' }] // prettier-ignore
  return [
    { ...a, chinese: { surname, given: [one] } },
    { ...newPerson(chance), chinese: { surname, given: [other] } },
  ]
}

function roleMailbox(chance: Chance, company: string): [Facts, Facts] {
  const mail = `${chance.oneOf(['info', 'sales', 'kefu', 'support'])}@${chance.digits(3)}.example`
  return [
    { mail, company },
    { mailField: mail, company },
  ]
}

/** `n` labelled pairs, about two in five of them of one person. */
export function labelledPairs(chance: Chance, n: number): Pair[] {
  return Array.from({ length: n }, () => (chance.happens(0.42) ? samePair(chance) : otherPair(chance)))
}

function samePair(chance: Chance): Pair {
  const person = newPerson(chance, { common: chance.happens(0.08) })
  const [weights, by] = weighted(chance, sames.map((one) => [one[0], [one[2], one[1]] as const] as const)) // prettier-ignore
  const [a, b] = weights(chance, person)
  return joined(chance, { person, facts: a }, { person, facts: b }, true, by)
}

function otherPair(chance: Chance): Pair {
  const [, by, people, facts] = weighted(chance, others.map((one) => [one[0], one] as const)) // prettier-ignore
  const [one, other] = people(chance)
  const [a, b] = facts(chance, one, other)
  return joined(chance, { person: one, facts: a }, { person: other, facts: b }, false, by)
}

type Side = { person: Person; facts: Facts }

function joined(chance: Chance, one: Side, other: Side, same: boolean, by: string): Pair {
  const a = known({ name: writeName(chance, one.person), ...one.facts })
  const b = known({ name: writeName(chance, other.person), ...other.facts })
  return { a, b: by.includes('thread') ? { ...b, related: [a.customer.id] } : b, same, by }
}
