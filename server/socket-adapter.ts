import { createAdapter as createPostgresAdapter } from '@socket.io/postgres-adapter'
import { createAdapter as createRedisAdapter } from '@socket.io/redis-streams-adapter'
import { Redis } from 'ioredis'
import type pg from 'pg'
import { pool } from './db.ts'
import { env } from './env.ts'
import { log } from './log.ts'

/** How processes pass on what need not be kept: Redis streams where there is Redis, PostgreSQL's NOTIFY without. */
export function socketAdapter(): ReturnType<typeof createPostgresAdapter> | ReturnType<typeof createRedisAdapter> {
  const { REDIS_URL } = env()
  const warn = (error: Error) => log.warn({ error: error.message }, 'processes cannot tell each other who is typing')
  if (REDIS_URL) return createRedisAdapter(new Redis(REDIS_URL, { maxRetriesPerRequest: null }).on('error', warn))
  return createPostgresAdapter(lendingPool() as pg.Pool, { tableName: 'socket_io_attachments', errorHandler: warn })
}

/** Our pool, as the adapter needs it: it forgets a connection that ended without giving it back, which would cost the pool a place each time. */
export function lendingPool(): Pick<pg.Pool, 'connect' | 'query'> {
  const connect = async () => {
    const client = await pool().connect()
    client.once('end', () => client.release(true))
    return client
  }
  return { connect, query: pool().query.bind(pool()) } as Pick<pg.Pool, 'connect' | 'query'>
}
