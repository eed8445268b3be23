import { mayReadThreads, type Actor } from '../../contract/can.ts'
import type { LeapDay } from '../../contract/users.ts'
import type { Context } from '../context.ts'
import { maskedFor } from '../mask.ts'
import type { Param, Rights, Terms } from './catalogue.ts'

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
    ...rightsOf(actor),
  }
}

/** What an actor may compare in conditions. */
export function rightsOf(actor: Actor): Rights {
  return { masked: maskedFor(actor), readsThreads: mayReadThreads(actor) }
}
