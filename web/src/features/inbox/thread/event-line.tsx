import { ArrowRightLeft, Check, type LucideIcon, RotateCcw, UserRound, UserRoundMinus, UserRoundPlus, UsersRound } from 'lucide-react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import type { Message, ThreadEvent } from '../../../../../contract/messages.ts'
import { nameOf } from '../../../i18n/index.ts'
import { clockTime, fullTime, useClock } from '../../../i18n/time.ts'
import { useStore } from '../../../sync/store.ts'
import { Icon } from '../../../ui/icon.tsx'

const icons: Record<ThreadEvent['name'], LucideIcon> = {
  assigned: UserRound,
  resolved: Check,
  reopened: RotateCcw,
  customer_changed: ArrowRightLeft,
  team_assigned: UsersRound,
  followed: UserRoundPlus,
  unfollowed: UserRoundMinus,
}

/** What happened to the conversation, told between the messages. */
export function EventLine({ message }: { message: Message }) {
  const clock = useClock()
  const text = useEventText(message)
  if (!message.event) return null
  return (
    <p className="flex items-center justify-center gap-1.5 py-2 text-center text-s text-ink-3">
      <Icon of={icons[message.event.name]} size={14} />
      <span>
        {text} · <time title={fullTime(clock, message.createdAt)}>{clockTime(clock, message.createdAt)}</time>
      </span>
    </p>
  )
}

function useEventText({ event, author, text }: Message): string {
  const { t } = useTranslation()
  const me = useStore((state) => state.me?.id)
  const by = author.id === me ? t('app.you') : author.name || t('app.somebody')
  switch (event?.name) {
    case undefined:
      return text
    case 'assigned': {
      if (!event.to) return t('thread.unassigned', { by })
      if (event.why === 'wrote') return t('thread.assignedByWriting', { by })
      return event.to.id === author.id
        ? t('thread.assignedSelf', { by })
        : t('thread.assigned', { by, to: event.to.id === me ? t('app.you') : event.to.name })
    }
    case 'resolved':
      return t('thread.resolved', { by })
    case 'reopened':
      return t('thread.reopened', { by })
    case 'team_assigned':
      return event.to ? t('thread.teamAssigned', { by, to: event.to.name }) : t('thread.teamUnassigned', { by })
    case 'customer_changed':
      return t('thread.customerChanged', { by, from: event.from, to: event.to })
    case 'followed':
      return event.by ? t('said.followedBy', { name: nameOf(by), by: event.by }) : t('said.followed', { name: nameOf(by) })
    case 'unfollowed':
      return t('said.unfollowed', { name: nameOf(by) })
  }
}
