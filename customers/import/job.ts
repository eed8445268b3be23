import { holds } from '../../contract/can.ts'
import { contextOf, type Context } from '../../server/context.ts'
import { isPassing } from '../../server/away.ts'
import { pool } from '../../server/db.ts'
import { AppError, fail } from '../../server/errors.ts'
import type { Job } from '../../server/feature.ts'
import { actorById } from '../../server/grants.ts'
import { log } from '../../server/log.ts'
import { ParserBusy } from '../../server/parsers/task.ts'
import { enqueue } from '../../server/queue.ts'
import { dryRun } from './dry-run.ts'
import { changeImport, lockImport, type ImportRow } from './imports.ts'
import { runImport } from './run.ts'
import { takeBack } from './take-back.ts'
import { currentTime } from '../../server/clock.ts'

/** What is due for an import, by its status; everything goes on from where the database says it stands. */
export async function importJob(id: string): Promise<void> {
  const found = await load(id)
  if (!found) return
  const { context, row } = found
  try {
    if (row.status === 'checking') await dryRun(context, row)
    if (row.status === 'queued' || row.status === 'running') await runImport(await allowed(context, row), row)
    if (row.status === 'undoing') await takeBack(context, row)
  } catch (error) {
    if (error instanceof ParserBusy || (!(error instanceof AppError) && isPassing(error))) throw error
    if (!(error instanceof AppError)) log.error({ import: id, err: error }, 'an import could not go on')
    const reason =
      error instanceof AppError ? error.message : 'Something in this file could not be taken in, by our own fault. Tell your administrator.'
    await context.sqlTransaction((tx) => changeImport(tx, id, { status: 'failed', reason, finishedAt: currentTime() }))
  }
}

async function load(id: string): Promise<{ context: Context; row: ImportRow } | null> {
  const { rows } = await pool().query<{ workspace_id: string; by_id: string | null }>(
    'SELECT workspace_id, by_id FROM customer_imports WHERE id = $1',
    [id],
  )
  if (!rows[0]) return null
  const actor = rows[0].by_id === null ? null : await actorById(rows[0].by_id)
  const context = contextOf(rows[0].workspace_id, actor ?? { type: 'system', name: 'Parley' })
  const row = await context.sqlTransaction((tx) => lockImport(tx, id))
  return row && { context, row }
}

/** Whoever began it must still be here and allowed to: a file goes in as them, with what they may see. */
async function allowed(context: Context, { byId }: ImportRow): Promise<Context> {
  const active = await context.sql('SELECT id FROM users WHERE workspace_id = $1::uuid AND id = $2::uuid AND disabled_at IS NULL', [byId])
  if (active.length === 0 || !holds(context.actor, 'customer.import'))
    fail('forbidden', 'Whoever began this import may not import any more. Ask somebody who may to send the file again.')
  return context
}

/** Imports that are due though nobody may be at them: a crash between commit and job, a flushed queue. */
export const sweepImports: Job = {
  name: 'import-sweep',
  every: 30_000,
  run: async () => {
    const { rows } = await pool().query<{ id: string }>(
      `SELECT id FROM customer_imports WHERE status IN ('checking', 'queued', 'running', 'undoing') LIMIT 100`,
    )
    for (const { id } of rows) await enqueue('import', id)
  },
}
