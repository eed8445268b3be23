import type { Input, Output } from '../../contract/api.ts'
import type { ImportProblem } from '../../contract/imports.ts'
import type { Context } from '../../server/context.ts'
import { openCursor, sealCursor } from '../../server/cursor.ts'
import type { Sql } from '../../server/db.ts'
import { findImport } from './imports.ts'

/** Rows that need a look, in the file's order; the problems of one row stay together, so a page may be a little longer. */
export async function listProblems(context: Context, { id, cursor, limit }: Input<'import.problems'>): Promise<Output<'import.problems'>> {
  await findImport(context, id)
  const [after] = cursor === undefined ? [0] : openCursor<[line: number]>('problems', cursor)
  const { data, next } = await problemsAfter(context.sql, { id, after, limit })
  return { data, next: next === null ? null : sealCursor('problems', [next]) }
}

/** The problems of the next `limit` rows after a line that have any; `next`: the line to go on after. */
export async function problemsAfter(
  sql: Sql,
  { id, after, limit }: { id: string; after: number; limit: number },
): Promise<{ data: ImportProblem[]; next: number | null }> {
  const rows = await sql<{ line: number; problems: Omit<ImportProblem, 'line'>[] }>(
    `SELECT line, problems FROM import_lines
      WHERE workspace_id = $1::uuid AND import_id = $2::uuid AND line > $3::int AND problems IS NOT NULL ORDER BY line LIMIT $4::int`,
    [id, after, limit + 1],
  )
  const shown = rows.slice(0, limit)
  const data = shown.flatMap(({ line, problems }) => problems.map((problem) => ({ line, ...problem })))
  return { data, next: rows.length > limit ? (shown.at(-1)?.line ?? null) : null }
}
