import type { Context } from '../../server/context.ts'
import { audit } from '../../server/audit.ts'
import { takeBatch } from './batch.ts'
import { batchesOf, sparingly, withRows } from './file-rows.ts'
import { changeImport, lockImport, type ImportRow } from './imports.ts'
import { currentTime } from '../../server/clock.ts'

/** Takes the file in from where it stands: rows that are in already are passed over, so a crash in the middle changes nothing. */
export async function runImport(context: Context, row: ImportRow): Promise<void> {
  await context.sqlTransaction(async (tx) => {
    const now = await lockImport(tx, row.id)
    if (now?.status === 'queued') await changeImport(tx, row.id, { status: 'running' })
  })
  await withRows(context, row, async (job, all) => {
    let done = row.done
    const tell = sparingly()
    for await (const rows of batchesOf(all, done)) {
      const taken = await takeBatch(job, rows, { done, tell: tell() })
      if (!taken) return
      done = taken.done
    }
    await finish(context, row.id, done)
  })
}

async function finish(context: Context, id: string, done: number): Promise<void> {
  await context.sqlTransaction(async (tx) => {
    const now = await lockImport(tx, id)
    if (now?.status !== 'running' || now.done !== done) return
    const { created, updated, skipped, failed, fileName } = await changeImport(tx, id, {
      status: 'done',
      rows: done,
      finishedAt: currentTime(),
    })
    await audit(tx, context, {
      ...{ action: 'import.finished', target: { type: 'import', id } },
      after: { fileName, created, updated, skipped, failed },
    })
  })
}
