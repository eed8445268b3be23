import { Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Suggestion } from '../../../../contract/merges.ts'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { SettingsFrame } from '../settings/frame.tsx'
import { LoadingState } from '../settings/loading-state.tsx'
import { PairCard } from './pair-card.tsx'
import { useSuggestions } from './use-suggestions.ts'

/** `/duplicates`: pairs who may be one person, to merge or to tell apart, by mouse or by key. */
export default function DuplicatesPage() {
  const { t } = useTranslation()
  const { phase, why, suggestions, next, busy, keep, refuse, again, more } = useSuggestions()
  const current = useKeys(suggestions, { keep, refuse })
  return (
    <main className="min-h-0 flex-1 overflow-auto" aria-label={t('duplicates.title')}>
      <SettingsFrame title={t('duplicates.title')} lead={t('duplicates.lead')} back="/customers" wide>
        {phase !== 'ready' && <LoadingState phase={phase} why={why} onAgain={again} />}
        {phase === 'ready' && suggestions.length === 0 && (
          <Empty icon={Copy} title={t('duplicates.empty')} hint={t('duplicates.emptyHint')} />
        )}
        {suggestions.length > 0 && (
          <>
            <p className="hidden text-s text-ink-3 md:block">{t('duplicates.keys')}</p>
            <ul className="flex flex-col gap-4">
              {suggestions.map((suggestion) => (
                <PairCard
                  key={suggestion.id}
                  suggestion={suggestion}
                  isCurrent={suggestion.id === current}
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

type Answers = { keep: (one: Suggestion, keepId: string) => Promise<void>; refuse: (one: Suggestion) => Promise<void> }

/** J and K move, 1 and 2 keep a side, X tells them apart; not while somebody writes. Answers the id of the current pair. */
function useKeys(suggestions: readonly Suggestion[], { keep, refuse }: Answers): string | undefined {
  const [at, setAt] = useState(0)
  const now = Math.min(at, suggestions.length - 1)
  const current = suggestions[now]
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!current || event.metaKey || event.ctrlKey || event.altKey || isBusyElsewhere(event.target)) return
      const acts: Record<string, () => unknown> = {
        j: () => setAt(Math.min(now + 1, suggestions.length - 1)),
        k: () => setAt(Math.max(now - 1, 0)),
        1: () => keep(current, current.a.id),
        2: () => keep(current, current.b.id),
        x: () => refuse(current),
      }
      const act = acts[event.key.toLowerCase()]
      if (!act) return
      event.preventDefault()
      act()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  })
  return current?.id
}

function isBusyElsewhere(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, select, [role="dialog"]') !== null
}
