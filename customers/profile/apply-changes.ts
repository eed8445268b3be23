import type { Customer, FieldState } from '../../contract/customers.ts'
import { audit } from '../../server/audit.ts'
import type { Context } from '../../server/context.ts'
import type { SqlTx } from '../../server/db.ts'
import { changedAll } from '../change.ts'
import { contentOf, isEmpty, isSame, saveProfiles, withContent, type BuiltIn, type Content, type FieldKey } from './profile.ts'
import { shown, showerOf, type Shower } from './shown.ts'
import { byActor, recordAll, type EntryBy, type NewEntry } from '../timeline-entries.ts'

export type NewContent = { key: FieldKey; value: Content }
type Step = NewContent & { before: Content }

/** What to write to one customer, which the transaction has locked. */
export type Plan = { customer: Customer; contents: NewContent[] }
type Planned = { customer: Customer; steps: Step[] }

/**
 * Writes checked contents to a customer the transaction has locked: profile, timeline, audit, event. What is there already stays as it
 * is, with its version; nothing new, nothing written.
 */
export async function applyChanges(
  tx: SqlTx,
  context: Context,
  customer: Customer,
  contents: NewContent[],
  { source = 'person', action = 'customer.update' }: { source?: FieldState['source']; action?: string } = {},
): Promise<Customer> {
  const { customers, audited } = await applyAll(tx, context, [{ customer, contents }], source)
  const [after] = customers
  if (!after) return customer
  await audit(tx, context, { action, target: { type: 'customer', id: customer.id }, ...audited[0] })
  return after
}

/** The same for many, each step with one statement; the audit is the caller's to write. Answers those that changed. */
export async function applyAll(tx: SqlTx, context: Context, plans: Plan[], source: FieldState['source']) {
  const planned = plans.map(stepsOf).filter(({ steps }) => steps.length > 0)
  const by = { source, by: context.actor.type === 'user' ? context.actor.id : null }
  await saveProfiles(
    tx,
    planned.map(({ customer, steps }) => steps.reduce((profile, { key, value }) => withContent(profile, key, value, by), customer)),
  )
  const shower = await showerOf(
    tx.sql,
    planned.flatMap(({ steps }) => steps.flatMap(({ key, before, value }) => [before, value].map((content) => ({ key, content })))),
  )
  const author = byActor(context.actor)
  await recordAll(
    tx,
    planned.flatMap(({ customer, steps }) => steps.flatMap((step) => linesOf(customer.id, step, shower, source, author))),
  )
  const customers = planned.length > 0 ? await changedAll(tx, planned.map(({ customer }) => customer)) : [] // prettier-ignore
  return { customers, audited: planned.map(({ steps }) => sidesOf(steps, shower)) }
}

function stepsOf({ customer, contents }: Plan): Planned {
  const steps = contents.map((one) => ({ ...one, before: contentOf(customer, one.key) }))
  return { customer, steps: steps.filter((step) => !isSame(step.before, step.value)) }
}

/** The log is for ever, so of what tells about a person it holds only whether there was and is something. The timeline says what. */
const ours: ReadonlySet<FieldKey> = new Set(['owner', 'team', 'labels', 'preferences'])

/** What an audit entry says of the steps: before and after by field. */
function sidesOf(steps: Step[], shower: Shower) {
  const told = (key: FieldKey, content: Content) => (ours.has(key) ? shown(shower, key, content) : isEmpty(content) ? null : '•••')
  const side = (of: (step: Step) => Content) => Object.fromEntries(steps.map((step) => [step.key, told(step.key, of(step))]))
  return { before: side((step) => step.before), after: side((step) => step.value) }
}

function linesOf(customerId: string, { key, before, value }: Step, shower: Shower, source: string, by: EntryBy): NewEntry[] {
  if (key === 'labels') return labelLines(customerId, before as BuiltIn['labels'], value as BuiltIn['labels'], shower, by)
  const [from, to] = [shown(shower, key, before), shown(shower, key, value)]
  if (key === 'owner') return [{ customerId, type: 'owner', by, data: { from: from as string | null, to: to as string | null } }]
  return [{ customerId, type: 'change', by, data: { field: key, before: from, after: to, source } }]
}

function labelLines(customerId: string, before: string[], after: string[], { names }: Shower, by: EntryBy): NewEntry[] {
  const line = (labelId: string, added: boolean): NewEntry => ({
    customerId,
    type: 'label',
    by,
    data: { labelId, name: names.get(labelId) ?? '', added },
  })
  return [
    ...after.filter((id) => !before.includes(id)).map((id) => line(id, true)),
    ...before.filter((id) => !after.includes(id)).map((id) => line(id, false)),
  ]
}
