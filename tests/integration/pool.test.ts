import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closePool, openPool, patiently, pool } from '../../server/db.ts'
import { lendingPool } from '../../server/socket-adapter.ts'
import { cloneDatabase, dropDatabase } from '../support/database.ts'

let url = ''
beforeAll(async () => {
  url = await cloneDatabase()
  openPool(url, 3)
})
afterAll(() => dropDatabase(url))

const cut = async (client: pg.PoolClient) => {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
  const ended = new Promise((resolve) => client.once('end', resolve))
  await pool().query('SELECT pg_terminate_backend($1)', [rows[0]!.pid])
  await ended
}

describe('the pool', () => {
  it('has as many places as before after the sockets’ adapter lost its connection often', async () => {
    for (let loss = 0; loss < 4; loss++) await cut(await lendingPool().connect())
    const all = await Promise.all([1, 2, 3].map(() => pool().connect()))
    for (const client of all) client.release()
    expect(all).toHaveLength(3)
  })

  it('keeps nobody waiting for a row that a process locked before it hung', { timeout: 60_000 }, async () => {
    const hung = await pool().connect()
    await hung.query(`BEGIN; INSERT INTO leases (name, holder, until) VALUES ('locked', 'hung', now())`)
    await patiently((client) => client.query(`INSERT INTO leases (name, holder, until) VALUES ('locked', 'next', now())`))
    await expect(hung.query('COMMIT')).rejects.toThrow()
    hung.release(true)
  })

  it('is closed though somebody never gives a connection back, which is torn', async () => {
    const kept = await pool().connect()
    const ended = new Promise((resolve) => kept.once('end', resolve))
    await closePool()
    await ended
  })
})
