import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { freeAbandonedJobs } from '../../server/abandoned-jobs.ts'
import { pool } from '../../server/db.ts'
import type { Job } from '../../server/feature.ts'
import { enqueue, startQueue, stopQueue } from '../../server/queue.ts'
import { useDatabase } from '../support/database.ts'

useDatabase()
afterEach(stopQueue)

/** A job that notes the ids it ran for. */
function noting(name: string, work: (id: string) => Promise<void> = async () => undefined, more: Partial<Job> = {}) {
  const ran: string[] = []
  const run = async (id: string) => {
    ran.push(id)
    await work(id)
  }
  return { ran, job: { name, run, ...more } satisfies Job }
}

const listens = `datname = current_database() AND query LIKE '%LISTEN bullmq%' AND pid <> pg_backend_pid()`

/** Connections on which a worker listens, or that were last used for it; none on Redis. */
async function listeners(): Promise<number> {
  const { rows } = await pool().query<{ n: number }>(`SELECT count(*)::int AS n FROM pg_stat_activity WHERE ${listens}`)
  return rows[0]!.n
}

describe('the queue', () => {
  it('starts though the database is lost while it does', { timeout: 30_000 }, async () => {
    const { ran, job } = noting('lost-at-start')
    const connect = pool().connect.bind(pool())
    const lost = Object.assign(new Error('terminating connection due to unexpected postmaster exit'), { code: '57P01' })
    let calls = 0
    // The first is for the queue's own tables; then its queue, and its worker.
    const failing = vi.spyOn(pool(), 'connect').mockImplementation((...asked: unknown[]) => {
      // With a callback it is a query's of our own.
      if (asked.length > 0) return connect(...(asked as []))
      return [2, 3, 4].includes((calls += 1)) ? Promise.reject(lost) : connect()
    })
    await startQueue([job], { work: true })
    failing.mockRestore()
    if (!process.env['REDIS_URL']) expect(calls).toBeGreaterThan(4)
    await enqueue('lost-at-start', 'x')
    await vi.waitFor(() => expect(ran).toEqual(['x']), 5000)
  })

  it('runs a job for each id', async () => {
    const { ran, job } = noting('runs-each')
    await startQueue([job], { work: true })
    await Promise.all(['a', 'b', 'c'].map((id) => enqueue('runs-each', id)))
    await vi.waitFor(() => expect([...ran].sort()).toEqual(['a', 'b', 'c']), 5000)
  })

  it('adds no second job while one waits, and one more while one runs', async () => {
    let release = () => undefined as void
    const gate = new Promise<void>((resolve) => (release = resolve))
    const { ran, job } = noting('one-more', () => gate)
    await startQueue([job], { work: true })
    await enqueue('one-more', 'x')
    await vi.waitFor(() => expect(ran).toHaveLength(1), 5000)
    for (let i = 0; i < 5; i++) await enqueue('one-more', 'x')
    release()
    await vi.waitFor(() => expect(ran).toHaveLength(2), 5000)
    await sleep(500)
    expect(ran).toHaveLength(2)
  })

  it('brings a waiting delayed job forward when it is due now', async () => {
    const { ran, job } = noting('forward')
    await startQueue([job], { work: true })
    await enqueue('forward', 'x', { delayMs: 60_000 })
    await sleep(300)
    expect(ran).toEqual([])
    await enqueue('forward', 'x')
    await vi.waitFor(() => expect(ran).toEqual(['x']), 5000)
  })

  it('tries again what failed', async () => {
    let calls = 0
    const { ran, job } = noting('again', async () => {
      if (++calls === 1) throw new Error('not yet')
    })
    await startQueue([job], { work: true })
    await enqueue('again', 'x')
    await vi.waitFor(() => expect(ran).toEqual(['x', 'x']), 8000)
  })

  it('runs a repeated job again and again', async () => {
    const { ran, job } = noting('every', undefined, { every: 300 })
    await startQueue([job], { work: true })
    await vi.waitFor(() => expect(ran.length).toBeGreaterThan(3), 8000)
  })

  it('runs many repeated jobs on one connection, a slow one beside the others and never twice at once', async () => {
    let [atOnce, most] = [0, 0]
    const slow = noting(
      'slow',
      async () => {
        most = Math.max(most, (atOnce += 1))
        await sleep(1_500)
        atOnce -= 1
      },
      { every: 300 },
    )
    const quick = Array.from({ length: 12 }, (_, n) => noting(`quick-${n}`, undefined, { every: 300 }))
    // Of the tests before: they may lie in the pool.
    await pool().query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE ${listens}`)
    await expect.poll(listeners).toBe(0)
    await startQueue([slow.job, ...quick.map(({ job }) => job)], { work: true })
    await vi.waitFor(() => expect(quick.every(({ ran }) => ran.length >= 2) && slow.ran.length >= 2).toBe(true), 20_000)
    expect(most).toBe(1)
    await expect.poll(listeners).toBe(process.env['REDIS_URL'] ? 0 : 1)
  })

  it('does not work when it is told to leave that to others', async () => {
    const { ran, job } = noting('elsewhere')
    await startQueue([job], { work: false })
    await enqueue('elsewhere', 'x')
    await sleep(500)
    expect(ran).toEqual([])
    await stopQueue()
    await startQueue([job], { work: true })
    await vi.waitFor(() => expect(ran).toEqual(['x']), 5000)
  })

  it('goes on after every database connection was cut', async () => {
    const { ran, job } = noting('survives')
    await startQueue([job], { work: true })
    await enqueue('survives', 'before')
    await vi.waitFor(() => expect(ran).toEqual(['before']), 5000)
    await pool().query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    )
    await enqueue('survives', 'after')
    await vi.waitFor(() => expect(ran).toEqual(['before', 'after']), 15_000)
  })

  it('gives on what a dead process with a clock an hour ahead was at, and what waits behind it', { timeout: 60_000 }, async () => {
    if (process.env['REDIS_URL']) return
    const { ran, job } = noting('of-the-dead')
    await startQueue([job], { work: false })
    await enqueue('of-the-dead', 'x')
    const ahead = Date.now() + 3_600_000
    await pool().query(
      `UPDATE bullmq.job SET state = 'active', lock_token = 'its', locked_until_ms = $1, processed_by = 'a process that is gone' WHERE queue = 'of-the-dead'`,
      [ahead],
    )
    await pool().query(`INSERT INTO bullmq.meta (queue, field, value) VALUES ('of-the-dead', 'stalled-check', $1)`, [String(ahead)])
    await stopQueue()
    await startQueue([job], { work: true })
    await enqueue('of-the-dead', 'x')
    // As it was when it was taken from the dead, and once more for what was asked for meanwhile.
    await vi.waitFor(() => expect(ran).toEqual(['x', 'x']), { timeout: 50_000, interval: 200 })
  })

  it('leaves a living process its jobs, however far ahead they are locked', async () => {
    if (process.env['REDIS_URL']) return
    const { job } = noting('of-the-living')
    await startQueue([job], { work: false })
    await enqueue('of-the-living', 'x')
    const ahead = Date.now() + 3_600_000
    await pool().query(
      `INSERT INTO leases (name, holder, until) VALUES ('process/alive', 'alive', clock_timestamp() + interval '1 minute')`,
    )
    await pool().query(
      `UPDATE bullmq.job SET state = 'active', lock_token = 'its', locked_until_ms = $1, processed_by = 'alive' WHERE queue = 'of-the-living'`,
      [ahead],
    )
    expect(await freeAbandonedJobs()).toBe(0)
    await pool().query(`UPDATE leases SET until = clock_timestamp() WHERE name = 'process/alive'`)
    expect(await freeAbandonedJobs()).toBe(1)
    expect(await freeAbandonedJobs()).toBe(0)
  })

  it('refuses a job nobody listed', async () => {
    await startQueue([], { work: true })
    await expect(enqueue('nobody', 'x')).rejects.toThrow('nobody')
  })
})
