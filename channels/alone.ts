import type pg from 'pg'
import { pool } from '../server/db.ts'

/**
 * Runs `work` unless some process runs work of this name; answers whether it did. The lock ends with the connection, so a dead process keeps
 * nobody waiting.
 */
export function alone(name: string, work: () => Promise<void>): Promise<boolean> {
  return withConnection(async (client) => {
    const { rows } = await client.query<{ held: boolean }>('SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS held', [name])
    if (!rows[0]?.held) return false
    await work().finally(() => unlock(client, name))
    return true
  })
}

/** Runs `work` once no process runs work of this name. */
export function inTurn<T>(name: string, work: () => Promise<T>): Promise<T> {
  return withConnection(async (client) => {
    await client.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [name])
    return work().finally(() => unlock(client, name))
  })
}

async function withConnection<T>(use: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool().connect()
  // One that may still hold the lock is not used again.
  let broken = true
  try {
    const result = await use(client)
    broken = false
    return result
  } finally {
    client.release(broken)
  }
}

async function unlock(client: pg.PoolClient, name: string): Promise<void> {
  await client.query('SELECT pg_advisory_unlock(hashtextextended($1, 0))', [name])
}
