import { v7 } from 'uuid'
import { holds } from '../contract/can.ts'
import type { Input, Output } from '../contract/api.ts'
import type { Condition } from '../contract/conditions.ts'
import type { InboxView } from '../contract/views.ts'
import type { Context } from '../server/context.ts'
import type { SqlTx } from '../server/db.ts'
import { visibleSql } from '../server/visible.ts'
import { fail } from '../server/errors.ts'
import { emit } from '../server/events.ts'
import { countUpTo } from './list.ts'
import { filterSql, whyFiltersBroken } from './conditions.ts'

type Row = { id: string; version: number; name: string; condition: Condition; sort: InboxView['sort']; shared: boolean; owner_id: string }

const toView = ({ owner_id: ownerId, ...row }: Row, broken: string | null = null): InboxView => ({ ...row, broken, ownerId })

const columns = 'id, version, name, condition, sort, shared, owner_id'

/** The person's own views and the shared ones, by name; one that can no longer be asked says why. */
export async function listViews(context: Context): Promise<Output<'view.list'>> {
  const { sql, actor } = context
  const rows = await sql<Row>(
    `SELECT ${columns} FROM inbox_views WHERE workspace_id = $1 AND (shared OR owner_id = $2) ORDER BY lower(name), id LIMIT 500`,
    [actor.type === 'user' ? actor.id : null],
  )
  const broken = await whyFiltersBroken(
    context,
    rows.map(({ condition }) => condition),
  )
  return { data: rows.map((row, n) => toView(row, broken[n])), next: null }
}

/** Keeps a filter as a view; refuses with `invalid` a condition that does not hold together. */
export async function createView(context: Context, input: Input<'view.create'>): Promise<InboxView> {
  const owner = context.actor.type === 'user' ? context.actor.id : fail('forbidden', 'Only a person can keep a view.')
  await assertCompiles(context, input.condition)
  return context.sqlTransaction((tx) =>
    save(
      tx,
      `INSERT INTO inbox_views (id, workspace_id, name, condition, sort, shared, owner_id) VALUES ($2, $1, $3, $4, $5, $6, $7) RETURNING ${columns}`,
      [v7(), input.name, JSON.stringify(input.condition), input.sort, input.shared, owner],
    ),
  )
}

/** Changes a view of the person's own; a shared one also who manages the workspace may change. */
export async function updateView(context: Context, input: Input<'view.update'>): Promise<InboxView> {
  await assertCompiles(context, input.condition)
  return context.sqlTransaction(async (tx) => {
    const before = await lockView(tx, context, input.id)
    // Whoever may not see it any more takes it from their list; its owner hears right after that it is there.
    if (before.shared && !input.shared) await emit(tx, 'view.deleted', { id: input.id, ownerId: before.owner_id, shared: true })
    return save(
      tx,
      `UPDATE inbox_views SET name = $3, condition = $4, sort = $5, shared = $6, version = version + 1
        WHERE workspace_id = $1 AND id = $2 RETURNING ${columns}`,
      [input.id, input.name, JSON.stringify(input.condition), input.sort, input.shared],
    )
  })
}

/** Removes a view, under the same rule. */
export function deleteView(context: Context, { id }: Input<'view.delete'>): Promise<Output<'view.delete'>> {
  return context.sqlTransaction(async (tx) => {
    const { owner_id: ownerId, shared } = await lockView(tx, context, id)
    await tx.sql('DELETE FROM inbox_views WHERE workspace_id = $1 AND id = $2', [id])
    await emit(tx, 'view.deleted', { id, ownerId, shared })
    return {}
  })
}

async function assertCompiles(context: Context, condition: Condition): Promise<void> {
  await filterSql(context, condition, () => '$1')
}

async function lockView(tx: SqlTx, { actor }: Context, id: string): Promise<Row> {
  const [row] = await tx.sql<Row>(`SELECT ${columns} FROM inbox_views WHERE workspace_id = $1 AND id = $2 FOR UPDATE`, [id])
  const own = actor.type === 'user' && row?.owner_id === actor.id
  if (!row || !(own || row.shared)) return fail('not_found', 'This view does not exist (any more).')
  if (!own && !holds(actor, 'workspace.manage')) return fail('forbidden', 'This view is somebody else’s: save it as your own.')
  return row
}

async function save(tx: SqlTx, statement: string, params: unknown[]): Promise<InboxView> {
  const [row] = await tx.sql<Row>(statement, params)
  const view = row ? toView(row) : fail('not_found', 'This view does not exist (any more).')
  await emit(tx, 'view.saved', { view })
  return view
}

/** Up to how many are counted of each, and how long one view may take. */
const [most, longestMs] = [100, 300]

/** How many open conversations each team and each view has, of those the actor may see. */
export async function countSaved(context: Context): Promise<Output<'view.counts'>> {
  const params: unknown[] = []
  const seen = visibleSql(context.actor, 'c.access', (value) => `$${params.push(value) + 1}`)
  const teams = await context.sql<{ id: string; n: number }>(
    `SELECT t.id, (SELECT count(*)::int FROM (SELECT 1 FROM conversations c WHERE c.workspace_id = $1 AND c.team_id = t.id AND c.status = 'open' AND ${seen}
       LIMIT ${most}) AS counted) AS n FROM teams t WHERE t.workspace_id = $1`,
    params,
  )
  const views: { id: string; n: number | null }[] = []
  for (const { id, condition, broken } of (await listViews(context)).data)
    views.push({
      id,
      n: broken === null ? await countUpTo(context, { view: 'all', status: 'open', filter: condition }, most, longestMs) : null,
    })
  return { teams, views }
}
