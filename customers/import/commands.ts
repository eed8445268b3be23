import type { Actor } from '../../contract/can.ts'
import type { Input } from '../../contract/api.ts'
import type { CustomerImport, ImportOptions } from '../../contract/imports.ts'
import { audit } from '../../server/audit.ts'
import type { Context } from '../../server/context.ts'
import type { SqlTx } from '../../server/db.ts'
import { fail } from '../../server/errors.ts'
import { maskedFor } from '../../server/mask.ts'
import { inParser } from '../../server/parsers/pool.ts'
import { enqueue } from '../../server/queue.ts'
import { changeImport, findImport, lockImport, type ImportRow } from './imports.ts'
import { withLocalFile } from './local-file.ts'
import { optionsFor, sampleOf } from './options.ts'
import { readingOf } from './reading.ts'
import { refuseUnreadable } from './refuse-unreadable.ts'
import { beginningParser } from './table-parsers.ts'

/** Reads a file's text in another encoding than it seemed to be written in; what its columns are is guessed anew. */
export async function readImport(context: Context, { id, encoding }: Input<'import.read'>): Promise<CustomerImport> {
  const { hash, encoding: before } = await findImport(context, id)
  if (before === 'xlsx') fail('invalid', 'An Excel workbook says itself how its text is written.', { field: 'encoding' })
  const who = { key: `workspace:${context.workspaceId}`, signal: context.gone }
  const table = await withLocalFile(hash, (path) => inParser(beginningParser, { path, encoding }, who).catch(refuseUnreadable))
  return context.sqlTransaction(async (tx) => {
    const row = (await lockImport(tx, id)) ?? fail('not_found', 'There is no such import.')
    assertFresh(row)
    await forgetFindings(tx, id)
    const { columns, encodingGuessed } = table
    const options = await optionsFor(tx.sql, table)
    return changeImport(tx, id, { status: 'uploaded', rows: null, encoding, encodingGuessed, columns, sample: sampleOf(table), options })
  })
}

/** Has the file read through, to say what it would do; changes no customer. */
export function checkImport(context: Context, { id, options }: Input<'import.check'>): Promise<CustomerImport> {
  return begin(context, id, async (tx, row) => {
    assertFresh(row)
    await accept(tx, context, row, options)
    return { status: 'checking', options }
  })
}

/** Has the file taken in, in the background: once, however often it is asked for. */
export function startImport(context: Context, { id, options }: Input<'import.start'>): Promise<CustomerImport> {
  return begin(context, id, async (tx, row) => {
    assertFresh(row)
    await accept(tx, context, row, options)
    await audit(tx, context, { action: 'import.start', target: { type: 'import', id }, after: { fileName: row.fileName, options } })
    return { status: 'queued', options }
  })
}

/** Has an import taken back, in the background; what people changed since stays, and is named. */
export function undoImport(context: Context, { id }: Input<'import.undo'>): Promise<CustomerImport> {
  return begin(context, id, async (tx, row) => {
    if (row.status !== 'done' && !(row.status === 'failed' && row.done > 0))
      fail('conflict', 'Only an import that has ended can be taken back, and only once.')
    await audit(tx, context, { action: 'import.undo', target: { type: 'import', id }, after: { fileName: row.fileName } })
    return { status: 'undoing', reason: null, done: 0, finishedAt: null }
  })
}

type Begin = (tx: SqlTx, row: ImportRow) => Promise<Parameters<typeof changeImport>[2]>

async function begin(context: Context, id: string, decide: Begin): Promise<CustomerImport> {
  await findImport(context, id)
  const begun = await context.sqlTransaction(async (tx) => {
    const row = (await lockImport(tx, id)) ?? fail('not_found', 'There is no such import.')
    return changeImport(tx, id, await decide(tx, row))
  })
  await enqueue('import', id)
  return begun
}

function assertFresh({ status, done }: ImportRow): void {
  const fresh = status === 'uploaded' || status === 'checked' || status === 'checking' || (status === 'failed' && done === 0)
  if (!fresh) fail('conflict', 'This file was taken in already. Send it again to import it once more.')
}

/** Checks what was chosen, and forgets what an earlier check found. */
async function accept(tx: SqlTx, { actor }: Context, { id, columns }: ImportRow, options: ImportOptions): Promise<void> {
  assertSeesContacts(actor)
  await readingOf(tx.sql, columns, options)
  await assertLabels(tx, options.labelIds)
  await assertOwner(tx, options.ownerId)
  await forgetFindings(tx, id)
}

async function forgetFindings(tx: SqlTx, id: string): Promise<void> {
  await tx.sql('DELETE FROM import_lines WHERE workspace_id = $1::uuid AND import_id = $2::uuid', [id])
  await changeImport(tx, id, { ...nothingYet, reason: null, finishedAt: null }, { tell: false })
}

/** Each row asks whether some customer has its name, number or address: more than who sees those in part may ask (`noteLookUps`). */
function assertSeesContacts(actor: Actor): void {
  if (maskedFor(actor).length > 0)
    fail(
      'forbidden',
      'Your role sees contact data only in part, so it cannot match a file by it. Ask somebody who sees it whole to import.',
    )
}

export const nothingYet = { done: 0, created: 0, updated: 0, skipped: 0, failed: 0, conflicts: 0 }

async function assertLabels({ sql }: SqlTx, ids: string[]): Promise<void> {
  const found = await sql('SELECT id FROM labels WHERE workspace_id = $1::uuid AND id = ANY ($2::uuid[])', [ids])
  if (found.length < new Set(ids).size)
    fail('invalid', 'One of the labels does not exist (any more). Choose again.', { field: 'options.labelIds' })
}

async function assertOwner({ sql }: SqlTx, id: string | null): Promise<void> {
  if (id === null) return
  const found = await sql('SELECT id FROM users WHERE workspace_id = $1::uuid AND id = $2::uuid AND disabled_at IS NULL', [id])
  if (found.length === 0) fail('invalid', 'There is no such person in this workspace.', { field: 'options.ownerId' })
}
