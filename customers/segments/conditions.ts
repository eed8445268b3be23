import { identityKind } from '../../contract/customers.ts'
import { purpose } from '../../contract/consents.ts'
import type { Maskable } from '../../contract/roles.ts'
import { asking, type Askable, type Catalogue } from '../../server/conditions/catalogue.ts'
import type { Sql } from '../../server/db.ts'
import { birthdayField } from './condition-birthday.ts'
import { channelKinds } from '../channel-kinds.ts'
import { customFields } from './condition-custom.ts'
import { segmentFields } from './condition-segments.ts'

/** Everything conditions may ask about a customer, in the editor's order. `root`: the alias of a row of `customers` that is a root. */
export async function customerCatalogue(context: { sql: Sql }, root = 'c'): Promise<Catalogue> {
  return (await customerCatalogues(context, root))()
}

/** The same, read once for many conditions: each is compiled with a catalogue of its own, which counts the segments it is made of. */
export async function customerCatalogues({ sql }: { sql: Sql }, root = 'c'): Promise<() => Catalogue> {
  const fields = new Map([...builtInFields(root, await channelKinds(sql)), ...(await customFields(sql, root))])
  const segmentIn = await segmentFields(sql, fields)
  return () => new Map([...fields, ['segment', segmentIn()]])
}

const oneOf = (values: readonly string[]): Askable['choices'] => values.map((value) => ({ value, label: null }))

function builtInFields(root: string, kinds: string[]): Map<string, Askable> {
  return new Map([...profile(root), ...identities(root), ...channels(root, kinds), ...behaviour(root), ...consents(root)])
}

function profile(root: string): [string, Askable][] {
  const group = 'profile'
  return [
    ['name', asking({ type: 'text', group }, { sql: `${root}.name`, contact: 'maybe' })],
    ['company', asking({ type: 'text', group }, { sql: `${root}.company`, contact: 'maybe' })],
    ['owner', asking({ type: 'reference', group, of: 'user' }, { sql: `${root}.owner_id`, cast: 'uuid' })],
    ['team', asking({ type: 'reference', group, of: 'team' }, { sql: `${root}.team_id`, cast: 'uuid' })],
    ['labels', asking({ type: 'choices', group: 'label', of: 'label' }, { sql: `${root}.label_ids`, cast: 'uuid' })],
    ['created', asking({ type: 'time', group }, { sql: `${root}.created_at` })],
    ['imported', asking({ type: 'boolean', group }, { sql: `${root}.import_id IS NOT NULL` })],
    ['birthday', birthdayField(root)],
  ]
}

function identities(root: string): [string, Askable][] {
  const group = 'identity'
  const having = among('identities i', 'i.customer_id', root)
  const valueOf = (kind: Maskable) =>
    asking({ type: 'text', group }, { sql: 'i.value', among: (test) => having(`i.kind = '${kind}' AND ${test}`), contact: kind })
  return [
    ['email', valueOf('email')],
    ['phone', valueOf('phone')],
    ['identities', asking({ type: 'choices', group, choices: oneOf(identityKind.options) }, { sql: 'i.kind', among: having })],
    ['verified', asking({ type: 'boolean', group }, { sql: 'i.verified', among: having })],
  ]
}

function channels(root: string, kinds: string[]): [string, Askable][] {
  const ofThreads = true
  const group = 'channel'
  const talking = among('conversations v', 'v.customer_id', root)
  return [
    ['channels', asking({ type: 'choices', group, of: 'channel', ofThreads }, { sql: 'v.channel_id', among: talking, cast: 'uuid' })],
    ['channel_kinds', asking({ type: 'choices', group, choices: oneOf(kinds), ofThreads }, { sql: 'v.channel_kind', among: talking })],
    ['open_conversation', asking({ type: 'boolean', group, ofThreads }, { sql: `v.status = 'open'`, among: talking })],
    [
      'waiting',
      asking({ type: 'boolean', group, ofThreads }, { sql: `v.status = 'open' AND v.waiting_since IS NOT NULL`, among: talking }),
    ],
  ]
}

function behaviour(root: string): [string, Askable][] {
  const ofThreads = true
  const group = 'behaviour'
  const having = (test: string) => `EXISTS (SELECT FROM customer_stats s WHERE s.customer_id = ${root}.id AND ${test})`
  const number = (sql: string) =>
    asking({ type: 'number', group, operators: ['is', 'is_not', 'less', 'more', 'between'], ofThreads }, { sql, among: having, missing: 0 })
  const moment = (sql: string) => asking({ type: 'time', group, ofThreads }, { sql, among: having })
  const reply = asking({ type: 'number', group, ofThreads }, { sql: 's.reply_seconds / 60.0 / nullif(s.replies, 0)', among: having })
  const mood = (sql: string) => asking({ type: 'number', group: 'sentiment', ofThreads }, { sql, among: having })
  return [
    ['last_seen', asking({ type: 'time', group }, { sql: `${root}.last_seen_at` })],
    ['last_in', moment('s.last_in_at')],
    ['last_out', moment('s.last_out_at')],
    ['messages_in', number('s.messages_in')],
    ['messages_out', number('s.messages_out')],
    ['reply_minutes', reply],
    ['mood', mood('s.mood')],
    ['mood_slope', mood('s.mood_slope')],
  ]
}

/** The latest word on each purpose, on whatever channel; of two at the same time the withdrawal (see `permits.ts`). */
function consents(root: string): [string, Askable][] {
  const later = `(l.at, l.state = 'withdrawn', l.id) > (k.at, k.state = 'withdrawn', k.id)`
  const unless = among('consents l', 'l.customer_id', root, 'n')
  return purpose.options.map((one) => {
    const standing = (test: string) =>
      among('consents k', 'k.customer_id', root)(`k.purpose = '${one}' AND ${test} AND NOT ${unless(`l.purpose = '${one}' AND ${later}`)}`)
    const described = { type: 'choice', group: 'consent', choices: oneOf(['granted', 'withdrawn']) } as const
    return [`consent.${one}`, asking(described, { sql: 'k.state', among: standing })]
  })
}

/** Some row of a table, which names the customer it was written for, belongs to the root or to somebody merged into it. */
function among(table: string, column: string, root: string, member = 'm') {
  return (test: string) =>
    `EXISTS (SELECT FROM customers ${member} JOIN ${table} ON ${column} = ${member}.id WHERE ${member}.root_id = ${root}.id AND ${test})`
}
