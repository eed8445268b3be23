import type { Input, Output } from '../../contract/api.ts'
import type { CustomerCount } from '../../contract/customers.ts'
import { withinBudget } from '../../server/budget.ts'
import type { Param } from '../../server/conditions/catalogue.ts'
import type { Context } from '../../server/context.ts'
import { fail } from '../../server/errors.ts'
import { conditionSql, reachable } from './query.ts'

/** Whoever edits a condition waits for the count: so long it may be exact, then a sample has to do. */
const exactMs = 180
const sampleMs = 3_000

/** One customer in so many is in the sample, chosen by a hash of its id; the index `customers_sample` has no others. */
const oneIn = 128
const sampled = `(uuid_hash(c.id) & ${oneIn - 1}) = 0`

/** How many customers, of those the actor may see, a condition holds for: exact if that is quick, else estimated from the sample. */
export async function countCustomers(context: Context, { condition }: Input<'segment.count'>): Promise<Output<'segment.count'>> {
  const values: unknown[] = []
  const param: Param = (value) => `$${values.push(value) + 1}`
  const where = `${reachable(context, param)} AND ${await conditionSql(context, condition, param)}`
  const counted = await countWhere(context, where, values, sampleMs)
  return counted ?? fail('invalid', 'Counting these customers takes too long. Narrow the condition.', { field: 'condition' })
}

/** How many roots `c` a predicate holds for: exact if that is quick, else estimated from the sample, for which there are `ms`; else null. */
export async function countWhere(context: Context, where: string, values: unknown[], ms: number): Promise<CustomerCount | null> {
  const count = (within: string, longest: number) =>
    withinBudget(context.workspaceId, longest, (sql) =>
      sql<{ n: number }>(`SELECT count(*)::int AS n FROM customers c WHERE ${within}`, values),
    )
  const exact = await count(where, exactMs)
  if (exact) return { count: exact[0]?.n ?? 0, exact: true }
  const sample = await count(`${sampled} AND ${where}`, ms)
  return sample ? { count: rounded((sample[0]?.n ?? 0) * oneIn), exact: false } : null
}

/** Two digits are what a sample is good for. */
function rounded(estimate: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, estimate))) - 1)
  return Math.round(estimate / unit) * unit
}
