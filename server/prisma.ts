import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from '../prisma/client/client.ts'
import { assertScoped, poolOfEachLane, runCommitHook, type Sql } from './db.ts'
import { wake } from './wake.ts'

let client: PrismaClient | undefined

/** Prisma over the shared pool, unconfined: for sign-in and set-up, which do not know a workspace yet. */
export function prisma(): PrismaClient {
  client ??= new PrismaClient({ adapter: new PrismaPg(poolOfEachLane(), { disposeExternalPool: false }) })
  return client
}

export async function closePrisma(): Promise<void> {
  await client?.$disconnect()
  client = undefined
}

type Args = { where?: object; data?: object | object[]; create?: object }

/** Adds the workspace to what one operation reads and writes. */
function confine(operation: string, args: Args, workspaceId: string): Args {
  const confined: Args = { ...args }
  if (operation === 'create') confined.data = { ...args.data, workspaceId }
  else if (operation.startsWith('createMany')) confined.data = [args.data ?? []].flat().map((row) => ({ ...row, workspaceId }))
  else {
    confined.where = { ...args.where, workspaceId }
    if (operation === 'upsert') confined.create = { ...args.create, workspaceId }
  }
  return confined
}

function confined<C extends Pick<PrismaClient, '$extends'>>(base: C, workspaceId: string) {
  return base.$extends({
    query: {
      $allModels: {
        $allOperations({ model, operation, args, query }) {
          if (model === 'Workspace') return query({ ...args, where: { ...(args as Args).where, id: workspaceId } } as typeof args)
          return query(confine(operation, args as Args, workspaceId) as typeof args)
        },
      },
    },
  })
}

const makeConfined = (workspaceId: string) => confined(prisma(), workspaceId)
export type ScopedPrisma = ReturnType<typeof makeConfined>

/** Prisma confined to one workspace: it can neither read nor write another's rows. */
export function scopedPrisma(workspaceId: string): ScopedPrisma {
  return makeConfined(workspaceId)
}

/** Prisma's interactive transaction, confined to one workspace, with the same `sql` a `pg` transaction has. */
export type PrismaTx = { workspaceId: string; db: Omit<ScopedPrisma, '$transaction' | '$extends' | '$connect' | '$disconnect'>; sql: Sql }

export async function prismaTransaction<T>(workspaceId: string, work: (tx: PrismaTx) => Promise<T>): Promise<T> {
  const result = await scopedPrisma(workspaceId).$transaction(
    async (db) => {
      const sql: Sql = async <R extends object>(text: string, params: unknown[] = []) => {
        assertScoped(text)
        return (await db.$queryRawUnsafe(text, workspaceId, ...params)) as R[]
      }
      const done = await work({ workspaceId, db, sql })
      await runCommitHook((text, params) => db.$executeRawUnsafe(text, ...params))
      return done
    },
    { timeout: 15_000, maxWait: 10_000 },
  )
  wake('events')
  return result
}
