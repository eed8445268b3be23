import { v7 } from 'uuid'
import { afterEach, expect, test } from 'vitest'
import { pool } from '../../server/db.ts'
import type { Job } from '../../server/feature.ts'
import { processId } from '../../server/leases.ts'
import { startSchedules } from '../../server/schedules.ts'
import { useDatabase } from '../support/database.ts'

useDatabase()

const endings: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of endings.splice(0)) await end()
})

function counting(every: number, work: () => Promise<void> = async () => undefined) {
  const counted = { runs: 0 }
  const job: Job & { every: number } = {
    name: `test.${v7()}`,
    every,
    run: async () => {
      counted.runs += 1
      await work()
    },
  }
  return { job, counted }
}

async function start(...jobs: Job[]): Promise<void> {
  endings.push(await startSchedules(jobs, (job) => job.run('')))
}

const due = (name: string, sql: string) => pool().query(`UPDATE schedules SET due_at = ${sql} WHERE name = $1`, [name])
const rowOf = async (name: string) =>
  (
    await pool().query<{ holder: string | null; ahead: number }>(
      'SELECT holder, extract(epoch FROM due_at - now())::float8 AS ahead FROM schedules WHERE name = $1',
      [name],
    )
  ).rows[0]

test('what repeats runs at once when it is new, and then when its time has come', async () => {
  const { job, counted } = counting(3_600_000)
  await start(job)
  await expect.poll(() => counted.runs).toBe(1)
  await expect.poll(async () => (await rowOf(job.name))?.holder).toBeNull()
  expect((await rowOf(job.name))!.ahead).toBeGreaterThan(3_500)
  await due(job.name, `now() - interval '5 minutes'`)
  await expect.poll(() => counted.runs).toBe(2)
})

test('a schedule far ahead, as a clock that was wrong left it, is put right', async () => {
  const { job, counted } = counting(60_000)
  await pool().query(`INSERT INTO schedules (name, due_at) VALUES ($1, now() + interval '10 years')`, [job.name])
  await start(job)
  await expect.poll(() => counted.runs).toBe(1)
  await expect.poll(async () => (await rowOf(job.name))?.holder).toBeNull()
  expect((await rowOf(job.name))!.ahead).toBeLessThan(61)
})

test('one that a living process runs is left to it; one whose process is gone is begun anew', async () => {
  const { job, counted } = counting(3_600_000)
  await pool().query(`INSERT INTO leases (name, holder, until) VALUES ('process/other', 'other', now() + interval '1 hour')`)
  await pool().query(`INSERT INTO schedules (name, due_at, holder) VALUES ($1, now() - interval '1 minute', 'other')`, [job.name])
  const second = counting(3_600_000)
  await start(job, second.job)
  await expect.poll(() => second.counted.runs).toBe(1)
  expect(counted.runs).toBe(0)
  await pool().query(`DELETE FROM leases WHERE name = 'process/other'`)
  await expect.poll(() => counted.runs).toBe(1)
})

test('one that fails is tried again soon, and then runs as it should', async () => {
  let fails = 2
  const { job, counted } = counting(3_600_000, async () => {
    if (fails-- > 0) throw new Error('not yet')
  })
  await start(job)
  await expect.poll(() => counted.runs, { timeout: 20_000 }).toBe(3)
  await expect.poll(async () => (await rowOf(job.name))!.ahead).toBeGreaterThan(3_500)
})

test('a stop waits for what runs', async () => {
  let ended = false
  let release = () => undefined as void
  const gate = new Promise<void>((resolve) => (release = resolve))
  const { job, counted } = counting(3_600_000, async () => {
    await gate
    ended = true
  })
  const stop = await startSchedules([job], (one) => one.run(''))
  await expect.poll(() => counted.runs).toBe(1)
  expect((await rowOf(job.name))!.holder).toBe(processId)
  const stopping = stop()
  release()
  await stopping
  expect(ended).toBe(true)
})
