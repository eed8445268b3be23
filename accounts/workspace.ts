import type { Input } from '../contract/api.ts'
import type { Workspace } from '../contract/users.ts'
import { audit } from '../server/audit.ts'
import type { Context } from '../server/context.ts'
import { fail } from '../server/errors.ts'
import { emit } from '../server/events.ts'
import { toWorkspace } from './sessions.ts'

type Changes = Input<'workspace.update'>

/** Changes the workspace's name, language, time zone (an IANA name such as Asia/Shanghai; aliases become their canonical name) or leap day. */
export function updateWorkspace(context: Context, changes: Changes): Promise<Workspace> {
  const data = given({ ...changes, timeZone: changes.timeZone === undefined ? undefined : canonicalZone(changes.timeZone) })
  return context.transaction(async (tx) => {
    const workspace = toWorkspace(await tx.db.workspace.update({ where: { id: context.workspaceId }, data }))
    await emit(tx, 'workspace.updated', { workspace })
    await audit(tx, context, { action: 'workspace.update', target: { type: 'workspace', id: context.workspaceId }, after: data })
    return workspace
  })
}

function canonicalZone(name: string): string {
  // Intl also takes offsets such as +08:00, whose sign PostgreSQL reads the other way round.
  if (/^[A-Za-z]/.test(name)) {
    try {
      return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
    }
  }
  return fail('invalid', 'This is no time zone: use a name like Asia/Shanghai or Europe/Berlin.', { field: 'timeZone' })
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

/** The fields that have a value. */
function given<T extends object>(fields: T): Given<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Given<T>
}
