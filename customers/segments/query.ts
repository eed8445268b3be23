import type { Condition } from '../../contract/conditions.ts'
import type { Param } from '../../server/conditions/catalogue.ts'
import { compile } from '../../server/conditions/compile.ts'
import { termsOf } from '../../server/conditions/terms.ts'
import type { Context } from '../../server/context.ts'
import { visibleSql } from '../../server/visible.ts'
import { customerCatalogue } from './conditions.ts'
import { matchesOf } from './search.ts'
import { findSegment } from './segments.ts'

/** What a list of customers, and everything made from it, is asked for: `contract/customers.ts`, `customerQuery`. */
export type CustomerQuery = { q?: string | undefined; segmentId?: string | undefined; filter?: Condition | undefined }

/** `where`: predicates on a root `c` that all must hold. `matches`: further ones of which any will do; none: all customers. */
export type Narrowed = { where: string; matches: string[] }

/** Whom a query is about, of those who asks may see; refuses a segment there is not, and a condition that cannot be understood. */
export async function narrow(context: Context, { q, segmentId, filter }: CustomerQuery, param: Param): Promise<Narrowed> {
  const typed = q?.replaceAll('\0', '').toWellFormed().trim()
  if (segmentId) await findSegment(context.sql, segmentId)
  const conditions = [...(segmentId ? [{ field: 'segment', op: 'is' as const, value: segmentId }] : []), ...(filter ? [filter] : [])]
  const where = [reachable(context, param), ...(conditions.length > 0 ? [await conditionSql(context, { all: conditions }, param)] : [])]
  return { where: where.join(' AND '), matches: typed ? await matchesOf(context, typed, param) : [] }
}

/** A condition as a predicate on a root `c`, for who asks in `context`. */
export async function conditionSql(context: Context, condition: Condition, param: Param): Promise<string> {
  return compile(condition, await customerCatalogue(context), await termsOf(context, param))
}

/** Roots of the workspace that are people still, and that the actor may see. */
export function reachable({ actor }: Context, param: Param): string {
  return `c.workspace_id = $1::uuid AND c.listed AND ${visibleSql(actor, 'c.access', param)}`
}
