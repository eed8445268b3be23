import type { Context } from '../../server/context.ts'
import { audit } from '../../server/audit.ts'
import type { SqlTx } from '../../server/db.ts'
import type { Before } from './apply.ts'
import { batchRows } from './batch.ts'
import { sparingly } from './file-rows.ts'
import { changeImport, lockImport, type ImportRow } from './imports.ts'
import { removeUntouched } from './remove.ts'
import { restore } from './restore.ts'
import { currentTime } from '../../server/clock.ts'

/** A row to take back. `kept`: what of it stays, in words for a person. */
export type Undone = { line: number; outcome: 'created' | 'updated'; customerId: string; before: Before; kept: string[] }

/**
 * Takes back what an import did, last row first, a batch in a transaction: customers it made are removed where nobody has had to do with
 * them since, former values come back where nobody changed them since. What stays is said on its row.
 */
export async function takeBack(context: Context, row: ImportRow): Promise<void> {
  const tell = sparingly()
  while (await takeBackSome(context, row.id, tell()));
  await context.sqlTransaction(async (tx) => {
    const now = await lockImport(tx, row.id)
    if (now?.status !== 'undoing') return
    const kept = await countKept(tx, row.id)
    await changeImport(tx, row.id, { status: 'undone', finishedAt: currentTime(), reason: kept > 0 ? `Of this import, ${kept} rows were kept at least in part, because somebody worked on them since. They are listed below.` : null }) // prettier-ignore
    await audit(tx, context, { action: 'import.undone', target: { type: 'import', id: row.id }, after: { fileName: row.fileName, kept } })
  })
}

async function countKept({ sql }: SqlTx, id: string): Promise<number> {
  const [row] = await sql<{ kept: number }>(
    `SELECT count(*)::int AS kept FROM import_lines WHERE workspace_id = $1::uuid AND import_id = $2::uuid AND outcome = 'kept'`,
    [id],
  )
  return row?.kept ?? 0
}

async function takeBackSome(context: Context, id: string, tell: boolean): Promise<boolean> {
  return context.sqlTransaction(async (tx) => {
    const row = await lockImport(tx, id)
    if (row?.status !== 'undoing') return false
    const lines = await nextLines(tx, id)
    if (lines.length === 0) return false
    await lockCustomers(tx, lines)
    await restore(tx, id, lines.filter(({ outcome }) => outcome === 'updated')) // prettier-ignore
    await removeUntouched(tx, id, lines.filter(({ outcome }) => outcome === 'created')) // prettier-ignore
    await settle(tx, id, lines)
    await changeImport(tx, id, { done: row.done + lines.length }, { tell })
    return true
  })
}

/** The last rows not yet taken back. One customer's rows may lie far apart: made first, it goes last. */
async function nextLines({ sql }: SqlTx, id: string): Promise<Undone[]> {
  const rows = await sql<Omit<Undone, 'kept'>>(
    `SELECT line, outcome, customer_id AS "customerId", before FROM import_lines
      WHERE workspace_id = $1::uuid AND import_id = $2::uuid AND outcome IN ('created', 'updated') ORDER BY line DESC LIMIT $3::int`,
    [id, batchRows],
  )
  return rows.map((row) => ({ ...row, kept: [] }))
}

async function lockCustomers({ sql }: SqlTx, lines: Undone[]): Promise<void> {
  await sql('SELECT id FROM customers WHERE workspace_id = $1::uuid AND id = ANY ($2::uuid[]) ORDER BY id FOR UPDATE', [
    lines.map(({ customerId }) => customerId),
  ])
}

async function settle({ sql }: SqlTx, id: string, lines: Undone[]): Promise<void> {
  const rows = lines.map(({ line, kept }) => ({
    ...{ line, outcome: kept.length > 0 ? 'kept' : 'undone' },
    problems: kept.length > 0 ? kept.map((message) => ({ column: null, value: '', message, level: 'warning' })) : null,
  }))
  await sql(
    `UPDATE import_lines l SET outcome = u.outcome, problems = u.problems, before = NULL
       FROM jsonb_to_recordset($3::jsonb) AS u (line int, outcome text, problems jsonb)
      WHERE l.workspace_id = $1::uuid AND l.import_id = $2::uuid AND l.line = u.line`,
    [id, JSON.stringify(rows)],
  )
}
