import { quietTransaction, txOn, type Sql } from './db.ts'

/** What PostgreSQL says of a statement it gave up because its time was over. */
const cancelled = '57014'

/**
 * What a page costs that is not the next one. PostgreSQL expects disks that turn, and would rather read a whole table than a few thousand
 * rows of it by an index.
 */
const randomPage = 1.1

/**
 * Runs reading statements of a workspace that together should take no longer than `ms`; undefined when one did, and the database has
 * let go of it.
 */
export async function withinBudget<T>(workspaceId: string, ms: number, read: (sql: Sql) => Promise<T>): Promise<T | undefined> {
  try {
    return await quietTransaction(async (client) => {
      await client.query(`SET LOCAL statement_timeout = ${Math.max(1, Math.round(ms))}; SET LOCAL random_page_cost = ${randomPage}`)
      return read(txOn(client, workspaceId).sql)
    })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === cancelled) return undefined
    throw error
  }
}
