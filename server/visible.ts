import { mayReadThreads, visible, type Actor } from '../contract/can.ts'
import { fail } from './errors.ts'

/**
 * The SQL of `visible` (contract/can.ts): a predicate on the column `access`, with the actor's keys passed by `param`, which appends
 * a parameter and gives its placeholder. `true` for who sees all, so that their plans stay as they are.
 */
export function visibleSql(actor: Actor, access: string, param: (value: unknown) => string): string {
  if (actor.type === 'system' || actor.keys === null) return 'true'
  return `${access} && ${param(actor.keys)}::uuid[]`
}

/** The same for what a conversation of this `access` holds: nothing for who may not read conversations. Whatever reads messages asks it. */
export function readableSql(actor: Actor, access: string, param: (value: unknown) => string): string {
  return mayReadThreads(actor) ? visibleSql(actor, access, param) : 'false'
}

/** Gives back what was found if `actor` may see it; else refuses as if it were not there. */
export function assertVisible<T extends { access: readonly string[] }>(actor: Actor, found: T | undefined, message: string): T {
  return found && visible(actor, found.access) ? found : fail('not_found', message)
}
