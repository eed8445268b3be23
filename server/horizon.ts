import { vitalPool } from './db.ts'
import { withoutValues } from './without-values.ts'

/**
 * Every transaction below this number is over, or runs in another database of the cluster and can write no event of ours. Numbers only grow,
 * so what was once true stays true; see docs/decisions/0011-foreign-transactions.md.
 */
let known = 0n

/** For statements that read events, as a parameter: they may go as far as this, or as far as their own snapshot says. */
export function knownHorizon(): string {
  return known.toString()
}

/** After the connection to the database was lost: it may be another cluster now, with numbers of its own. */
export function forgetHorizon(): void {
  known = 0n
}

type Backend = { pid: number; xid: string; since: string }

/**
 * Looks past transactions of other databases, which readers would otherwise wait for: the oldest that runs in ours, or may, is the new horizon.
 * Answers whether that is further than what PostgreSQL itself says. Who cannot be told (a transaction we may not look into) counts as ours.
 */
export async function raiseHorizon(): Promise<boolean> {
  // Whose transaction one is has to be said twice with the snapshot in between: the two columns of one row are not read at one instant.
  const before = await foreignBackends()
  const { rows } = await vitalPool().query<{ xmin: string; xmax: string; running: string[] }>({
    name: 'horizon-snapshot',
    text: `SELECT pg_snapshot_xmin(s)::text AS xmin, pg_snapshot_xmax(s)::text AS xmax, ARRAY(SELECT x::text FROM pg_snapshot_xip(s) x) AS running
             FROM pg_current_snapshot() s`,
  })
  const after = new Set((await foreignBackends()).map(keyOf))
  const foreign = new Set(before.filter((backend) => after.has(keyOf(backend))).map(({ xid }) => BigInt(xid)))
  const { xmin, xmax, running } = rows[0]!
  const ours = running.map(BigInt).filter((xid) => !foreign.has(xid & shortXid))
  const horizon = ours.reduce((least, xid) => (xid < least ? xid : least), BigInt(xmax))
  if (horizon > known) known = horizon
  return horizon > BigInt(xmin)
}

/** What activity shows of a transaction's number: its last 32 bits. */
const shortXid = 0xffff_ffffn

const keyOf = ({ pid, xid, since }: Backend) => `${pid} ${xid} ${since}`

/** Transactions with a number in other databases. One that is prepared has no process, and the row that names it is read at once. */
async function foreignBackends(): Promise<Backend[]> {
  const { rows } = await vitalPool().query<Backend>({
    name: 'horizon-foreign',
    text: `SELECT pid, backend_xid::text AS xid, backend_start::text AS since FROM pg_stat_activity
            WHERE backend_xid IS NOT NULL AND datid <> (SELECT oid FROM pg_database WHERE datname = current_database())
           UNION ALL SELECT 0, transaction::text, gid FROM pg_prepared_xacts WHERE database <> current_database()`,
  })
  return rows
}

/**
 * The transaction that holds readers back: its process, and for how many seconds it has run (null where our role may not see that); `query` without
 * the values in it.
 */
export type Culprit = { pid: number; application: string; database: string; seconds: number | null; query: string }

/** Whose transaction is the oldest that readers have to wait for; null when there is none. */
export async function oldestTransaction(): Promise<Culprit | null> {
  const { rows } = await vitalPool().query<Culprit>(
    `SELECT pid, application_name AS application, datname AS database, extract(epoch FROM clock_timestamp() - xact_start)::float8 AS seconds, query
       FROM pg_stat_activity WHERE backend_xid IS NOT NULL AND datname = current_database() AND pid <> pg_backend_pid()
      ORDER BY age(backend_xid) DESC LIMIT 1`,
  )
  const [found] = rows
  return found ? { ...found, query: withoutValues(found.query).slice(0, 200) } : null
}
