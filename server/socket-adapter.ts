import { createAdapter as createPostgresAdapter } from '@socket.io/postgres-adapter'
import { createAdapter as createRedisAdapter } from '@socket.io/redis-streams-adapter'
import { Redis } from 'ioredis'
import { pool } from './db.ts'
import { env } from './env.ts'
import { log } from './log.ts'

/** How processes pass on what need not be kept: Redis streams where there is Redis, PostgreSQL's NOTIFY without. */
export function socketAdapter(): ReturnType<typeof createPostgresAdapter> | ReturnType<typeof createRedisAdapter> {
  const { REDIS_URL } = env()
  const warn = (error: Error) => log.warn({ error: error.message }, 'processes cannot tell each other who is typing')
  if (REDIS_URL) return createRedisAdapter(new Redis(REDIS_URL, { maxRetriesPerRequest: null }).on('error', warn))
  return createPostgresAdapter(pool(), { tableName: 'socket_io_attachments', errorHandler: warn })
}
