import { setTimeout as sleep } from 'node:timers/promises'
import { pool } from './db.ts'
import type { Job } from './feature.ts'
import { processId } from './leases.ts'
import { log } from './log.ts'

type Repeated = Job & { every: number }
type Run = (job: Job) => Promise<void>

/** So many run side by side in one process. */
const atOnce = 4
const longestTickMs = 1_000

/**
 * Runs each job again and again, `every` so many ms after its last end, in one process of the installation at a time and by the database's clock
 * alone: neither a process whose clock is wrong nor one that is set back stops it. One that is due far ahead, as no `every` of today's would have it,
 * runs now. A run that fails is tried again after 1 s, doubling up to `every`; one whose process died is begun anew. Resolves with how to stop, which
 * waits for what runs.
 */
export async function startSchedules(jobs: Job[], run: Run): Promise<() => Promise<void>> {
  const repeated = jobs.filter((job): job is Repeated => job.every !== undefined)
  const stop = new AbortController()
  const ended = repeated.length > 0 ? follow(repeated, run, stop.signal) : Promise.resolve()
  return async () => {
    stop.abort()
    await ended
  }
}

async function follow(jobs: Repeated[], run: Run, signal: AbortSignal): Promise<void> {
  const tick = Math.min(longestTickMs, ...jobs.map(({ every }) => every / 2))
  const running = new Map<string, Promise<void>>()
  const failures = new Map<string, number>()
  while (!signal.aborted) {
    try {
      for (const job of await claim(
        jobs.filter(({ name }) => !running.has(name)),
        atOnce - running.size,
      ))
        running.set(
          job.name,
          runOnce(job, run, failures).finally(() => running.delete(job.name)),
        )
    } catch (error) {
      log.warn({ error: (error as Error).message }, 'what repeats could not be looked up; trying again')
    }
    await sleep(tick, undefined, { signal }).catch(() => undefined)
  }
  await Promise.all(running.values())
}

/** Takes what is due, at most `most`, that no living process runs. */
async function claim(jobs: Repeated[], most: number): Promise<Repeated[]> {
  if (most <= 0 || jobs.length === 0) return []
  const { rows } = await pool().query<{ name: string }>({
    name: 'schedules-claim',
    text: `WITH wanted AS (SELECT * FROM unnest($1::text[], $2::float8[]) AS w (name, every)),
                made AS (INSERT INTO schedules (name) SELECT name FROM wanted ORDER BY name ON CONFLICT DO NOTHING),
                due AS (SELECT s.name FROM schedules s JOIN wanted w USING (name)
                         WHERE (s.due_at <= clock_timestamp() OR s.due_at > clock_timestamp() + (w.every + 1000) * interval '1 ms')
                           AND (s.holder IS NULL OR s.holder = $3
                                OR NOT EXISTS (SELECT 1 FROM leases l WHERE l.name = 'process/' || s.holder AND l.until > clock_timestamp()))
                         ORDER BY s.due_at LIMIT $4 FOR UPDATE OF s SKIP LOCKED)
           UPDATE schedules SET holder = $3 FROM due WHERE schedules.name = due.name RETURNING schedules.name`,
    values: [jobs.map(({ name }) => name), jobs.map(({ every }) => every), processId, most],
  })
  return rows.flatMap(({ name }) => jobs.find((job) => job.name === name) ?? [])
}

async function runOnce(job: Repeated, run: Run, failures: Map<string, number>): Promise<void> {
  const failed = await run(job).then(
    () => false,
    () => true,
  )
  const before = failures.get(job.name) ?? 0
  failures.set(job.name, failed ? before + 1 : 0)
  await giveBack(job.name, failed ? Math.min(job.every, 1_000 * 2 ** before) : job.every)
}

/** Without an answer it stays ours, and is claimed by us again. */
async function giveBack(name: string, ms: number): Promise<void> {
  await pool()
    .query(`UPDATE schedules SET holder = NULL, due_at = clock_timestamp() + $3 * interval '1 ms' WHERE name = $1 AND holder = $2`, [
      name,
      processId,
      ms,
    ])
    .catch((error: Error) => log.warn({ job: name, error: error.message }, 'the end of what repeats could not be written down'))
}
