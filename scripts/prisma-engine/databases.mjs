// @ts-check
import pg from 'pg'

/** @param {string} url */
export function databaseName(url) {
  return decodeURIComponent(new URL(url).pathname.slice(1))
}

/**
 * The same server, another database. Prisma's own parameter `schema` means nothing to PostgreSQL and is left out.
 * @param {string} url
 * @param {string} name
 */
export function withDatabase(url, name) {
  const changed = new URL(url)
  changed.pathname = `/${encodeURIComponent(name)}`
  changed.searchParams.delete('schema')
  return changed.href
}

/**
 * Runs `work` on one connection to the database of `url`.
 * @template T
 * @param {string} url
 * @param {(client: pg.Client) => Promise<T>} work
 */
export async function withClient(url, work) {
  const client = new pg.Client({ connectionString: withDatabase(url, databaseName(url)) })
  await client.connect()
  return work(client).finally(() => client.end())
}
