import type pg from 'pg'
import { fold } from '../../language/folding.ts'
import type { Context } from '../../server/context.ts'
import { transaction, txOn, type SqlTx } from '../../server/db.ts'
import { inTurn } from '../../server/parsers/in-turn.ts'
import { findCustomers } from '../customers.ts'
import { latestConsent } from '../consent/permits.ts'
import { applyRow, newCustomer, type Before, type Work, type Working } from './apply.ts'
import type { Reading } from './cell.ts'
import type { Draft } from './draft.ts'
import { changeImport, lockImport, type ImportRow } from './imports.ts'
import { labelsNamed } from './labels.ts'
import { place, type Earlier, type Placed } from './place.ts'
import { readRow } from './read-row.ts'
import type { Row } from './rows.ts'
import { writeWork } from './write.ts'

export const batchRows = 500

/** What one row came to, as `import_lines` keeps it. */
export type Line = { draft: Draft; outcome: 'created' | 'updated' | 'skipped' | 'failed'; customerId: string | null; before: Before | null }

/** An import at work: who began it, how its rows are read. */
export type Job = { context: Context; row: ImportRow; reading: Reading }

/** Somebody else claimed an identity or merged a customer between our look and our write: look again. */
class Raced extends Error {}

/**
 * Takes a batch of rows in, in one transaction: customers, their events, what each row did, and how far the import is. Answers the import
 * as it then stands, or null when another process took these rows already. `tell`: let those who watch see how far it is.
 */
export async function takeBatch(job: Job, rows: Row[], { done, tell }: { done: number; tell: boolean }): Promise<ImportRow | null> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await transaction((client) => takeOnce(job, rows, { client, done, tell }))
    } catch (error) {
      if (!(error instanceof Raced) || tries === 20) throw error
    }
  }
}

type Once = { client: pg.PoolClient; done: number; tell: boolean }

async function takeOnce(job: Job, rows: Row[], { client, done, tell }: Once): Promise<ImportRow | null> {
  const tx = txOn(client, job.context.workspaceId)
  const row = await lockImport(tx, job.row.id)
  if (!row || row.status !== 'running' || row.done !== done) return null
  const { placed, work } = await prepare(job, tx, rows)
  await claimIdentities(tx, placed)
  const working = await load(tx, placed, { lock: true })
  const lines = placed.map((one) => lineOf(work, one, working))
  await writeWork(client, job, { work, lines, working: [...working.values()] })
  await changeImport(tx, row.id, counted(row, lines, work), { tell })
  return lockImport(tx, row.id)
}

/** Works a batch out as `takeBatch` does, and leaves everything as it is; `earlier` remembers what rows above would have made. */
export async function tryBatch(job: Job, rows: Row[], earlier: Earlier): Promise<{ lines: Line[]; work: Work }> {
  const { placed, work } = await prepare(job, job.context, rows, earlier)
  const working = await load(job.context, placed, { lock: false })
  return { lines: placed.map((one) => lineOf(work, one, working)), work }
}

type Scoped = Pick<SqlTx, 'sql'>

async function prepare(
  { context, row, reading }: Job,
  tx: Scoped,
  rows: Row[],
  earlier?: Earlier,
): Promise<{ placed: Placed[]; work: Work }> {
  const drafts = await readAll(rows, reading)
  const { labelIds, ownerId, duplicates } = row.options
  const labels = await labelsNamed(tx, drafts.flatMap((draft) => draft.labels), { make: earlier ? null : context }) // prettier-ignore
  const placed = await place(tx.sql, context.actor, drafts, { duplicates, ...(earlier && { earlier }) })
  const keeper = context.actor.type === 'user' && context.actor.keys !== null ? context.actor.id : null
  const work: Work = {
    ...{ importId: row.id, labelIds, ownerId, keeper, labels },
    replaces: duplicates === 'overwrite',
    ...{ notes: [], consents: [], reviews: [] },
  }
  for (const draft of drafts) complainOfLabels(draft, labels)
  return { placed, work }
}

/** Rows may be made to be slow to read; others come in between. */
async function readAll(rows: Row[], reading: Reading): Promise<Draft[]> {
  const drafts: Draft[] = []
  for (const row of rows) drafts.push(await inTurn(async () => readRow(row, reading)))
  return drafts
}

function complainOfLabels(draft: Draft, labels: Map<string, string>): void {
  for (const name of draft.labels.filter((label) => !labels.has(fold(label))))
    draft.problems.push({
      ...{ line: draft.line, column: null, value: name, level: 'warning', choice: null },
      message: 'This label could not be made: the workspace has as many as it can. Remove some, or use another.',
    })
}

/** Comes before any lock on a customer's row, as in `identifyAll`, in the order of the values, so that nobody waits in a circle. */
async function claimIdentities({ sql }: Scoped, placed: Placed[]): Promise<void> {
  const claims = placed.flatMap(({ claims: own, target }) => own.map((one) => ({ ...one, customer_id: target?.id })))
  if (claims.length === 0) return
  const won = await sql(
    `INSERT INTO identities (id, customer_id, workspace_id, kind, value, verified)
     SELECT id, customer_id, $1::uuid, kind, value, false FROM jsonb_to_recordset($2::jsonb) AS c (id uuid, customer_id uuid, kind text, value text)
      ORDER BY kind, value ON CONFLICT (workspace_id, kind, value) DO NOTHING RETURNING id`,
    [JSON.stringify(claims)],
  )
  if (won.length < claims.length) throw new Raced('an identity was claimed meanwhile')
}

/** The customers rows are about, as they are now; with `lock`, nobody else changes them until the transaction ends. */
async function load(tx: Scoped, placed: Placed[], { lock }: { lock: boolean }): Promise<Map<string, Working>> {
  const taken = placed.filter(({ outcome }) => outcome === 'taken')
  const ids = [...new Set(taken.flatMap(({ target }) => (target && !target.isNew ? [target.id] : [])))]
  if (lock) await lockRoots(tx, ids)
  const consents = taken.some(({ draft }) => draft.consent !== null) ? await consentsOf(tx, ids) : new Map<string, string>()
  const working = new Map<string, Working>()
  for (const customer of await findCustomers(tx, ids))
    working.set(customer.id, { before: customer, customer, changed: false, consent: consents.get(customer.id) ?? null, since: null })
  for (const { target, draft } of taken)
    if (target && !working.has(target.id)) {
      const customer = newCustomer(target.id, draft)
      working.set(target.id, { before: target.isNew ? null : customer, customer, changed: false, consent: null, since: null })
    }
  return working
}

async function lockRoots({ sql }: Scoped, ids: string[]): Promise<void> {
  const locked = await sql(
    'SELECT id FROM customers WHERE workspace_id = $1::uuid AND id = ANY ($2::uuid[]) AND root_id = id ORDER BY id FOR NO KEY UPDATE',
    [ids],
  )
  if (locked.length < ids.length) throw new Raced('a customer was merged meanwhile')
}

async function consentsOf({ sql }: Scoped, ids: string[]): Promise<Map<string, string>> {
  const rows = await sql<{ id: string; state: string }>(
    `SELECT r.id, latest.state FROM customers r CROSS JOIN LATERAL (${latestConsent('r.id', `'marketing'`, 's.channel_kind')}) latest
      WHERE r.workspace_id = $1::uuid AND r.id = ANY ($2::uuid[])`,
    [ids],
  )
  return new Map(rows.map(({ id, state }) => [id, state]))
}

function lineOf(work: Work, placed: Placed, working: Map<string, Working>): Line {
  const { draft, outcome, target } = placed
  const one = target ? working.get(target.id) : undefined
  if (outcome !== 'taken' || !one) return { draft, outcome: outcome === 'failed' ? 'failed' : 'skipped', customerId: null, before: null }
  const applied = applyRow(work, placed, one)
  return { draft, ...applied, customerId: one.customer.id }
}

function counted(row: ImportRow, lines: Line[], work: Work) {
  const count = (outcome: Line['outcome']) => row[outcome] + lines.filter((line) => line.outcome === outcome).length
  return {
    done: row.done + lines.length,
    created: count('created'),
    updated: count('updated'),
    skipped: count('skipped'),
    failed: count('failed'),
    conflicts: row.conflicts + work.reviews.length,
  }
}
