import type { Input, Output } from '../../contract/api.ts'
import type { Customer } from '../../contract/customers.ts'
import type { Evidence, Suggestion } from '../../contract/merges.ts'
import type { Context } from '../../server/context.ts'
import { openCursor, sealCursor } from '../../server/cursor.ts'
import type { Sql } from '../../server/db.ts'
import { fail } from '../../server/errors.ts'
import { visibleSql } from '../../server/visible.ts'
import { selectCustomers, toCustomer, type CustomerRow } from '../customers.ts'
import { visibleRoot } from '../merge/groups.ts'

export type SuggestionRow = Omit<Suggestion, 'a' | 'b' | 'evidence'> & { rootA: string; rootB: string; evidence: Evidence[] }

/** Suggestions `s` with the roots `a` and `b` of the two today: what they are shown as, and by whom they may be seen. */
export const selectSuggestions = `
  SELECT s.id, s.score, s.evidence, s.status, s.created_at AS "createdAt", a.id AS "rootA", b.id AS "rootB"
    FROM suggestions s JOIN customers oa ON oa.id = s.a_id JOIN customers a ON a.id = oa.root_id
                       JOIN customers ob ON ob.id = s.b_id JOIN customers b ON b.id = ob.root_id`

/** Open suggestions, likeliest first, of pairs whoever asks may see both of; with `customerId` those of one customer. */
export async function listSuggestions(context: Context, input: Input<'suggestion.list'>): Promise<Output<'suggestion.list'>> {
  const root = input.customerId === undefined ? null : await visibleRoot(context, context.actor, input.customerId)
  const params: unknown[] = []
  const param = (value: unknown) => `$${params.push(value) + 1}`
  const rows = await context.sql<SuggestionRow>(
    `${selectSuggestions}
      WHERE s.workspace_id = $1 AND s.status = 'open' AND a.id <> b.id AND ${bothVisible(context, param)}
        ${root === null ? '' : `AND ${param(root.id)}::uuid IN (a.id, b.id)`}
        ${input.cursor === undefined ? '' : `AND ${after(input.cursor, param)}`}
      ORDER BY s.score DESC, s.id LIMIT ${param(input.limit + 1)}`,
    params,
  )
  const shown = rows.slice(0, input.limit)
  const last = rows.length > input.limit ? shown.at(-1) : undefined
  return { data: await withCustomers(context, shown), next: last ? sealCursor('duplicates', [last.score, last.id]) : null }
}

/** One suggestion, if both of its customers may be seen; refuses with not_found. */
export async function visibleSuggestion(tx: { sql: Sql }, { actor }: Pick<Context, 'actor'>, id: string): Promise<SuggestionRow> {
  const params: unknown[] = [id]
  const param = (value: unknown) => `$${params.push(value) + 1}`
  const [row] = await tx.sql<SuggestionRow>(
    `${selectSuggestions} WHERE s.workspace_id = $1 AND s.id = $2 AND ${bothVisible({ actor }, param)}`,
    params,
  )
  return row ?? fail('not_found', 'There is no such suggestion in this workspace.')
}

/** The suggestions as they go out, with their customers as they stand. */
export async function withCustomers({ sql }: { sql: Sql }, rows: SuggestionRow[]): Promise<Suggestion[]> {
  if (rows.length === 0) return []
  const found = await sql<CustomerRow>(`${selectCustomers} WHERE c.workspace_id = $1 AND c.id = ANY ($2::uuid[])`, [
    rows.flatMap(({ rootA, rootB }) => [rootA, rootB]),
  ])
  const customers = new Map<string, Customer>(found.map((row) => [row.id, toCustomer(row)]))
  return rows.flatMap(({ rootA, rootB, ...row }) => {
    const [a, b] = [customers.get(rootA), customers.get(rootB)]
    return a && b ? [{ ...row, a, b }] : []
  })
}

function bothVisible({ actor }: Pick<Context, 'actor'>, param: (value: unknown) => string): string {
  return `${visibleSql(actor, 'a.access', param)} AND ${visibleSql(actor, 'b.access', param)}`
}

function after(cursor: string, param: (value: unknown) => string): string {
  const [scorePlace, idPlace] = openCursor<[score: number, id: string]>('duplicates', cursor).map(param)
  return `(s.score < ${scorePlace}::float8 OR s.score = ${scorePlace}::float8 AND s.id > ${idPlace}::uuid)`
}
