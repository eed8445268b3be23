import { fold } from '../../language/folding.ts'
import type { Context } from '../../server/context.ts'
import type { SqlTx } from '../../server/db.ts'
import { lockCustomer } from '../change.ts'
import { labelsNamed } from '../import/labels.ts'
import { applyChanges } from './apply-changes.ts'
import { findLabels } from './labels.ts'
import { reconcile, type Sides } from './reconcile.ts'

/** What somewhere else must add and take away, and what both sides then have, so that the next time tells who changed something. */
type Agreement = { add: string[]; remove: string[]; agreed: string[] }

const mostOfOne = 50

/**
 * Brings a customer's labels and those kept of them somewhere else together (see `reconcile`): writes our side, in the name of the context's
 * actor, and answers what is left to do on the other. Labels we do not have are made. Who was erased keeps nothing.
 */
export function agreeLabels(context: Context, customerId: string, elsewhere: Omit<Sides, 'here'>, longest: number): Promise<Agreement> {
  return context.sqlTransaction(async (tx) => {
    // Before the customer, as whatever makes labels does.
    const known = await labelsNamed(tx, comingOf(elsewhere), { make: context })
    const customer = await lockCustomer(tx, context.actor, customerId)
    if (customer.erased) return { add: [], remove: [], agreed: [] }
    const here = await namesOf(tx, customer.labelIds)
    const { come, go, add, remove } = reconcile({ ...elsewhere, here: [...here.values()] })
    const kept = customer.labelIds.filter((id) => !go.includes(here.get(id) ?? ''))
    const value = [...kept, ...come.flatMap((name) => known.get(fold(name)) ?? [])].slice(0, Math.max(mostOfOne, kept.length))
    const after = await applyChanges(tx, context, customer, [{ key: 'labels', value }], { source: 'channel' })
    const fitting = add.filter((name) => [...name].length <= longest)
    const there = new Set([...elsewhere.there.filter((name) => !remove.includes(name)), ...fitting].map(fold))
    const agreed = [...(await namesOf(tx, after.labelIds)).values()].filter((name) => there.has(fold(name)))
    return { add: fitting, remove, agreed }
  })
}

const comingOf = ({ there, agreed }: Omit<Sides, 'here'>) => reconcile({ here: [], there, agreed }).come

async function namesOf({ sql }: SqlTx, ids: string[]): Promise<Map<string, string>> {
  const labels = await findLabels(sql)
  return new Map(labels.flatMap(({ id, name }) => (ids.includes(id) ? [[id, name] as const] : [])))
}
