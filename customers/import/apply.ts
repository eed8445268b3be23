import { v7 } from 'uuid'
import type { Customer, FieldState } from '../../contract/customers.ts'
import { fold } from '../../language/folding.ts'
import { fallbackName } from '../identity/naming.ts'
import { contentOf, isSame, withContent, type Content, type FieldKey } from '../profile/profile.ts'
import { weigh, type Proposal } from '../profile/propose.ts'
import type { Handle } from './draft.ts'
import type { Placed } from './place.ts'
import { currentTime } from '../../server/clock.ts'

/** What undo needs to take a row back; kept in `import_lines.before`. */
export type Before = {
  fields: { key: FieldKey; content: Content; state: FieldState | null }[]
  identityIds: string[]
  consentIds: string[]
  noteIds: string[]
}

export type NewNote = { id: string; customerId: string; text: string }
export type NewConsent = { id: string; customerId: string; state: 'granted' | 'withdrawn' }

/** A customer while a batch is being worked out in memory. */
export type Working = { before: Customer | null; customer: Customer; changed: boolean; consent: string | null; since: string | null }

/** What a batch would write. */
export type Work = {
  importId: string
  /** Whether a value no person entered gives way to the file's. */
  replaces: boolean
  /** For everybody in the file. */
  labelIds: string[]
  ownerId: string | null
  /** Who gets what would belong to nobody: an importer who sees only some customers must not lose sight of these. */
  keeper: string | null
  /** Labels by folded name. */
  labels: Map<string, string>
  notes: NewNote[]
  consents: NewConsent[]
  reviews: { customer: Customer; proposal: Proposal }[]
}

/** Works one placed row into its customer, in memory; answers what it did and what undo needs. */
export function applyRow(work: Work, placed: Placed, working: Working): { outcome: 'created' | 'updated' | 'skipped'; before: Before } {
  const { draft, claims } = placed
  const created = working.before === null && !working.changed
  const before: Before = { fields: [], identityIds: [], consentIds: [], noteIds: [] }
  for (const proposal of proposalsOf(work, placed, working.customer)) propose(work, working, proposal, before)
  if (created && working.customer.ownerId === null && work.keeper !== null)
    propose(work, working, { field: 'owner', value: work.keeper }, before)
  before.identityIds.push(...claims.map(({ id }) => id))
  for (const text of draft.notes) before.noteIds.push(addNote(work, working, text))
  before.consentIds.push(...addConsent(work, placed, working))
  if (draft.since !== null) working.since = draft.since
  if (created) working.changed = true
  const did = [before.fields, before.identityIds, before.noteIds, before.consentIds].some(({ length }) => length > 0)
  working.changed ||= did
  return { outcome: created ? 'created' : did ? 'updated' : 'skipped', before }
}

function proposalsOf(work: Work, { draft }: Placed, customer: Customer): Pick<Proposal, 'field' | 'value'>[] {
  const named = draft.name === null ? [] : [{ field: 'name', value: draft.name }]
  const owned = work.ownerId === null || draft.contents.some(({ key }) => key === 'owner') ? [] : [{ field: 'owner', value: work.ownerId }]
  const labelIds = [...work.labelIds, ...draft.labels.flatMap((name) => work.labels.get(fold(name)) ?? [])]
  const labels = [...new Set([...customer.labelIds, ...labelIds])]
  return [...named, ...draft.contents.map(({ key, value }) => ({ field: key, value })), ...owned, { field: 'labels', value: labels }]
}

function propose(work: Work, working: Working, { field, value }: Pick<Proposal, 'field' | 'value'>, before: Before): void {
  const { customer } = working
  const proposal: Proposal = { field, value, source: 'import', sourceId: work.importId, otherwise: work.replaces ? 'replace' : 'keep' }
  // Labels are only ever added, and a name made up of an address is none: neither disagrees with anybody.
  const agrees = field === 'labels' || (field === 'name' && isNameless(customer))
  const outcome = agrees ? (isSame(contentOf(customer, field), value) ? 'kept' : 'set') : weigh(customer, proposal)
  if (outcome === 'review') work.reviews.push({ customer, proposal })
  if (outcome !== 'set') return
  before.fields.push({ key: field, content: contentOf(customer, field), state: customer.states[field] ?? null })
  working.customer = withContent(customer, field, value, { source: 'import', by: work.importId })
}

function isNameless({ name, states, identities }: Customer): boolean {
  return name === '' || (!states['name'] && identities.some(({ kind, value }) => fallbackName(kind, value) === name))
}

function addNote(work: Work, { customer }: Working, text: string): string {
  const id = v7()
  work.notes.push({ id, customerId: customer.id, text })
  return id
}

/** A file cannot speak against a later “no”: who took consent back is asked anew, not imported. */
function addConsent(work: Work, { draft }: Placed, working: Working): string[] {
  if (draft.consent === null || draft.consent === working.consent) return []
  if (working.consent === 'withdrawn') {
    const message = 'This customer took back their consent, so the file’s was not recorded. Ask them, and record it on the profile.'
    draft.problems.push({ line: draft.line, column: null, value: working.customer.name, message, level: 'warning', choice: null })
    return []
  }
  const id = v7()
  work.consents.push({ id, customerId: working.customer.id, state: draft.consent })
  working.consent = draft.consent
  return [id]
}

/** A customer about to be made of a row; nameless ones are called by their first handle. */
export function newCustomer(id: string, { handles }: { handles: Handle[] }): Customer {
  const [first] = handles
  return {
    id,
    version: 1,
    name: first ? fallbackName(first.kind, first.value) : '',
    identities: first ? [{ id, kind: first.kind, value: first.value, verified: false }] : [],
    company: null,
    birthday: null,
    ownerId: null,
    teamId: null,
    labelIds: [],
    preferences: { channel: null, locale: null },
    fields: {},
    states: {},
    mergedIds: [],
    access: [],
    erased: false,
    createdAt: currentTime().toISOString(),
    lastSeenAt: null,
  }
}
