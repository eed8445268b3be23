import { AppError } from '../../server/errors.ts'
import { contextOf } from '../../server/context.ts'
import { pool, transaction, txOn, type SqlTx } from '../../server/db.ts'
import type { Job, Subscriber } from '../../server/feature.ts'
import { groupBy } from '../../server/group.ts'
import { log } from '../../server/log.ts'
import { merge } from '../merge/merge.ts'
import { nameTokens } from '../identity/name-tokens.ts'
import { candidatesOf, keepKeys } from './candidates.ts'
import { loadTraits } from './load-traits.ts'
import { keepSuggestions, refusedPairs, undonePairs, type Pair } from './keep-suggestions.ts'
import { judge } from './score.ts'

/** Customers looked at in one transaction. */
const batchSize = 100
/** Batches in one run of the job; the next goes on. */
const batches = 50

/** Whoever changed, or wrote on a new thread, is looked at again. */
export const lookAgain: Subscriber = {
  name: 'customers.look_again',
  events: ['customer.created', 'customer.updated', 'customer.merged', 'customer.unmerged', 'conversation.opened'],
  handle: async ({ sql }, events) => {
    const ids = events.flatMap((event) => {
      if (event.name === 'conversation.opened') return [event.data.conversation.customer.id]
      return 'customer' in event.data ? [event.data.customer.id] : []
    })
    await sql(
      `INSERT INTO duplicate_checks (customer_id, workspace_id) SELECT id, $1 FROM unnest($2::uuid[]) AS c (id) ON CONFLICT (customer_id) DO NOTHING`,
      [ids],
    )
  },
}

/** Compares whoever waits for it; links by itself what is certain, suggests what is likely. */
export const findDuplicates: Job = {
  name: 'customers.find_duplicates',
  every: 5_000,
  run: async () => {
    for (let n = 0; n < batches && (await findSome()) > 0; n++);
  },
}

/** Once a week everybody is looked at again: what is suggested follows what the workspace's names have become. */
export const sweepDuplicates: Job = {
  name: 'customers.sweep_duplicates',
  every: 7 * 24 * 3_600_000,
  run: async () => {
    await pool().query(
      `INSERT INTO duplicate_checks (customer_id, workspace_id) SELECT id, workspace_id FROM customers WHERE root_id = id ON CONFLICT (customer_id) DO NOTHING`,
    )
  },
}

/** While a file is being taken in, those it brings are compared with half of it, and the file has to wait: they are looked at when all are there. */
const atRest = `workspace_id NOT IN (SELECT workspace_id FROM customer_imports WHERE status = 'running')`

/** One batch; answers how many customers it looked at. */
export async function findSome(): Promise<number> {
  const { taken, certain } = await transaction(async (client) => {
    const { rows } = await client.query<{ id: string; workspaceId: string }>(
      `DELETE FROM duplicate_checks WHERE customer_id IN (
         SELECT customer_id FROM duplicate_checks WHERE ${atRest} ORDER BY id LIMIT ${batchSize} FOR UPDATE SKIP LOCKED)
       RETURNING customer_id AS id, workspace_id AS "workspaceId"`,
    )
    const certain: (Pair & { workspaceId: string })[] = []
    for (const [workspaceId, some] of groupBy(rows, (row) => row.workspaceId))
      certain.push(...(await compare(txOn(client, workspaceId), some.map(({ id }) => id))).map((pair) => ({ ...pair, workspaceId }))) // prettier-ignore
    return { taken: rows.length, certain }
  })
  for (const pair of certain) await link(pair)
  return taken
}

/** Keeps the suggestions of these customers as they should stand; answers the pairs that are certain. */
async function compare(tx: SqlTx, ids: string[]): Promise<Pair[]> {
  await tokenize(tx, ids)
  const rootIds = await rootsOf(tx, ids)
  const traits = await loadTraits(tx, rootIds)
  await keepKeys(tx, [...ids, ...rootIds], traits.values())
  const candidates = await candidatesOf(tx, traits)
  const others = await loadTraits(
    tx,
    [...new Set([...candidates.values()].flatMap((one) => one.others))].filter((id) => !traits.has(id)),
  )
  const refused = await refusedPairs(tx, rootIds)
  const pairs = new Map<string, Pair>()
  for (const [id, { others: ids, namesakes }] of candidates)
    for (const otherId of ids) {
      const [aId, bId] = id < otherId ? [id, otherId] : [otherId, id]
      const [a, b] = [traits.get(aId) ?? others.get(aId), traits.get(bId) ?? others.get(bId)]
      if (a && b && !refused.has(`${aId} ${bId}`)) pairs.set(`${aId} ${bId}`, { aId, bId, ...judge(a, b, namesakes) })
    }
  await keepSuggestions(tx, rootIds, [...pairs.values()])
  const undone = await undonePairs(tx, rootIds)
  return [...pairs.entries()].flatMap(([key, pair]) => (pair.automatic && !undone.has(key) ? [pair] : []))
}

async function rootsOf({ sql }: SqlTx, ids: string[]): Promise<string[]> {
  const rows = await sql<{ id: string }>('SELECT DISTINCT root_id AS id FROM customers WHERE workspace_id = $1 AND id = ANY ($2::uuid[])', [
    ids,
  ])
  return rows.map(({ id }) => id)
}

/** Customers of before names had tokens get theirs at their first look. */
async function tokenize({ sql }: SqlTx, ids: string[]): Promise<void> {
  const rows = await sql<{ id: string; name: string }>(
    `SELECT id, name FROM customers WHERE workspace_id = $1 AND id = ANY ($2::uuid[]) AND name_tokens = '{}' ORDER BY id FOR NO KEY UPDATE`,
    [ids],
  )
  const found = rows.map(({ id, name }) => ({ id, tokens: nameTokens(name) })).filter(({ tokens }) => tokens.length > 0)
  await sql(
    `UPDATE customers c SET name_tokens = w.tokens FROM jsonb_to_recordset($2::jsonb) AS w (id uuid, tokens text[])
      WHERE c.workspace_id = $1 AND c.id = w.id`,
    [JSON.stringify(found)],
  )
}

/** The older one stays. Somebody may have merged or erased one of them meanwhile; then there is nothing to do. */
async function link({ workspaceId, aId, bId }: Pair & { workspaceId: string }): Promise<void> {
  const context = contextOf(workspaceId, { type: 'system', name: 'Parley' })
  try {
    await context.sqlTransaction((tx) => merge(tx, context, { intoId: aId, fromId: bId }))
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    log.info({ workspaceId, aId, bId, reason: error.message }, 'two customers could not be linked')
  }
}
