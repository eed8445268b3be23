import type { Conversation } from '../../../../../contract/conversations.ts'
import type { Team } from '../../../../../contract/teams.ts'
import type { User } from '../../../../../contract/users.ts'
import { t } from '../../../i18n/index.ts'
import { assign, assignTeam, reopen, resolve } from '../../../sync/commands.ts'
import { report } from '../../../ui/failure.ts'
import { toast } from '../../../ui/toasts.tsx'

/** Resolves an open conversation or reopens a resolved one, with the way back, which also calls `onBack`. */
export function resolveWithToast({ id, status }: Conversation, name: string, onBack: () => void): void {
  const isOpen = status === 'open'
  const [act, back] = isOpen ? [resolve, reopen] : [reopen, resolve]
  const done = isOpen ? t('thread.resolvedToast', { name }) : t('thread.reopenedToast', { name })
  withWayBack(act(id), done, () => {
    onBack()
    return back(id)
  })
}

/** Hands a conversation to a person (null: back to the queue), with the way back. */
export function assignWithToast({ id, assigneeId }: Conversation, name: string, to: Pick<User, 'id' | 'name'> | null): void {
  if (assigneeId === (to?.id ?? null)) return
  const done = to ? t('thread.assignedToast', { customer: name, name: to.name }) : t('thread.unassignedToast', { customer: name })
  withWayBack(assign(id, to?.id ?? null), done, () => assign(id, assigneeId))
}

/** Hands a conversation to a team (null: to none), with the way back. */
export function assignTeamWithToast({ id, teamId }: Conversation, name: string, to: Pick<Team, 'id' | 'name'> | null): void {
  if (teamId === (to?.id ?? null)) return
  const done = to ? t('thread.assignedToast', { customer: name, name: to.name }) : t('thread.noTeamToast', { customer: name })
  withWayBack(assignTeam(id, to?.id ?? null), done, () => assignTeam(id, teamId))
}

/** Says at once what is seen at once, and offers the way back, which waits for the act itself. What was refused after all is not said any more. */
export function withWayBack(act: Promise<void>, done: string, back: () => Promise<void>): void {
  const takeBack = () => back().catch(report)
  const unsay = toast(done, () => void act.then(takeBack, () => undefined))
  act.catch((error: unknown) => {
    unsay()
    report(error)
  })
}
