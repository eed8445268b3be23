import type { Input, Output } from '../../contract/api.ts'
import type { ImportProblem, ImportProblemGroup } from '../../contract/imports.ts'
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

/** What is wrong, each once, with the values it is about. */
export async function groupProblems(context: Context, { id }: Input<'import.problem-groups'>): Promise<Output<'import.problem-groups'>> {
  await findImport(context, id)
  const data = await context.sql<ImportProblemGroup>(
    `WITH told AS (
       SELECT p ->> 'column' AS "column", p ->> 'message' AS message, p ->> 'level' AS level, (p ->> 'choice')::int AS choice, p ->> 'value' AS value,
              count(*)::int AS rows, min(line) AS "firstLine"
         FROM import_lines CROSS JOIN LATERAL jsonb_array_elements(problems) AS p
        WHERE workspace_id = $1::uuid AND import_id = $2::uuid AND problems IS NOT NULL GROUP BY 1, 2, 3, 4, 5),
     ranked AS (
       SELECT *, row_number() OVER (alike ORDER BY rows DESC, "firstLine") AS rank, sum(rows) OVER alike AS all_rows, count(*) OVER alike AS different
         FROM told WINDOW alike AS (PARTITION BY "column", message, level, choice))
     SELECT "column", message, level, choice, all_rows::int AS rows, different::int,
            jsonb_agg(jsonb_build_object('value', value, 'rows', rows, 'firstLine', "firstLine") ORDER BY rank) AS values
       FROM ranked WHERE rank <= 20 GROUP BY "column", message, level, choice, all_rows, different
      ORDER BY level, all_rows DESC, "column", message LIMIT 100`,
    [id],
  )
  return { data }
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
  const data = shown.flatMap(({ line, problems }) => problems.map((problem) => ({ line, ...problem, choice: problem.choice ?? null })))
  return { data, next: rows.length > limit ? (shown.at(-1)?.line ?? null) : null }
}
