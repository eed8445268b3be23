import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { pool, transaction } from '../../server/db.ts'
import { deadProcesses, heartbeat, holdLease, processId } from '../../server/leases.ts'
import { aborted } from '../../server/within.ts'
import { useDatabase } from '../support/database.ts'

useDatabase()

let stop = new AbortController()
const running: Promise<unknown>[] = []
afterEach(async () => {
  stop.abort()
  await Promise.all(running.splice(0))
  stop = new AbortController()
})

/** A holder that notes when it begins and ends. */
function contender(name: string, holder: string, signal = stop.signal) {
  const notes: string[] = []
  const work = async (held: AbortSignal) => {
    notes.push('holds')
    await aborted(held)
    notes.push('ends')
  }
  running.push(holdLease(name, signal, work, holder))
  return notes
}

const steal = (name: string) =>
  pool().query(`UPDATE leases SET holder = 'thief', until = clock_timestamp() + interval '1 hour' WHERE name = $1`, [name])

describe('a lease', () => {
  it('has one holder, and passes on when that one stops', async () => {
    const first = new AbortController()
    const a = contender('passes', 'a', first.signal)
    await vi.waitFor(() => expect(a).toEqual(['holds']), 15_000)
    const b = contender('passes', 'b')
    await sleep(1000)
    expect(b).toEqual([])
    first.abort()
    await vi.waitFor(() => expect(b).toEqual(['holds']), 15_000)
    expect(a).toEqual(['holds', 'ends'])
  })

  it('is taken over within 15 s from a holder that died', async () => {
    await pool().query(`INSERT INTO leases (name, holder, until) VALUES ('dead', 'gone', clock_timestamp() + interval '12 s')`)
    const began = Date.now()
    const b = contender('dead', 'b')
    await vi.waitFor(() => expect(b).toEqual(['holds']), 25_000)
    expect(Date.now() - began).toBeGreaterThan(10_000)
    // 15 s by design; a machine with too much to do is given some more.
    expect(Date.now() - began).toBeLessThan(18_000)
  })

  it('ends the work of a holder that lost it', async () => {
    const a = contender('stolen', 'a')
    await vi.waitFor(() => expect(a).toEqual(['holds']), 15_000)
    await steal('stolen')
    await vi.waitFor(() => expect(a).toEqual(['holds', 'ends']), 8000)
  })

  it('outlives a cut of every database connection', async () => {
    const a = contender('cut', 'a')
    await vi.waitFor(() => expect(a).toEqual(['holds']), 15_000)
    await pool().query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    )
    await sleep(4000)
    expect(a).toEqual(['holds'])
    const { rows } = await pool().query(`SELECT until > clock_timestamp() + interval '5 s' AS kept FROM leases WHERE name = 'cut'`)
    expect(rows).toEqual([{ kept: true }])
  })

  it('begins no work that is told to stop while the lease is asked for', async () => {
    const hasty = new AbortController()
    const a = contender('hasty', 'a', hasty.signal)
    hasty.abort()
    await running.at(-1)
    expect(a).toEqual([])
    expect((await pool().query(`SELECT 1 FROM leases WHERE name = 'hasty'`)).rowCount).toBe(0)
  })

  it('starts work again that failed, and not work that is done', async () => {
    let failures = 0
    const failing = async () => {
      if (++failures < 2) throw new Error('a crash')
    }
    await holdLease('again', stop.signal, failing)
    expect(failures).toBe(2)
    expect((await pool().query(`SELECT 1 FROM leases WHERE name = 'again'`)).rowCount).toBe(0)
  })
})

it('ends the work of a holder that hears nothing of the database, before another may have it', { timeout: 60_000 }, async () => {
  const a = contender('deaf', 'a')
  await vi.waitFor(() => expect(a).toEqual(['holds']), 15_000)
  await transaction(async (client) => {
    await client.query('LOCK TABLE leases IN ACCESS EXCLUSIVE MODE')
    await vi.waitFor(() => expect(a).toEqual(['holds', 'ends']), 20_000)
  })
})

it('of a dead holder is taken over though the database’s clock was set back an hour since it was given, and living ones stay', async () => {
  const { ended } = await heartbeat(stop.signal)
  running.push(ended)
  const a = contender('kept', 'a')
  await vi.waitFor(() => expect(a).toEqual(['holds']), 15_000)
  const hourAhead = `clock_timestamp() + interval '1 hour'`
  await pool().query(`UPDATE leases SET until = ${hourAhead}`)
  await pool().query(
    `INSERT INTO leases (name, holder, until) VALUES ('left', 'gone', ${hourAhead}), ('process/gone', 'gone', ${hourAhead})`,
  )
  const b = contender('left', 'b')
  contender('kept', 'c')
  await vi.waitFor(() => expect(b).toEqual(['holds']), 40_000)
  await vi.waitFor(async () => expect(await deadProcesses(['gone', processId])).toEqual(['gone']), 20_000)
  expect(a).toEqual(['holds'])
}, 90_000)

describe('a process', () => {
  it('is alive while its heart beats', async () => {
    const { ended } = await heartbeat(stop.signal)
    running.push(ended)
    await pool().query(`INSERT INTO leases (name, holder, until) VALUES ('process/late', 'late', clock_timestamp() - interval '1 s'),
                                                                       ('process/other', 'other', clock_timestamp() + interval '9 s')`)
    expect(await deadProcesses([processId, 'late', 'other', 'never'])).toEqual(['late', 'never'])
  })
})
