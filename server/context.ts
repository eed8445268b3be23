import type { Actor } from '../contract/can.ts'
import { v7 } from 'uuid'
import { scopedPrisma, type ScopedPrisma } from './prisma.ts'
import { scopedSql, type Sql, type SqlTx, sqlTransaction } from './db.ts'
import { prismaTransaction, type PrismaTx } from './prisma.ts'

/**
 * What a command gets: who acts, in which workspace, and a database that is already confined to it.
 * `db` (Prisma) adds the workspace to every read and write; `sql` passes it as `$1` and refuses a statement that does not use it.
 */
export type Context = {
  workspaceId: string
  actor: Actor
  requestId: string
  ip: string
  userAgent: string
  /** The session behind the request, where there is one. */
  sessionId: string | null
  /** Aborts when whoever waits for the answer is gone; undefined where nobody does. */
  gone: AbortSignal | undefined
  db: ScopedPrisma
  sql: Sql
  /** For what people click: Prisma's interactive transaction. */
  transaction: <T>(work: (tx: PrismaTx) => Promise<T>) => Promise<T>
  /** For hot paths: one `pg` client and plain SQL. */
  sqlTransaction: <T>(work: (tx: SqlTx) => Promise<T>) => Promise<T>
}

/** Makes the context of one request or one piece of background work. */
export function contextOf(
  workspaceId: string,
  actor: Actor,
  request: Partial<Pick<Context, 'requestId' | 'ip' | 'userAgent' | 'sessionId' | 'gone'>> = {},
): Context {
  return {
    workspaceId,
    actor,
    requestId: request.requestId ?? v7(),
    ip: request.ip ?? '',
    userAgent: request.userAgent ?? '',
    sessionId: request.sessionId ?? null,
    gone: request.gone,
    db: scopedPrisma(workspaceId),
    sql: scopedSql(workspaceId),
    transaction: (work) => prismaTransaction(workspaceId, work),
    sqlTransaction: (work) => sqlTransaction(workspaceId, work),
  }
}
