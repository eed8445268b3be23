import type { ImportProblem } from '../../contract/imports.ts'
import type { SqlTx } from '../../server/db.ts'
import type { Line } from './batch.ts'

/** Writes what rows did. A row has one line in an import for ever: a second try to take it in fails here. */
export async function insertLines({ sql }: SqlTx, importId: string, lines: Line[]): Promise<void> {
  const rows = lines.map(({ draft, outcome, customerId, before }) => ({
    ...{ line: draft.line, outcome, customer_id: customerId, before },
    problems: draft.problems.length > 0 ? draft.problems.map(withoutLine) : null,
  }))
  await sql(
    `INSERT INTO import_lines (import_id, line, workspace_id, outcome, customer_id, before, problems)
     SELECT $3::uuid, l.line, $1::uuid, l.outcome, l.customer_id, l.before, l.problems
       FROM jsonb_to_recordset($2::jsonb) AS l (line int, outcome text, customer_id uuid, before jsonb, problems jsonb) RETURNING workspace_id`,
    [JSON.stringify(rows), importId],
  )
}

const withoutLine = ({ column, value, message, level, choice }: ImportProblem) => ({ column, value, message, level, choice })
