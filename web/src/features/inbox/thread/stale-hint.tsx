import { sayUnsupported } from '../../../i18n/unsupported.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { say, nameOf } from '../../../i18n/index.ts'
import type { Message } from '../../../../../contract/messages.ts'
import type { OutboxItem } from '../../../sync/outbox.ts'
import { useStore } from '../../../sync/store.ts'

const noIds: readonly string[] = []

/** What was said since a held message was written. */
export function StaleHint({ item }: { item: OutboxItem }) {
  const { t } = useTranslation()
  const ids = useStore((state) => state.threads[item.conversationId]?.ids ?? noIds)
  const messages = useStore((state) => state.messages)
  const since = ids
    .map((id) => messages[id])
    .filter((message): message is Message => message !== undefined && message.position > (item.seen ?? 0) && message.kind === 'text')
  if (since.length === 0) return <p className="text-right text-ink-2">{item.reason && say(item.reason)}</p>
  return (
    <div className="max-w-[60ch] rounded-md border border-warn bg-warn-tint px-3 py-2">
      <p className="text-warn">{t('delivery.staleHint')}</p>
      {since.slice(-3).map((message) => (
        <p key={message.id} className="line-clamp-3">
          <b className="font-semibold">{nameOf(message.author.name)}</b>{' '}
          {message.text || (message.unsupported ? sayUnsupported(message.unsupported) : t('inbox.fileOnly'))}
        </p>
      ))}
    </div>
  )
}
