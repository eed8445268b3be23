import { pool } from '../server/db.ts'

/**
 * Runs `work` unless some process runs work of this name; answers whether it did. The lock ends with the connection, so a dead process keeps
 * nobody waiting.
 */
export async function alone(name: string, work: () => Promise<void>): Promise<boolean> {
  const client = await pool().connect()
  const key = [name]
  let broken: Error | undefined
  try {
    const { rows } = await client.query<{ held: boolean }>('SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS held', key)
    if (!rows[0]?.held) return false
    await work().finally(() =>
      client.query('SELECT pg_advisory_unlock(hashtextextended($1, 0))', key).catch((error: Error) => {
        broken = error
      }),
    )
    return true
  } finally {
    client.release(broken)
  }
}
