import { v7 } from 'uuid'
import { maskContact } from '../contract/mask.ts'
import type { Context } from './context.ts'
import type { Sql } from './db.ts'

export type AuditEntry = {
  /** Named as the endpoint or job that did it. */
  action: string
  target?: { type: string; id: string | null }
  before?: Record<string, unknown>
  after?: Record<string, unknown>
}

/**
 * Writes who did what in the transaction that does it. Phone numbers and mail addresses are written in part, so that the log, which is
 * never erased, holds no customer's; only those of colleagues and our own channels stand in it whole.
 */
export async function audit(tx: { sql: Sql }, context: Context, { action, target, before, after }: AuditEntry): Promise<void> {
  const { actor } = context
  const shown = target && ours.has(target.type) ? whole : inPart
  await tx.sql(
    `INSERT INTO audit_entries (id, workspace_id, actor_type, actor_id, actor_name, action, target_type, target_id, before, after, ip, request_id)
     VALUES ($2::uuid, $1::uuid, $3, $4::uuid, $5, $6, $7, $8, $9::jsonb, $10::jsonb, $11, $12)`,
    [
      v7(),
      actor.type,
      actor.type === 'user' ? actor.id : null,
      actor.name,
      action,
      target?.type ?? null,
      target?.id ?? null,
      before ? shown(before) : null,
      after ? shown(after) : null,
      context.ip,
      context.requestId,
    ],
  )
}

const ours: ReadonlySet<string> = new Set(['user', 'invite', 'workspace', 'channel', 'role', 'team'])

const whole = (values: object): string => JSON.stringify(values)

const inPart = (values: object): string =>
  JSON.stringify(values, (_, value: unknown) => (typeof value === 'string' ? maskContact(value) : value))
