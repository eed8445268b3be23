import { useTranslation } from '../../../i18n/use-translation.ts'
import { nameOf } from '../../../i18n/index.ts'
import { Avatar } from '../../../ui/avatar.tsx'
import { cx } from '../../../ui/cx.ts'
import { useWriters } from './presence.tsx'

/** Three dots on the side of whoever writes. */
export function TypingLine({ conversationId }: { conversationId: string }) {
  const { t } = useTranslation()
  const writers = useWriters(conversationId)
  const first = writers[0]
  if (!first) return null
  const isOurs = first.by.type === 'agent'
  // Not by plural rules: Chinese has one form for any number.
  const said = first.note ? 'thread.typingNote' : writers.length > 1 ? 'thread.typingSeveral' : 'thread.typing'
  const text = t(said, { name: nameOf(first.by.name) })
  return (
    <div className={cx('mt-2 flex gap-2.5', isOurs && 'flex-row-reverse')}>
      <Avatar id={first.by.id} name={first.by.name} size={30} className="mt-0.5" />
      <div>
        <div
          className={cx(
            'flex w-fit gap-[3px] border px-3.5 py-3',
            isOurs
              ? 'ml-auto rounded-[14px_4px_14px_14px] border-transparent bg-bubble-out'
              : 'rounded-[4px_14px_14px_14px] border-line bg-bubble-in',
          )}
        >
          {[0, 150, 300].map((delay) => (
            <span key={delay} className="size-1.5 animate-blink rounded-full bg-ink-3" style={{ animationDelay: `${delay}ms` }} />
          ))}
        </div>
        <p role="status" className="mx-1 mt-[3px] text-xs text-ink-3">
          {text}
        </p>
      </div>
    </div>
  )
}
