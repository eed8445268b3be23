import { Bot, ShieldAlert, ShieldQuestion } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import type { Message } from '../../../../../contract/messages.ts'
import { clockTime, fullTime, useClock } from '../../../i18n/time.ts'
import { cx } from '../../../ui/cx.ts'
import { Icon } from '../../../ui/icon.tsx'
import { Act } from './act.tsx'
import { SentimentTag } from './sentiment-tag.tsx'
import { Particulars } from './particulars.tsx'
import { StatusMark } from './status-mark.tsx'
import { TopicTag } from './topic-tag.tsx'

type Props = {
  message: Message
  asMail: boolean
  onAsMail: (asMail: boolean) => void
  /** What else can be done with it. */
  children?: ReactNode
}

/** Of a mail: that its sender is not who it says, as far as its domain tells, or that nothing proves who it is. */
function Verification({ message: { senderVerified, direction, addresses } }: { message: Message }) {
  const { t } = useTranslation()
  if (direction !== 'in' || senderVerified === true) return null
  // Elsewhere than in mail nobody claims an address.
  if (senderVerified === null)
    return addresses === null ? null : (
      <span title={t('thread.unprovenHint')} className="inline-flex items-center gap-1">
        <Icon of={ShieldQuestion} size={13} />
        {t('thread.unproven')} ·
      </span>
    )
  return (
    <span title={t('thread.unverifiedHint')} className="inline-flex items-center gap-1 text-warn">
      <Icon of={ShieldAlert} size={13} />
      {t('thread.unverified')} ·
    </span>
  )
}

/** Below a bubble: what is particular about it, when it came, how far it got. */
export function MessageMeta({ message, asMail, onAsMail, children }: Props) {
  const { t } = useTranslation()
  const clock = useClock()
  const isOurs = message.direction !== 'in'
  return (
    <div className={cx('mx-1 mt-[3px] flex flex-wrap items-center gap-x-1.5 text-xs text-ink-3', isOurs && 'justify-end')}>
      {message.kind === 'note' && <span>{t('thread.note')} ·</span>}
      {message.auto && (
        <span title={t('thread.autoHint')} className="inline-flex items-center gap-1">
          <Icon of={Bot} size={13} />
          {t('thread.auto')} ·
        </span>
      )}
      <Particulars message={message} />
      <Verification message={message} />
      <time dateTime={message.createdAt} title={fullTime(clock, message.sentAt)}>
        {clockTime(clock, message.createdAt)}
      </time>
      <SentimentTag message={message} />
      <TopicTag message={message} />
      {message.direction === 'out' && <StatusMark status={message.status} />}
      {message.hasHtml && <Act onClick={() => onAsMail(!asMail)}>{asMail ? t('mail.asPlain') : t('mail.asHtml')}</Act>}
      {children}
    </div>
  )
}
