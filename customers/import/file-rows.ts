import type { Context } from '../../server/context.ts'
import { batchRows, type Job } from './batch.ts'
import { changeImport, type ImportRow } from './imports.ts'
import { withLocalFile } from './local-file.ts'
import { readingOf } from './reading.ts'
import type { Row } from './rows.ts'
import { openTable, type Table } from './table.ts'

/** Opens an import's file and says how its rows are read; counts them the first time. */
export async function withTable(context: Context, row: ImportRow, work: (job: Job, table: Table) => Promise<void>): Promise<void> {
  await withLocalFile(row.hash, async (path) => {
    const table = await openTable(path)
    const reading = await readingOf(context.sql, row.columns, row.options)
    if (row.rows === null) {
      const rows = await countRows(table)
      await context.sqlTransaction((tx) => changeImport(tx, row.id, { rows }))
    }
    await work({ context, row, reading }, table)
  })
}

async function countRows({ rows }: Table): Promise<number> {
  let count = 0
  for await (const _ of rows()) count += 1
  return count
}

/** The rows of a table after the first `done`, in batches. */
export async function* batchesOf({ rows }: Table, done: number): AsyncGenerator<Row[]> {
  let passed = 0
  let batch: Row[] = []
  for await (const row of rows()) {
    passed += 1
    if (passed <= done) continue
    batch.push(row)
    if (batch.length < batchRows) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

const tellEvery = 500

/** Says yes about twice a second: when those who watch are to be told how far it is. */
export function sparingly(): () => boolean {
  let told = 0
  return () => {
    if (performance.now() - told < tellEvery) return false
    told = performance.now()
    return true
  }
}
