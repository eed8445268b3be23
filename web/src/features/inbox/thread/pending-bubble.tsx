import { useTranslation } from '../../../i18n/use-translation.ts'
import { say } from '../../../i18n/index.ts'
import { clockTime, useClock } from '../../../i18n/time.ts'
import { discard, type OutboxItem, resend } from '../../../sync/outbox.ts'
import { useStore } from '../../../sync/store.ts'
import { Avatar } from '../../../ui/avatar.tsx'
import { Button } from '../../../ui/button.tsx'
import { restoreDraft } from '../composer/restore-draft.ts'
import { AttachmentList } from './attachment-list.tsx'
import { BubbleFrame } from './bubble-frame.tsx'
import { LinkedText } from './linked-text.tsx'
import { StaleHint } from './stale-hint.tsx'
import { StatusMark } from './status-mark.tsx'

/** A message that is still on this device: on its way, waiting for the line, or held back until somebody decides. */
export function PendingBubble({ item }: { item: OutboxItem }) {
  const { t } = useTranslation()
  const clock = useClock()
  const me = useStore((state) => state.me)
  const mark = item.state === 'waiting' ? 'pending' : item.state
  return (
    <article className="mt-2 ml-auto flex max-w-[88%] flex-row-reverse gap-2.5 md:max-w-[min(76%,640px)]">
      {me && <Avatar id={me.id} name={me.name} size={30} className="mt-0.5" />}
      <div className="min-w-0">
        <BubbleFrame tone={item.kind === 'note' ? 'note' : 'out'}>
          <AttachmentList attachments={item.attachments} />
          {item.text && <LinkedText text={item.text} />}
        </BubbleFrame>
        <div className="mx-1 mt-[3px] flex items-center justify-end gap-1.5 text-xs text-ink-3">
          {item.kind === 'note' && <span>{t('thread.note')} ·</span>}
          <time>{clockTime(clock, new Date(item.createdAt).toISOString())}</time>
          <StatusMark status={mark} />
        </div>
        {item.state === 'waiting' && item.tries > 1 && <p className="mx-1 text-right text-s text-ink-2">{t('delivery.retryingHint')}</p>}
        {item.state !== 'waiting' && <Held item={item} />}
      </div>
    </article>
  )
}

function Held({ item }: { item: OutboxItem }) {
  const { t } = useTranslation()
  const isStale = item.state === 'stale'
  const edit = () => void discard(item.id).then((taken) => taken && restoreDraft(taken))
  return (
    <div className="mx-1 mt-1 flex flex-col items-end gap-1.5 text-s">
      {isStale ? <StaleHint item={item} /> : <p className="max-w-[60ch] text-right text-ink-2">{item.reason && say(item.reason)}</p>}
      <div className="flex flex-wrap justify-end gap-1.5">
        <Button small onClick={() => void discard(item.id)}>
          {t('delivery.discard')}
        </Button>
        {!item.template && (
          <Button small onClick={edit}>
            {t('delivery.edit')}
          </Button>
        )}
        <Button small look="primary" onClick={() => void resend(item.id, isStale ? { seen: null } : {})}>
          {isStale ? t('delivery.sendAnyway') : t('delivery.retry')}
        </Button>
      </div>
    </div>
  )
}
