import type { LeapDay } from '../../contract/users.ts'
import type { Context } from '../context.ts'
import type { Param, Terms } from './catalogue.ts'

/** The terms of whoever asks in `context`, for a statement whose parameters `param` appends. */
export async function termsOf(context: Context, param: Param): Promise<Terms> {
  const { actor } = context
  const workspace = await context.db.workspace.findUniqueOrThrow({
    where: { id: context.workspaceId },
    select: { timeZone: true, leapDay: true },
  })
  return {
    param,
    me: actor.type === 'user' ? actor.id : null,
    timeZone: workspace.timeZone,
    leapDay: workspace.leapDay as LeapDay,
    masked: actor.type === 'user' && actor.masked.length > 0,
  }
}
