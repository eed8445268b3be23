import { useRef, useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { Suggestion } from '../../../../contract/merges.ts'
import { useActions } from '../../app/actions.ts'

type Answers = {
  keep: (one: Suggestion, keepId: string) => Promise<void>
  refuse: (one: Suggestion) => Promise<void>
  isSettled: (one: Suggestion) => boolean
}

/** J and K move, 1 and 2 keep a side, X tells them apart. Answers the id of the current pair; when that one leaves, the next takes its place. */
export function usePairKeys(suggestions: readonly Suggestion[], { keep, refuse, isSettled }: Answers): string | undefined {
  const { t } = useTranslation()
  const [chosen, setChosen] = useState<string>()
  const place = useRef(0)
  const found = suggestions.findIndex(({ id }) => id === chosen)
  place.current = Math.max(0, found >= 0 ? found : Math.min(place.current, suggestions.length - 1))
  const current = suggestions[place.current]
  // Keys may come faster than the screen is drawn: each goes on from where the last one led.
  const move = (by: number) => {
    const next = suggestions[place.current + by]
    if (!next) return
    place.current += by
    setChosen(next.id)
  }
  const decide = (act: (one: Suggestion) => Promise<void>) => () => {
    if (current && !isSettled(current)) void act(current)
  }
  useActions([
    { id: 'next', label: t('duplicates.acts.next'), keys: 'j', run: () => move(1) },
    { id: 'previous', label: t('duplicates.acts.previous'), keys: 'k', run: () => move(-1) },
    { id: 'keep-first', label: t('duplicates.acts.first'), keys: '1', run: decide((one) => keep(one, one.a.id)) },
    { id: 'keep-second', label: t('duplicates.acts.second'), keys: '2', run: decide((one) => keep(one, one.b.id)) },
    { id: 'refuse', label: t('duplicates.refuse'), keys: 'x', run: decide(refuse) },
  ])
  return current?.id
}
