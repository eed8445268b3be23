import { AlertTriangle, Clock, Frown, Paperclip, Reply, StickyNote } from 'lucide-react'
import { memo } from 'react'
import { previewOf } from '../../i18n/unsupported.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Link } from 'wouter'
import type { Conversation } from '../../../../contract/conversations.ts'
import { duration, fullTime, shortAgo, useClock, useNow } from '../../i18n/time.ts'
import type { Query } from '../../sync/lists.ts'
import { useStore } from '../../sync/store.ts'
import { loadThread } from '../../sync/threads.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Chip, CountBadge } from '../../ui/chip.tsx'
import { cx } from '../../ui/cx.ts'
import { Icon } from '../../ui/icon.tsx'
import { KindMark } from '../channels/kind-mark.tsx'
import { useCustomerName } from './use-customer-name.ts'
import { isPublic, isUnhappy, troubleOf, waitOf } from './row-facts.ts'
import { SurfaceChip } from './surface-chip.tsx'
import { addressOf } from './use-inbox-query.ts'

type Props = { id: string; query: Query; isSelected: boolean; isFirst: boolean }

/** One conversation in the list: who, the last word, how long ago, and what needs somebody. */
export const ConversationRow = memo(function ConversationRow({ id, query, isSelected, isFirst }: Props) {
  const conversation = useStore((state) => state.conversations[id])
  const name = useCustomerName(conversation)
  if (!conversation) return null
  const isUnread = conversation.unread > 0
  return (
    <Link
      to={addressOf(id, query)}
      data-conversation={id}
      aria-current={isSelected ? 'page' : undefined}
      tabIndex={isSelected || isFirst ? 0 : -1}
      onMouseEnter={() => void loadThread(id)}
      className={cx(
        'flex min-h-[68px] gap-3 border-l-[3px] py-[11px] pr-4 pl-[13px] focus-visible:shadow-[inset_0_0_0_2px_var(--accent)]',
        isSelected ? 'border-accent bg-selected' : 'border-transparent hover:bg-hover',
      )}
    >
      <Avatar id={conversation.customer.id} name={name} mark={<KindMark kind={conversation.channelKind} size={18} />} />
      <span className="min-w-0 flex-1">
        <span className="flex items-center gap-1.5">
          <span className={cx('truncate', isUnread ? 'font-[650]' : 'font-medium')}>{name}</span>
          <Age at={conversation.lastMessage?.at ?? conversation.createdAt} />
        </span>
        <span className="flex items-center gap-1.5">
          <Preview conversation={conversation} />
          <Unread n={conversation.unread} />
        </span>
        <Chips conversation={conversation} />
      </span>
    </Link>
  )
})

function Age({ at }: { at: string }) {
  const { t } = useTranslation()
  const clock = useClock()
  const now = useNow()
  return (
    <time dateTime={at} title={fullTime(clock, at)} className="ml-auto flex-none text-s text-ink-3">
      {shortAgo(clock, at, now, t('time.now'))}
    </time>
  )
}

function Preview({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation()
  const { subject, unread } = conversation
  const text = previewOf(conversation) || t('inbox.fileOnly')
  return (
    <span className={cx('min-w-0 flex-1 truncate text-[13.5px]', unread > 0 ? 'text-ink' : 'text-ink-2')}>
      <Mark conversation={conversation} />
      {subject ? `${subject} — ${text}` : text}
    </span>
  )
}

/** Before the words: whether they are ours, a note, or only a file. */
function Mark({ conversation: { lastMessage } }: { conversation: Conversation }) {
  const { t } = useTranslation()
  if (!lastMessage) return null
  const isNote = lastMessage.kind === 'note'
  if (isNote || lastMessage.direction === 'out')
    return (
      <span className="mr-1 inline-flex align-[-2px] text-ink-3">
        <Icon of={isNote ? StickyNote : Reply} size={14} />
        <span className="sr-only">{isNote ? t('thread.note') : t('composer.reply')}: </span>
      </span>
    )
  if (lastMessage.preview || lastMessage.unsupported) return null
  return <Icon of={Paperclip} size={13} className="mr-1 inline align-[-2px] text-ink-3" />
}

function Unread({ n }: { n: number }) {
  const { t } = useTranslation()
  return n > 0 ? <CountBadge n={n} label={t('inbox.unread', { count: n })} /> : null
}

function Chips({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation()
  const clock = useClock()
  const now = useNow()
  const trouble = useStore((state) => troubleOf(state, conversation))
  const wait = waitOf(conversation, now)
  const isSour = isUnhappy(conversation)
  if (!wait && !trouble && !isSour && !isPublic(conversation)) return null
  return (
    <span className="mt-1 flex gap-[5px] overflow-hidden">
      <SurfaceChip surface={conversation.surface} />
      {trouble && (
        <Chip tone="seal">
          <Icon of={AlertTriangle} size={12} />
          {t(`status.${trouble}`)}
        </Chip>
      )}
      {isSour && (
        <Chip tone="seal">
          <Icon of={Frown} size={12} />
          {t('inbox.sour')}
        </Chip>
      )}
      {wait && (
        <Chip tone={wait.tone}>
          <Icon of={Clock} size={12} />
          {t('inbox.waitingFor', { time: duration(clock, wait.since, now) })}
        </Chip>
      )}
    </span>
  )
}
