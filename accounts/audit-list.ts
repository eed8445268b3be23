import type { Input, Output } from '../contract/api.ts'
import type { AuditEntry } from '../contract/audit.ts'
import type { Context } from '../server/context.ts'
import { openCursor, sealCursor } from '../server/cursor.ts'

type Query = Input<'audit.list'>
type Row = {
  id: string
  at: string
  actor_type: 'user' | 'system'
  actor_id: string | null
  actor_name: string
  action: string
  target_type: string | null
  target_id: string | null
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
  ip: string
  request_id: string
}

/** Who did what, newest first; filters are bound together. */
export async function listAudit({ sql }: Context, query: Query): Promise<Output<'audit.list'>> {
  const { where, params } = filtersOf(query)
  const rows = await sql<Row>(
    `SELECT id, at, actor_type, actor_id, actor_name, action, target_type, target_id, before, after, ip, request_id FROM audit_entries
      WHERE ${where.join(' AND ')} ORDER BY at DESC, id DESC LIMIT ${query.limit + 1}`,
    params,
  )
  const last = rows.length > query.limit ? rows[query.limit - 1] : undefined
  return { data: rows.slice(0, query.limit).map(toEntry), next: last ? sealCursor('audit', [last.at, last.id]) : null }
}

/** The conditions of a query over the log, and their parameters; `$1` is the workspace. */
function filtersOf(query: Omit<Query, 'limit'>): { where: string[]; params: unknown[] } {
  const params: unknown[] = []
  const param = (value: unknown) => `$${params.push(value) + 1}`
  const where = ['workspace_id = $1']
  if (query.actorId) where.push(`actor_id = ${param(query.actorId)}`)
  if (query.action) where.push(`starts_with(action, ${param(query.action)})`)
  if (query.targetId) where.push(`target_id = ${param(query.targetId)}`)
  if (query.requestId) where.push(`request_id = ${param(query.requestId)}`)
  if (query.from) where.push(`at >= ${param(query.from)}`)
  if (query.to) where.push(`at <= ${param(query.to)}`)
  if (query.cursor) {
    const [at, id] = openCursor<[at: string, id: string]>('audit', query.cursor)
    where.push(`(at, id) < (${param(at)}::timestamptz, ${param(id)}::uuid)`)
  }
  return { where, params }
}

function toEntry(row: Row): AuditEntry {
  return {
    id: row.id,
    at: row.at,
    actor: { type: row.actor_type, id: row.actor_id, name: row.actor_name },
    action: row.action,
    target: row.target_type === null ? null : { type: row.target_type, id: row.target_id },
    before: row.before,
    after: row.after,
    ip: row.ip,
    requestId: row.request_id,
  }
}
