import { useTranslation } from '../../../i18n/use-translation.ts'
import { loadOlder } from '../../../sync/threads.ts'
import { Button } from '../../../ui/button.tsx'

/** At the top of what has been read so far. Earlier messages come by themselves; the button is for when they did not. */
export function OlderLine({ conversationId }: { conversationId: string }) {
  const { t } = useTranslation()
  return (
    <div className="flex justify-center py-1.5">
      <Button small look="ghost" onClick={() => void loadOlder(conversationId)}>
        {t('thread.older')}
      </Button>
    </div>
  )
}

/** Bubbles in grey, at the bottom where the real ones will be. */
export function ThreadSkeleton() {
  return (
    <div aria-hidden="true" className="flex min-h-0 flex-1 animate-breathe flex-col justify-end gap-4 overflow-hidden px-6 pb-3">
      {[46, 30, 58, 38].map((width, at) => (
        <span
          key={width}
          className={at % 2 ? 'h-11 self-end rounded-[14px] bg-bubble-out' : 'ml-10 h-11 rounded-[14px] bg-sunken'}
          style={{ width: `${width}%` }}
        />
      ))}
    </div>
  )
}
