import { v7 } from 'uuid'
import { beforeAll, expect, it } from 'vitest'
import type { Input } from '../../contract/api.ts'
import { listConversations } from '../../inbox/list.ts'
import { contextOf } from '../../server/context.ts'
import { pool, scopedSql, type Sql } from '../../server/db.ts'
import { useDatabase } from '../support/database.ts'

useDatabase()
const workspaceId = v7()
const me = v7()

beforeAll(async () => {
  await pool().query(`INSERT INTO workspaces (id, name) VALUES ($1, 'Ranges')`, [workspaceId])
  await pool().query(`INSERT INTO channels (id, workspace_id, kind, name, config, secrets) VALUES ($1, $1, 'webchat', 'Shop', '{}', '')`, [
    workspaceId,
  ])
  await pool().query(`INSERT INTO customers (id, workspace_id, name) SELECT gen_random_uuid(), $1, 'C' FROM generate_series(1, 6000)`, [
    workspaceId,
  ])
  // The few that are mine or nobody's are the oldest: they lie behind all the others, whichever way the others are walked.
  await pool().query(
    `INSERT INTO conversations (id, workspace_id, channel_id, channel_kind, customer_id, thread_key, last_at, waiting_since, assignee_id)
     SELECT gen_random_uuid(), $1, $1, 'webchat', id, id::text, now() - n * interval '1 s', now() + n * interval '1 s',
            CASE WHEN n > 5800 AND n % 2 = 0 THEN $2::uuid WHEN n <= 5800 THEN gen_random_uuid() END
       FROM (SELECT id, row_number() OVER () AS n FROM customers) AS numbered`,
    [workspaceId, me],
  )
  await pool().query('ANALYZE conversations, customers')
})

type Node = { 'Node Type': string; 'Relation Name'?: string; 'Rows Removed by Filter'?: number; Plans?: Node[] }

/** The plan's nodes of every statement a list runs. */
async function planOf(input: Partial<Input<'conversation.list'>>): Promise<Node[]> {
  const nodes: Node[] = []
  const sql = scopedSql(workspaceId)
  const explained: Sql = async (text, params) => {
    const plans = await sql<{ 'QUERY PLAN': [{ Plan: Node }] }>(`EXPLAIN (ANALYZE, FORMAT JSON) ${text}`, params)
    nodes.push(...flat(plans[0]!['QUERY PLAN'][0].Plan))
    return sql(text, params)
  }
  const context = {
    ...contextOf(workspaceId, { type: 'user', id: me, name: 'Me', role: 'owner', permissions: [], masked: [], scope: 'all', keys: null }),
    sql: explained,
  }
  await listConversations(context, { view: 'all', status: 'open', sort: 'newest', limit: 50, ...input })
  return nodes
}

const flat = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(flat)]

for (const view of ['all', 'mine', 'unassigned'] as const)
  for (const sort of ['newest', 'waiting'] as const)
    it(`reads ${view} by ${sort} as one index range, in order, leaving nothing out`, async () => {
      const nodes = await planOf({ view, sort })
      expect(nodes.map((node) => node['Node Type'])).not.toContain('Sort')
      expect(nodes.map((node) => node['Node Type'])).not.toContain('Seq Scan')
      expect(nodes.map((node) => node['Rows Removed by Filter'] ?? 0)).toEqual(nodes.map(() => 0))
    })
