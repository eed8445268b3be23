import { SquareArrowOutUpRight } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { Link } from 'wouter'
import type { ChannelKind } from '../../../../../contract/channels.ts'
import type { TimelineEntry } from '../../../../../contract/timeline.ts'
import { useStore } from '../../../sync/store.ts'
import { Avatar } from '../../../ui/avatar.tsx'
import { cx } from '../../../ui/cx.ts'
import { Icon } from '../../../ui/icon.tsx'
import { KindMark } from '../../channels/kind-mark.tsx'
import { BubbleFrame, toneOf } from '../../inbox/thread/bubble-frame.tsx'
import { MessageBody } from '../../inbox/thread/message-body.tsx'
import { MessageMeta } from '../../inbox/thread/message-meta.tsx'
import { Reactions } from '../../inbox/thread/reactions.tsx'
import { useWriter } from '../../inbox/thread/use-writer.ts'

type Props = { entry: Extract<TimelineEntry, { type: 'message' }>; customer: { id: string; name: string } }

/** A message of any channel, with the channel's mark and the way to its conversation. */
export function MessageEntry({ entry, customer }: Props) {
  const { message, channelKind } = entry
  const [asMail, setAsMail] = useState(message.hasHtml && message.text.trim() === '')
  const isOurs = message.direction !== 'in'
  const { face, name } = useWriter(message, customer)
  return (
    <article
      aria-label={name}
      className={cx(
        'flex gap-2.5 py-1.5',
        isOurs && 'flex-row-reverse',
        asMail ? 'w-full' : 'max-w-[92%] md:max-w-[80%]',
        isOurs && !asMail && 'ml-auto',
      )}
    >
      <Avatar id={face} name={name} size={30} className="mt-0.5" />
      <div className={cx('min-w-0', asMail && 'flex-1')}>
        {name !== customer.name && (
          <p className={cx('mx-1 mb-0.5 truncate text-xs font-medium text-ink-2', isOurs && 'text-right')}>{name}</p>
        )}
        <BubbleFrame tone={toneOf(message.kind, message.direction)} wide={asMail}>
          {message.subject && <p className="mb-1 text-s font-semibold text-ink-2">{message.subject}</p>}
          <MessageBody message={message} asMail={asMail} />
        </BubbleFrame>
        <Reactions reactions={message.reactions} />
        <div className={cx('flex items-start gap-1.5', isOurs && 'justify-end')}>
          <ChannelMark channelId={entry.channelId} kind={channelKind} conversationId={entry.conversationId} />
          <MessageMeta message={message} asMail={asMail} onAsMail={setAsMail} />
        </div>
      </div>
    </article>
  )
}

type MarkProps = { channelId: string; kind: ChannelKind; conversationId: string }

function ChannelMark({ channelId, kind, conversationId }: MarkProps) {
  const { t } = useTranslation()
  const name = useStore((state) => state.channels[channelId]?.name)
  const status = useStore((state) => state.conversations[conversationId]?.status ?? 'open')
  return (
    <Link
      to={`/inbox/${conversationId}?view=all&status=${status}`}
      title={t('timeline.openThread')}
      className="mt-[3px] inline-flex min-w-0 items-center gap-1 rounded-[4px] px-1 text-xs text-ink-3 hover:bg-hover hover:text-ink"
    >
      <KindMark kind={kind} size={14} />
      <span className="max-w-32 truncate">{name}</span>
      <Icon of={SquareArrowOutUpRight} size={11} />
    </Link>
  )
}
