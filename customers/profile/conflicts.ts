import type { Input, Output } from '../../contract/api.ts'
import type { ConflictReview } from '../../contract/consents.ts'
import { audit } from '../../server/audit.ts'
import type { Context } from '../../server/context.ts'
import type { Sql } from '../../server/db.ts'
import { fail } from '../../server/errors.ts'
import { emit } from '../../server/events.ts'
import { visibleSql } from '../../server/visible.ts'
import { applyChanges } from './apply-changes.ts'
import { lockCustomer } from '../change.ts'
import { checkChanges } from './check-changes.ts'
import { seeCustomer } from '../customers.ts'
import type { Content } from './profile.ts'
import { shown, showerOf } from './shown.ts'
import { assertNotErased } from './update.ts'

const most = 200

type ConflictRow = Omit<ConflictReview, 'current' | 'proposed' | 'at'> & { current: Content; proposed: Content; at: Date | string }

/** Disagreements nobody has decided, of one customer or one import or all, oldest first, of the customers the person may see; values as a screen shows them. */
export async function listConflicts(context: Context, { customerId, importId }: Input<'conflict.list'>): Promise<Output<'conflict.list'>> {
  const customer = customerId === undefined ? null : await seeCustomer(context, { id: customerId })
  const params: unknown[] = [customer?.id ?? null, importId ?? null]
  const mine = visibleSql(context.actor, 'r.access', (value) => `$${params.push(value) + 1}`)
  const rows = await context.sql<ConflictRow>(
    `${selectConflicts} WHERE f.workspace_id = $1::uuid AND f.settled_at IS NULL AND ($2::uuid IS NULL OR r.id = $2::uuid)
      AND ($3::uuid IS NULL OR (f.source = 'import' AND f.source_id = $3::uuid)) AND ${mine}
      ORDER BY f.at, f.id LIMIT ${most}`,
    params,
  )
  return { data: await toReviews(context.sql, rows), next: null }
}

/** Ends a disagreement: keeps what there is, or takes what was proposed. The first to decide decides. */
export function settleConflict(context: Context, { id, take }: Input<'conflict.settle'>): Promise<Output<'conflict.settle'>> {
  return context.sqlTransaction(async (tx) => {
    const { customerId } = await findConflict(tx.sql, id)
    const customer = await lockCustomer(tx, context.actor, customerId)
    assertNotErased(customer)
    const { field, proposed } = await markSettled(tx.sql, id)
    const path = 'id'
    const contents = take ? await checkChanges(tx, customer, [{ key: field, value: proposed, base: undefined, path }]) : []
    const after = await applyChanges(tx, context, customer, contents, { action: 'conflict.settle' })
    if (after === customer) await emit(tx, 'customer.noted', { customer })
    if (!take)
      await audit(tx, context, { action: 'conflict.settle', target: { type: 'customer', id: customer.id }, after: { field, take } })
    return {}
  })
}

const selectConflicts = `
  SELECT f.id, r.id AS "customerId", r.name AS "customerName", f.field, f.current, f.proposed, f.source, f.at
    FROM field_conflicts f JOIN customers c ON c.id = f.customer_id JOIN customers r ON r.id = c.root_id`

async function findConflict(sql: Sql, id: string): Promise<ConflictRow> {
  const rows = await sql<ConflictRow>(`${selectConflicts} WHERE f.workspace_id = $1::uuid AND f.id = $2::uuid`, [id])
  return rows[0] ?? fail('not_found', 'There is no such disagreement.')
}

async function markSettled(sql: Sql, id: string): Promise<Pick<ConflictRow, 'field' | 'proposed'>> {
  const rows = await sql<Pick<ConflictRow, 'field' | 'proposed'>>(
    `UPDATE field_conflicts SET settled_at = now() WHERE workspace_id = $1::uuid AND id = $2::uuid AND settled_at IS NULL RETURNING field, proposed`,
    [id],
  )
  return rows[0] ?? fail('conflict', 'Somebody else has decided this already. Look at the profile again.')
}

async function toReviews(sql: Sql, rows: ConflictRow[]): Promise<ConflictReview[]> {
  const shower = await showerOf(
    sql,
    rows.flatMap(({ field: key, current, proposed }) => [current, proposed].map((content) => ({ key, content }))),
  )
  return rows.map((row) => ({
    ...row,
    current: shown(shower, row.field, row.current),
    proposed: shown(shower, row.field, row.proposed),
    at: new Date(row.at).toISOString(),
  }))
}
