import { isDeepStrictEqual } from 'node:util'
import type { Context } from '../../server/context.ts'
import type { SqlTx } from '../../server/db.ts'
import { tryBatch, type Line } from './batch.ts'
import type { Earlier } from './place.ts'
import { batchesOf, sparingly, withRows } from './file-rows.ts'
import { changeImport, lockImport, type ImportChange, type ImportRow } from './imports.ts'
import { insertLines } from './lines.ts'

/**
 * Reads the file through and says what `runImport` would do, and which rows need a look; no customer changes. Rows further up are known
 * by their identities and names alone, so whether a second row about the same person would change anything is taken for yes.
 */
export async function dryRun(context: Context, row: ImportRow): Promise<void> {
  const earlier: Earlier = new Map()
  const counts = { done: 0, created: 0, updated: 0, skipped: 0, failed: 0, conflicts: 0 }
  await keep(context, row, async (tx) => {
    await tx.sql('DELETE FROM import_lines WHERE workspace_id = $1::uuid AND import_id = $2::uuid', [row.id])
  })
  await withRows(context, row, async (job, all) => {
    const tell = sparingly()
    for await (const rows of batchesOf(all, 0)) {
      const { lines, work } = await tryBatch(job, rows, earlier)
      for (const { outcome } of lines) counts[outcome] += 1
      counts.done += lines.length
      counts.conflicts += work.reviews.length
      const going = await keep(context, row, (tx) => keepFindings(tx, row.id, { lines, counts, tell: tell() }))
      if (!going) return
    }
    await keep(context, row, async (tx) => void (await changeImport(tx, row.id, { ...counts, rows: counts.done, status: 'checked' })))
  })
}

/** Writes only while this is still what was asked for: nobody began the import, or chose anew, meanwhile. */
function keep(context: Context, row: ImportRow, write: (tx: SqlTx) => Promise<void>): Promise<boolean> {
  return context.sqlTransaction(async (tx) => {
    const now = await lockImport(tx, row.id)
    if (now?.status !== 'checking' || !isDeepStrictEqual(now.options, row.options)) return false
    await write(tx)
    return true
  })
}

type Findings = { lines: Line[]; counts: ImportChange; tell: boolean }

async function keepFindings(tx: SqlTx, id: string, { lines, counts, tell }: Findings): Promise<void> {
  const found = lines.filter(({ draft }) => draft.problems.length > 0)
  await insertLines(tx, id, found.map((line) => ({ ...line, customerId: null, before: null }))) // prettier-ignore
  await changeImport(tx, id, counts, { tell })
}
