import { v7 } from 'uuid'
import { beforeAll, expect, it } from 'vitest'
import type { Actor } from '../../contract/can.ts'
import { countConversations, listConversations } from '../../inbox/list.ts'
import { contextOf, type Context } from '../../server/context.ts'
import { pool, scopedSql, transaction, type Sql } from '../../server/db.ts'
import { useDatabase } from '../support/database.ts'

useDatabase()
const workspaceId = v7()
const me = v7()
const team = v7()
/** Somebody with little to do. */
const rare = v7()

beforeAll(async () => {
  await pool().query(`INSERT INTO workspaces (id, name) VALUES ($1, 'Ranges')`, [workspaceId])
  await pool().query(`INSERT INTO channels (id, workspace_id, kind, name, config, secrets) VALUES ($1, $1, 'webchat', 'Shop', '{}', '')`, [
    workspaceId,
  ])
  await pool().query(`INSERT INTO customers (id, workspace_id, name) SELECT gen_random_uuid(), $1, 'C' FROM generate_series(1, 6000)`, [
    workspaceId,
  ])
  // What triggers would keep is written here; row by row into tables the planner knows nothing of, they take minutes.
  await transaction(async (client) => {
    await client.query('SET LOCAL session_replication_role = replica')
    // The few that are mine or nobody's are the oldest: they lie behind all the others, whichever way the others are walked.
    await client.query(
      `INSERT INTO conversations (id, workspace_id, channel_id, channel_kind, customer_id, thread_key, last_at, waiting_since, assignee_id, team_id, access)
       SELECT gen_random_uuid(), $1, $1, 'webchat', id, id::text, now() - n * interval '1 s', now() + n * interval '1 s', assignee, team,
              array_remove(ARRAY[assignee, team], NULL)
         FROM (SELECT id, n, CASE WHEN n % 40 = 0 THEN $4::uuid END AS team,
                      CASE WHEN n > 5800 AND n % 2 = 0 THEN $2::uuid WHEN n IN (700, 3000) THEN $3::uuid WHEN n <= 5800 THEN gen_random_uuid() END AS assignee
                 FROM (SELECT id, row_number() OVER () AS n FROM customers) AS numbered) AS given`,
      [workspaceId, me, rare, team],
    )
  })
  await pool().query('VACUUM (ANALYZE) conversations, customers')
})

type Node = { 'Node Type': string; 'Index Name'?: string; 'Rows Removed by Filter'?: number; Plans?: Node[] }

/** The plan's nodes of every statement that `read` runs, for somebody who sees what names these keys (null: all). */
async function planOf(read: (context: Context) => Promise<unknown>, keys: string[] | null = null): Promise<Node[]> {
  const nodes: Node[] = []
  const sql = scopedSql(workspaceId)
  const explained: Sql = async (text, params) => {
    const plans = await sql<{ 'QUERY PLAN': [{ Plan: Node }] }>(`EXPLAIN (ANALYZE, FORMAT JSON) ${text}`, params)
    nodes.push(...flat(plans[0]!['QUERY PLAN'][0].Plan))
    return sql(text, params)
  }
  const actor: Actor = { type: 'user', id: me, name: 'Me', role: 'owner', permissions: [], masked: [], scope: keys ? 'own' : 'all', keys }
  await read({ ...contextOf(workspaceId, actor), sql: explained })
  return nodes
}

const page = { view: 'all', status: 'open', sort: 'newest', limit: 50 } as const
const flat = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(flat)]

for (const view of ['all', 'mine', 'unassigned'] as const)
  for (const sort of ['newest', 'waiting'] as const)
    it(`reads ${view} by ${sort} as one index range, in order, leaving nothing out`, async () => {
      const nodes = await planOf((context) => listConversations(context, { ...page, view, sort }))
      expect(nodes.map((node) => node['Node Type'])).not.toContain('Sort')
      expect(nodes.map((node) => node['Node Type'])).not.toContain('Seq Scan')
      expect(nodes.map((node) => node['Rows Removed by Filter'] ?? 0)).toEqual(nodes.map(() => 0))
    })

it('reads a team’s inbox in order, leaving nothing out', async () => {
  const nodes = await planOf((context) => listConversations(context, { ...page, teamId: team }))
  expect(nodes.map((node) => node['Index Name'])).toContain('conversations_newest_by_team')
  expect(nodes.map((node) => node['Rows Removed by Filter'] ?? 0)).toEqual(nodes.map(() => 0))
})

it('finds what one may see of the open work by whom it names, however much there is of others', async () => {
  for (const read of [countConversations, (context: Context) => listConversations(context, page)]) {
    const nodes = await planOf(read, [rare])
    expect(nodes.flatMap((node) => node['Index Name'] ?? [])[0]).toMatch(/^conversations_(open_)?access$/)
    expect(Math.max(...nodes.map((node) => node['Rows Removed by Filter'] ?? 0))).toBe(0)
  }
})
