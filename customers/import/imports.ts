import type { Input, Output } from '../../contract/api.ts'
import type { CustomerImport, ImportOptions } from '../../contract/imports.ts'
import type { Context } from '../../server/context.ts'
import { openCursor, sealCursor } from '../../server/cursor.ts'
import type { Sql } from '../../server/db.ts'
import { fail } from '../../server/errors.ts'
import { emit } from '../../server/events.ts'
import { assertVisible, visibleSql } from '../../server/visible.ts'

type Counts = Pick<CustomerImport, 'rows' | 'done' | 'created' | 'updated' | 'skipped' | 'failed' | 'conflicts'>
export type ImportRow = Omit<CustomerImport, 'by' | 'options'> & {
  hash: string
  options: ImportOptions
  byId: string | null
  byName: string
}

const columns = `id, version, hash, file_name AS "fileName", size, encoding, encoding_guessed AS "encodingGuessed", columns, sample, options, status, rows, done, created, updated, skipped,
  failed, conflicts, reason, by_id AS "byId", by_name AS "byName", created_at AS "createdAt", finished_at AS "finishedAt"`

export function toImport(kept: ImportRow): CustomerImport {
  const { hash: _, byId, byName, ...row } = kept
  return { ...row, by: { id: byId, name: byName } }
}

/** One import whose row nobody else changes until the transaction ends; null when there is none. */
export async function lockImport({ sql }: { sql: Sql }, id: string): Promise<ImportRow | null> {
  const [row] = await sql<ImportRow>(`SELECT ${columns} FROM customer_imports WHERE workspace_id = $1::uuid AND id = $2::uuid FOR UPDATE`, [
    id,
  ])
  return row ?? null
}

/** One import whoever asks may see: their own, and by scope those of people in their teams. A file shows what is in it. */
export async function findImport({ sql, actor }: Pick<Context, 'sql' | 'actor'>, id: string): Promise<ImportRow> {
  const [row] = await sql<ImportRow>(`SELECT ${columns} FROM customer_imports WHERE workspace_id = $1::uuid AND id = $2::uuid`, [id])
  return assertVisible(actor, row && { ...row, access: row.byId === null ? [] : [row.byId] }, 'There is no such import.')
}

export async function getImport(context: Context, { id }: Input<'import.get'>): Promise<Output<'import.get'>> {
  const { access: _, ...row } = { access: null, ...(await findImport(context, id)) }
  return toImport(row)
}

export async function listImports(context: Context, { cursor, limit }: Input<'import.list'>): Promise<Output<'import.list'>> {
  const params: unknown[] = []
  const param = (value: unknown) => `$${params.push(value) + 1}`
  const seen = visibleSql(context.actor, 'ARRAY[by_id]', param)
  const [at, id] = cursor === undefined ? beforeAll : openCursor<typeof beforeAll>('imports', cursor)
  const rows = await context.sql<ImportRow>(
    `SELECT ${columns} FROM customer_imports
      WHERE workspace_id = $1::uuid AND ${seen} AND (created_at, id) < (${param(at)}::timestamptz, ${param(id)}::uuid)
      ORDER BY created_at DESC, id DESC LIMIT ${param(limit + 1)}`,
    params,
  )
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return { data: rows.slice(0, limit).map(toImport), next: last ? sealCursor('imports', [last.createdAt, last.id]) : null }
}

const beforeAll: [at: string, id: string] = ['infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff']

export type ImportChange = Partial<Counts> & {
  status?: CustomerImport['status']
  options?: ImportOptions
  encoding?: CustomerImport['encoding']
  encodingGuessed?: boolean
  columns?: string[]
  sample?: string[][]
  reason?: string | null
  finishedAt?: Date | null
}

const columnOf: Record<keyof ImportChange, string> = {
  rows: 'rows',
  done: 'done',
  created: 'created',
  updated: 'updated',
  skipped: 'skipped',
  failed: 'failed',
  conflicts: 'conflicts',
  status: 'status',
  options: 'options',
  encoding: 'encoding',
  encodingGuessed: 'encoding_guessed',
  columns: 'columns',
  sample: 'sample',
  reason: 'reason',
  finishedAt: 'finished_at',
}

/** Writes how an import stands; with `tell`, those who watch it see it (progress is told about twice a second, not for every batch). */
export async function changeImport(tx: { sql: Sql }, id: string, change: ImportChange, { tell = true } = {}): Promise<CustomerImport> {
  const keys = Object.keys(change) as (keyof ImportChange)[]
  const [row] = await tx.sql<ImportRow>(
    `UPDATE customer_imports SET version = version + 1${keys.map((key, at) => `, ${columnOf[key]} = $${at + 3}`).join('')}
      WHERE workspace_id = $1::uuid AND id = $2::uuid RETURNING ${columns}`,
    [id, ...keys.map((key) => (key === 'options' || key === 'sample' ? JSON.stringify(change[key]) : change[key]))],
  )
  if (!row) return fail('not_found', 'There is no such import.')
  const changed = toImport(row)
  if (tell) await emit(tx, 'import.updated', { import: changed })
  return changed
}
