import { importOptions, type ImportOptions } from '../../contract/imports.ts'
import type { Sql } from '../../server/db.ts'
import { findFields } from '../profile/fields.ts'
import { guessDateOrder, guessMapping } from './guess.ts'
import { stillThere } from './reading.ts'
import type { Beginning } from './table-parsers.ts'

/** How many of the first rows are shown. */
const shown = 8

/** The first rows of a file, for a preview. */
export const sampleOf = ({ cells }: Beginning): string[][] => cells.slice(0, shown)

/** What to propose for a file: what was done with the last one of the same columns, else what their names and contents say. */
export async function optionsFor(sql: Sql, { columns, cells }: Beginning): Promise<ImportOptions> {
  const fields = await findFields(sql)
  const [last] = await sql<{ options: ImportOptions }>(
    `SELECT options FROM customer_imports WHERE workspace_id = $1::uuid AND columns = $2::text[] AND status IN ('queued', 'running', 'done', 'undone')
      ORDER BY created_at DESC LIMIT 1`,
    [columns],
  )
  if (last) return stillThere(importOptions.parse({ ...last.options, labelIds: [], ownerId: null }), fields)
  const active = fields.filter(({ archived }) => !archived)
  return importOptions.parse({ mapping: guessMapping(columns, cells, active), dateOrder: guessDateOrder(cells) })
}
