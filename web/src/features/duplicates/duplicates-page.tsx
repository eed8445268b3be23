import { Copy, RefreshCw } from 'lucide-react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useLocation } from 'wouter'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Icon } from '../../ui/icon.tsx'
import { SettingsFrame } from '../settings/frame.tsx'
import { LoadingState } from '../settings/loading-state.tsx'
import { PairCard } from './pair-card.tsx'
import { usePairKeys } from './use-pair-keys.ts'
import { useSuggestions } from './use-suggestions.ts'

/** `/duplicates`: pairs who may be one person, to merge or to tell apart, by mouse or by key. */
export default function DuplicatesPage() {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const { phase, why, suggestions, next, busy, keep, refuse, isSettled, isOld, again, more } = useSuggestions()
  const current = usePairKeys(suggestions, { keep, refuse, isSettled })
  return (
    <main className="min-h-0 flex-1 overflow-auto" aria-label={t('duplicates.title')}>
      <SettingsFrame title={t('duplicates.title')} lead={t('duplicates.lead')} back={null} wide>
        {phase !== 'ready' && <LoadingState phase={phase} why={why} onAgain={again} />}
        {phase === 'ready' && suggestions.length === 0 && (
          <Empty icon={Copy} title={t('duplicates.empty')} hint={t('duplicates.emptyHint')}>
            <Button onClick={() => navigate('/customers')}>{t('duplicates.toCustomers')}</Button>
          </Empty>
        )}
        {suggestions.length > 0 && isOld && <OldList onAgain={again} />}
        {suggestions.length > 0 && (
          <>
            <p className="-mb-1 hidden text-s text-ink-3 md:block">{t('duplicates.keys')}</p>
            <ul className="flex flex-col gap-4">
              {suggestions.map((suggestion) => (
                <PairCard
                  key={suggestion.id}
                  suggestion={suggestion}
                  isCurrent={suggestion.id === current}
                  isSettled={isSettled(suggestion)}
                  busy={busy === suggestion.id}
                  onKeep={(id) => void keep(suggestion, id)}
                  onRefuse={() => void refuse(suggestion)}
                />
              ))}
            </ul>
          </>
        )}
        {next !== null && (
          <div className="flex justify-center">
            <Button onClick={more}>{t('duplicates.more')}</Button>
          </div>
        )}
      </SettingsFrame>
    </main>
  )
}

/** Others work on the same list, or something new was found: the way to the list as it is now. */
function OldList({ onAgain }: { onAgain: () => void }) {
  const { t } = useTranslation()
  return (
    <p role="status" className="flex flex-wrap items-center justify-between gap-2 rounded-md bg-accent-tint px-3.5 py-2 text-accent-ink">
      {t('duplicates.changed')}
      <Button small onClick={onAgain} className="text-ink">
        <Icon of={RefreshCw} size={14} />
        {t('duplicates.refresh')}
      </Button>
    </p>
  )
}
