import type { Birthday, Customer } from '../../contract/customers.ts'
import { isMadeUp } from '../identity/naming.ts'
import { normalizeIdentity } from '../identity/normalize.ts'
import { isPhone, type Region } from '../identity/phones.ts'
import { companyKey, mailOf, type Mail } from './contacts.ts'
import { nameTraits, type NameTraits } from './names.ts'

/** What of a customer is compared with others. */
export type Traits = {
  id: string
  name: NameTraits | null
  /** As E.164, of identities and custom fields. */
  phones: string[]
  mails: Mail[]
  /** Phones and mails a channel proved. */
  proven: ReadonlySet<string>
  company: string | null
  birthday: Birthday | null
  /** Proven ids of which a person has one in each place: `kind place` → id. */
  strong: ReadonlyMap<string, string>
  /** Browsers they wrote from. */
  devices: string[]
  /** Customers whose threads theirs named. */
  related: string[]
  /** What a channel proved about other handles of theirs. */
  hints: Hint[]
  /** All their identities, as `handleKey` writes them. */
  handles: ReadonlySet<string>
}

/** A handle that is theirs as well (`same`), or that they have from now on (`moved`), as `handleKey` writes it. */
export type Hint = { meaning: 'same' | 'moved'; value: string; handle: string }

export const handleKey = (kind: string, value: string) => `${kind} ${value}`

/** What stands outside a profile: which custom fields hold contact data, and what conversations tell. */
export type Surroundings = {
  phoneFields: string[]
  mailFields: string[]
  region?: Region
  devices: string[]
  related: string[]
  hints: Hint[]
}

export function traitsOf(customer: Customer, { phoneFields, mailFields, region, devices, related, hints }: Surroundings): Traits {
  const { identities } = customer
  const valuesOf = (kind: 'phone' | 'email', fields: string[]): string[] => [
    ...new Set([
      ...identities.filter((one) => one.kind === kind).map(({ value }) => value),
      ...fields.flatMap((field) => written(customer.fields[field])).map((value) => normalizeIdentity(kind, value, region)),
    ]),
  ]
  return {
    id: customer.id,
    name: isMadeUp(customer.name, identities) ? null : nameTraits(customer.name),
    phones: valuesOf('phone', phoneFields).filter(isPhone),
    mails: valuesOf('email', mailFields)
      .filter((value) => value.includes('@'))
      .map(mailOf),
    proven: new Set(identities.filter(({ verified }) => verified).map(({ value }) => value)),
    company: companyKey(customer.company),
    birthday: customer.birthday,
    strong: strongOf(identities),
    devices: [...new Set([...devices, ...identities.filter(({ kind }) => kind === 'visitor').map(({ value }) => deviceOf(value))])],
    related,
    hints,
    handles: new Set(identities.map(({ kind, value }) => handleKey(kind, value))),
  }
}

const written = (value: unknown): string[] => (typeof value === 'string' && value.trim() !== '' ? [value] : [])

/** A visitor's id is of their browser, whatever comes before it. */
export function deviceOf(value: string): string {
  return value.slice(value.lastIndexOf('/') + 1)
}

const many: ReadonlySet<string> = new Set(['email', 'phone', 'visitor'])

/** Of two different ids in the same place (a WeChat app, a Slack team) at least one is somebody else’s. */
function strongOf(identities: Customer['identities']): Map<string, string> {
  const strong = identities.filter(({ kind, verified }) => verified && !many.has(kind))
  return new Map(strong.map(({ kind, value }) => [`${kind} ${value.slice(0, value.lastIndexOf('/') + 1)}`, value]))
}
