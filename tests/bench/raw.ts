import pg from 'pg'
import { v7 } from 'uuid'

/** What the database alone does at the same pace: latencies in ms of `n` single-row inserts, each its own commit, `perSecond` a second. */
export async function pacedCommits(url: string, n: number, perSecond: number): Promise<number[]> {
  const pool = new pg.Pool({ connectionString: url, max: 16 })
  await pool.query('CREATE TABLE IF NOT EXISTS bare_rows (id uuid PRIMARY KEY, body bytea NOT NULL)')
  const body = Buffer.alloc(300, 'x')
  const start = performance.now()
  const took = await Promise.all(
    Array.from({ length: n }, async (_, i) => {
      const due = start + (i * 1_000) / perSecond
      await new Promise((resolve) => setTimeout(resolve, due - performance.now()))
      await pool.query({ name: 'bare-insert', text: 'INSERT INTO bare_rows VALUES ($1, $2)', values: [v7(), body] })
      return performance.now() - due
    }),
  )
  await pool.end()
  return took
}

/** Latencies in ms of one statement, run `n` times one after the other. */
export async function repeated(client: pg.Client, n: number, query: pg.QueryConfig): Promise<number[]> {
  const took: number[] = []
  for (let i = 0; i < n; i += 1) {
    const start = performance.now()
    await client.query(query)
    took.push(performance.now() - start)
  }
  return took
}
