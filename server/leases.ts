import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { databaseAway } from './database-watch.ts'
import { vitalPool } from './db.ts'
import { log } from './log.ts'
import { metrics } from './metrics.ts'
import { within } from './within.ts'

/** This process, for as long as it lives: the holder of its leases. */
export const processId: string = randomUUID()

// A dead holder's lease ends after 12 s and is asked for every 2.5 s: taken over within 15 s.
const heldMs = 12_000
const renewMs = 3000
const askMs = 2500
// Our own clock decides when we may no longer believe we hold it, well before the database lets another have it.
const trustMs = 9000

/** Acts while it holds the lease; must return soon after its signal aborts. */
type Holder = (signal: AbortSignal) => Promise<void>

/**
 * Runs `run` in one process of the installation at a time, until `signal` aborts: takes the lease `name`, renews it, gives it back at the
 * end. When it can no longer be sure to hold it, it aborts `run`'s signal and asks again. A `run` that throws is logged and started again
 * after 1 s, doubling up to 30 s; one that returns is done with, and so is `holdLease`. `holder` is another than this process in tests only.
 */
export async function holdLease(name: string, signal: AbortSignal, run: Holder, holder = processId): Promise<void> {
  for (let pause = 1000; !signal.aborted;) {
    if ((await acquire(name, holder)) !== 'held') {
      await rest(askMs, signal)
      continue
    }
    const started = performance.now()
    const end = await runHeld({ name, holder }, signal, run)
    if (end === 'done') return
    if (performance.now() - started > 60_000) pause = 1000
    if (end === 'failed') await rest(pause, signal)
    if (end === 'failed') pause = Math.min(pause * 2, 30_000)
  }
}

/**
 * Keeps the lease `process/<processId>` alive until `signal` aborts, so that others see this process is. Resolves once it is seen,
 * with the promise of its end.
 */
export function heartbeat(signal: AbortSignal): Promise<{ ended: Promise<void> }> {
  return new Promise((resolve) => {
    const ended = holdLease(`process/${processId}`, signal, async (held) => {
      resolve({ ended })
      await vitalPool().query(`DELETE FROM leases WHERE until < clock_timestamp() - interval '1 day'`)
      for (; !held.aborted; await rest(renewMs, held)) await shorten()
    })
  })
}

/** Which of these process ids belong to a process that is gone: it has no live lease, and is not this one. */
export async function deadProcesses(ids: string[]): Promise<string[]> {
  const { rows } = await vitalPool().query<{ id: string }>(
    `SELECT id FROM unnest($1::text[]) AS id
     WHERE id <> $2 AND NOT EXISTS (SELECT 1 FROM leases WHERE name = 'process/' || id AND until > clock_timestamp())`,
    [ids, processId],
  )
  return rows.map((row) => row.id)
}

/** Which of these leases nobody holds now. */
export async function unheldLeases(names: string[]): Promise<string[]> {
  const { rows } = await vitalPool().query<{ name: string }>(
    `SELECT wanted.name FROM unnest($1::text[]) AS wanted (name)
     WHERE NOT EXISTS (SELECT 1 FROM leases WHERE leases.name = wanted.name AND until > clock_timestamp()) ORDER BY 1`,
    [names],
  )
  return rows.map((row) => row.name)
}

/**
 * A lease that ends later than any can be given was given before the database's clock was set back: from here on it has its usual time, in which
 * a living holder renews it and a dead one's runs out.
 */
async function shorten(): Promise<void> {
  await vitalPool()
    .query(
      `UPDATE leases SET until = clock_timestamp() + $1 * interval '1 ms' WHERE until > clock_timestamp() + 2 * $1 * interval '1 ms'`,
      [heldMs],
    )
    .catch((error: Error) => log.debug({ error: error.message }, 'nobody could look for leases of another time'))
}

type Lease = { name: string; holder: string }

// The database's clock alone decides who holds: processes' clocks may differ by hours.
async function acquire(name: string, holder: string): Promise<'held' | 'taken' | 'unknown'> {
  try {
    const asking = vitalPool().query(
      `INSERT INTO leases (name, holder, until) VALUES ($1, $2, clock_timestamp() + $3 * interval '1 ms')
       ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
       WHERE leases.holder = excluded.holder OR leases.until < clock_timestamp()`,
      [name, holder, heldMs],
    )
    const { rowCount } = await within(4000, asking)
    return rowCount === 1 ? 'held' : 'taken'
  } catch (error) {
    log.warn({ lease: name, error: (error as Error).message }, 'a lease could not be asked for; trying again')
    return 'unknown'
  }
}

async function runHeld(lease: Lease, signal: AbortSignal, run: Holder): Promise<'done' | 'failed' | 'lost'> {
  const lost = new AbortController()
  const finished = new AbortController()
  const stop = AbortSignal.any([signal, lost.signal])
  const renewing = renew(lease, lost, AbortSignal.any([lost.signal, finished.signal]))
  let end: 'done' | 'failed' = 'done'
  try {
    // It may have been told to stop while the lease was asked for.
    if (!stop.aborted) await run(stop)
  } catch (error) {
    end = 'failed'
    const level = databaseAway() === null ? 'error' : 'debug'
    if (!stop.aborted) log[level]({ lease: lease.name, err: error }, 'a task of one process failed and will be started again')
  }
  finished.abort()
  await renewing
  await release(lease)
  return lost.signal.aborted ? 'lost' : end
}

// Goes on after the stop signal until `run` has wound down: nobody else may start while it still does.
async function renew({ name, holder }: Lease, lost: AbortController, until: AbortSignal): Promise<void> {
  let renewed = performance.now()
  const lose = () => {
    metrics.leaseLosses.inc()
    log.warn({ lease: name }, 'a lease was lost')
    lost.abort()
  }
  const doubt = setInterval(() => {
    if (!until.aborted && performance.now() - renewed > trustMs) lose()
  }, 500)
  for (await rest(renewMs, until); !until.aborted; await rest(renewMs, until)) {
    const asked = performance.now()
    const answer = await acquire(name, holder)
    if (answer === 'held') renewed = asked
    if (answer === 'taken' && !until.aborted) lose()
  }
  clearInterval(doubt)
}

async function release({ name, holder }: Lease): Promise<void> {
  try {
    await vitalPool().query('DELETE FROM leases WHERE name = $1 AND holder = $2', [name, holder])
  } catch (error) {
    log.warn({ lease: name, error: (error as Error).message }, 'a lease could not be given back; it runs out by itself')
  }
}

function rest(ms: number, signal: AbortSignal): Promise<void> {
  return sleep(ms, undefined, { signal }).catch(() => undefined)
}

/** Ends every lease at once: only for a process that knows no other one is alive, so that it need not wait for a dead one's to run out. */
export async function dropLeases(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ made: boolean }>(`SELECT to_regclass('public.leases') IS NOT NULL AS made`)
  if (rows[0]?.made) await client.query('DELETE FROM leases')
}
