import { createReadStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import type { Context } from '../../server/context.ts'
import { inParser } from '../../server/parsers/pool.ts'
import { batchRows, type Job } from './batch.ts'
import { changeImport, type ImportRow } from './imports.ts'
import { withLocalFile } from './local-file.ts'
import { refuseUnreadable } from './refuse-unreadable.ts'
import { readingOf } from './reading.ts'
import type { Row } from './rows.ts'
import { rowsParser } from './table-parsers.ts'

/** Has an import's file read, says how its rows are understood, and lends them; counts them the first time. */
export async function withRows(
  context: Context,
  row: ImportRow,
  work: (job: Job, rows: AsyncIterable<Row>) => Promise<void>,
): Promise<void> {
  await withLocalFile(row.hash, async (path) => {
    const out = `${path}.rows`
    try {
      const encoding = row.encoding === 'xlsx' ? undefined : row.encoding
      const rows = await inParser(rowsParser, { path, encoding, out }, { key: `workspace:${context.workspaceId}` }).catch(refuseUnreadable)
      const reading = await readingOf(context.sql, row.columns, row.options)
      if (row.rows === null) await context.sqlTransaction((tx) => changeImport(tx, row.id, { rows }))
      await work({ context, row, reading }, rowsIn(out))
    } finally {
      await rm(out, { force: true })
    }
  })
}

async function* rowsIn(path: string): AsyncGenerator<Row> {
  let rest = ''
  for await (const piece of createReadStream(path, { encoding: 'utf8', highWaterMark: 256 * 1024 }) as AsyncIterable<string>) {
    const lines = (rest + piece).split('\n')
    rest = lines.pop()!
    for (const line of lines) yield JSON.parse(line) as Row
  }
}

/** Rows after the first `done`, in batches. */
export async function* batchesOf(rows: AsyncIterable<Row>, done: number): AsyncGenerator<Row[]> {
  let passed = 0
  let batch: Row[] = []
  for await (const row of rows) {
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
