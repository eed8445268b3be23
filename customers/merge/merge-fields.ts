import type { Customer, FieldState } from '../../contract/customers.ts'
import { fold } from '../../language/folding.ts'
import { isMadeUp } from '../identity/naming.ts'
import { contentOf, isEmpty, withContent, type Content, type FieldKey } from '../profile/profile.ts'
import { saysTheSame } from '../profile/propose.ts'

/** What a merge gave to a profile: by field key what stood there before, and the labels it added. */
export type Filled = { fields: Record<FieldKey, Given>; labels: string[] }
type Given = { /** Of the field when it was given. */ version: number; before: Content; state: FieldState | null }

/** Which fields and labels a filling is about. */
export type Part = { keys: ReadonlySet<FieldKey>; labels: ReadonlySet<string> }

const builtIn: FieldKey[] = ['name', 'company', 'birthday', 'owner', 'team', 'preferences']

/**
 * Gives `into` what it lacks and `from` has, as far as `part` goes (everything without one). Answers the profile as it then stands, what
 * was given, and the fields in which both say something else.
 */
export function fill(
  into: Customer,
  from: Customer,
  mergeId: string,
  part?: Part,
): { profile: Customer; filled: Filled; disagreeing: FieldKey[] } {
  const by = { source: 'merge', by: mergeId } as const
  const filled: Filled = { fields: {}, labels: [] }
  const disagreeing: FieldKey[] = []
  let profile = into
  for (const key of [...builtIn, ...Object.keys(from.fields)].filter((one) => part?.keys.has(one) ?? true)) {
    const [before, value] = [saidUnder(into, key), saidUnder(from, key)]
    if (isEmpty(value) || agrees(key, before, value)) continue
    if (!isEmpty(before)) disagreeing.push(key)
    else {
      profile = withContent(profile, key, value, by)
      filled.fields[key] = { version: profile.states[key]!.version, before: contentOf(into, key), state: into.states[key] ?? null }
    }
  }
  filled.labels = from.labelIds.filter((label) => !into.labelIds.includes(label) && (part?.labels.has(label) ?? true))
  if (filled.labels.length > 0) profile = withContent(profile, 'labels', [...into.labelIds, ...filled.labels], by)
  return { profile, filled, disagreeing }
}

/** Takes back what a merge gave (of `part`), but for what was changed since; answers the profile, and what was taken back. */
export function giveBack(profile: Customer, filled: Filled, mergeId: string, part?: Part): { profile: Customer; taken: Part } {
  const keys = new Set<FieldKey>()
  let left = profile
  for (const [key, given] of Object.entries(filled.fields)) {
    if (!(part?.keys.has(key) ?? true) || left.states[key]?.version !== given.version) continue
    left = withContent(left, key, given.before, { source: given.state?.source ?? 'merge', by: given.state ? given.state.by : mergeId })
    keys.add(key)
  }
  const labels = new Set(filled.labels.filter((label) => left.labelIds.includes(label) && (part?.labels.has(label) ?? true)))
  const others = left.labelIds.filter((label) => !labels.has(label))
  if (labels.size > 0) left = withContent(left, 'labels', others, { source: 'merge', by: mergeId })
  return { profile: left, taken: { keys, labels } }
}

/** What is written down of a merge after more was given by it, or some of it taken back. */
export function together(before: Filled, more: Filled, taken?: Part): Filled {
  const fields = Object.entries(before.fields).filter(([key]) => !taken?.keys.has(key))
  const labels = before.labels.filter((label) => !taken?.labels.has(label))
  return { fields: { ...Object.fromEntries(fields), ...more.fields }, labels: [...new Set([...labels, ...more.labels])] }
}

/** A name made up from a handle says nothing. */
function saidUnder(customer: Customer, key: FieldKey): Content {
  if (key !== 'name') return contentOf(customer, key)
  return isMadeUp(customer.name, customer.identities) ? null : customer.name
}

function agrees(key: FieldKey, a: Content, b: Content): boolean {
  if (typeof a === 'string' && typeof b === 'string') return fold(a).trim() === fold(b).trim()
  return saysTheSame(key, a, b)
}
