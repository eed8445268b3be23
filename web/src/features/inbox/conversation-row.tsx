import { Clock, Mail, MailOpen, Paperclip, Reply, StickyNote } from 'lucide-react'
import { memo } from 'react'
import { langOf } from '../../i18n/lang-of.ts'
import { previewOf } from '../../i18n/unsupported.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Link } from 'wouter'
import type { Conversation } from '../../../../contract/conversations.ts'
import { duration, fullTime, shortAgo, useClock, useNow } from '../../i18n/time.ts'
import { markRead, markUnread } from '../../sync/commands.ts'
import { unreadIn } from '../../sync/entities.ts'
import type { Query } from '../../sync/lists.ts'
import { useStore } from '../../sync/store.ts'
import { loadThread } from '../../sync/threads.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { IconButton } from '../../ui/button.tsx'
import { CountBadge } from '../../ui/chip.tsx'
import { cx } from '../../ui/cx.ts'
import { report } from '../../ui/failure.ts'
import { Icon } from '../../ui/icon.tsx'
import { KindMark } from '../channels/kind-mark.tsx'
import { RowFacts } from './row-line.tsx'
import { useCustomerName } from './use-customer-name.ts'
import { waitOf } from './row-facts.ts'
import { addressOf } from './use-inbox-query.ts'

type Props = { id: string; query: Query; isSelected: boolean; isFirst: boolean }

/** One conversation in the list: who, the last word, how long ago, and what needs somebody. */
export const ConversationRow = memo(function ConversationRow({ id, query, isSelected, isFirst }: Props) {
  const conversation = useStore((state) => state.conversations[id])
  const name = useCustomerName(conversation)
  const unread = useStore((state) => (conversation ? unreadIn(state, conversation) : 0))
  if (!conversation) return null
  const isUnread = unread > 0
  return (
    <div className="group relative">
      <Link
        to={addressOf(id, query)}
        data-conversation={id}
        aria-current={isSelected ? 'page' : undefined}
        tabIndex={isSelected || isFirst ? 0 : -1}
        onMouseEnter={() => void loadThread(id)}
        className={cx(
          'flex h-[66px] items-center gap-3 border-l-[3px] pr-3.5 pl-[13px] focus-visible:shadow-[inset_0_0_0_2px_var(--accent)]',
          isSelected ? 'border-accent bg-selected' : 'border-transparent hover:bg-hover',
        )}
      >
        <Avatar id={conversation.customer.id} name={name} mark={<KindMark kind={conversation.channelKind} size={18} />} />
        <span className="min-w-0 flex-1">
          <span className="flex items-center gap-1.5 leading-[18px]">
            {/* Taller than its line, so that no g loses its tail. */}
            <span className={cx('-my-0.5 truncate py-0.5', isUnread ? 'font-[650]' : 'font-medium')}>{name}</span>
            <Times conversation={conversation} />
          </span>
          <span className="flex items-center gap-1.5 leading-[18px]">
            <Preview conversation={conversation} isUnread={isUnread} />
            <Unread n={unread} />
          </span>
          <RowFacts conversation={conversation} />
        </span>
      </Link>
      <ReadButton conversation={conversation} isUnread={isUnread} />
    </div>
  )
})

/** Marks it unread, or read, without opening it; shown to whoever points at the row. On a screen that is touched, the thread's menu does it. */
function ReadButton({ conversation: { id, position }, isUnread }: { conversation: Conversation; isUnread: boolean }) {
  const { t } = useTranslation()
  const mark = () => (isUnread ? markRead(id, position) : markUnread(id)).catch(report)
  return (
    <IconButton
      label={isUnread ? t('thread.markRead') : t('thread.markUnread')}
      tabIndex={-1}
      className="absolute right-2.5 bottom-2 hidden size-7 border border-line bg-panel group-hover:grid pointer-coarse:hidden!"
      onClick={() => void mark()}
    >
      <Icon of={isUnread ? MailOpen : Mail} size={15} />
    </IconButton>
  )
}

/** How long the customer has waited, in the colour of its age, and when the last word was said. */
function Times({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation()
  const clock = useClock()
  const now = useNow()
  const at = conversation.lastMessage?.at ?? conversation.createdAt
  const wait = waitOf(conversation, now)
  const waited = wait && duration(clock, wait.since, now)
  return (
    <span className="ml-auto flex flex-none items-center gap-1.5 text-s text-ink-3">
      {wait && (
        <span className={cx('flex items-center gap-[3px] font-medium', wait.tone)} title={t('inbox.waitingFor', { time: waited })}>
          <Icon of={Clock} size={12} />
          <span className="sr-only">{t('inbox.waitingFor', { time: waited })}</span>
          <span aria-hidden="true">{waited}</span>
        </span>
      )}
      <time dateTime={at} title={fullTime(clock, at)}>
        {shortAgo(clock, at, now, t('time.now'))}
      </time>
    </span>
  )
}

function Preview({ conversation, isUnread }: { conversation: Conversation; isUnread: boolean }) {
  const { t } = useTranslation()
  const { subject } = conversation
  const text = previewOf(conversation) || t('inbox.fileOnly')
  const line = subject ? `${subject} — ${text}` : text
  return (
    <span className={cx('min-w-0 flex-1 truncate text-[13px]', isUnread ? 'text-ink' : 'text-ink-2')}>
      <Mark conversation={conversation} />
      <span lang={langOf(line)}>{line}</span>
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
  if (n === 0) return null
  return (
    <span className="flex-none group-hover:opacity-0 pointer-coarse:opacity-100!">
      <CountBadge n={n} label={t('inbox.unread', { count: n })} />
    </span>
  )
}
