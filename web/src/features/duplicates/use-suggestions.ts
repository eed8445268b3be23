import { useCallback, useEffect, useRef, useState } from 'react'
import type { Suggestion } from '../../../../contract/merges.ts'
import { ApiError, call } from '../../api.ts'
import { nameOf, t } from '../../i18n/index.ts'
import { keepCustomer } from '../../sync/entities.ts'
import { learn, useStore } from '../../sync/store.ts'
import { explain, report } from '../../ui/failure.ts'
import { toast } from '../../ui/toasts.tsx'
import { undoMerge } from './undo-merge.ts'

type Listed = { phase: 'loading' | 'ready' | 'failed'; why: string; suggestions: Suggestion[]; next: string | null }

/**
 * Suggestions, likeliest first, page by page, and what one answers to them; an answered one leaves the list. What others settle stays where
 * it is and `isSettled`, and what is found meanwhile only makes the list `isOld`: nothing moves under the hand of who decides.
 */
export function useSuggestions() {
  const [listed, setListed] = useState<Listed>({ phase: 'loading', why: '', suggestions: [], next: null })
  const round = useStore((state) => state.round)
  const suggested = useStore((state) => state.suggested)
  const gone = useStore((state) => state.gone)
  const known = useRef(suggested)
  const load = useCallback(async (cursor?: string) => {
    if (!cursor) known.current = useStore.getState().suggested
    try {
      const { data, next } = await call('suggestion.list', { limit: 20, ...(cursor ? { cursor } : {}) })
      setListed((now) => ({ phase: 'ready', why: '', suggestions: cursor ? [...now.suggestions, ...data] : data, next }))
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      if (cursor) return report(error)
      setListed((now) => ({ ...now, phase: now.suggestions.length > 0 ? 'ready' : 'failed', why: explain(error) }))
    }
  }, [])
  useEffect(() => void load(), [load, round])
  const isSettled = ({ id }: Suggestion) => gone[id] === true
  const isOld = known.current !== suggested || listed.suggestions.some(isSettled)
  const isEmpty = listed.phase === 'ready' && listed.suggestions.length === 0
  useEffect(() => {
    if (isEmpty && isOld) void load()
  }, [isEmpty, isOld, load])
  const answers = useAnswers((id) => setListed((now) => ({ ...now, suggestions: now.suggestions.filter((one) => one.id !== id) })), load)
  return { ...listed, ...answers, isSettled, isOld, again: () => void load(), more: () => void load(listed.next ?? undefined) }
}

/** The two answers to a suggestion; `onDone` hears of each that was taken. */
function useAnswers(onDone: (id: string) => void, reload: () => Promise<void>) {
  const [busy, setBusy] = useState<string | null>(null)
  const answer = async (id: string, work: () => Promise<void>) => {
    if (busy) return
    setBusy(id)
    await work()
      .then(() => onDone(id))
      .catch(report)
    setBusy(null)
  }
  const keep = ({ id }: Suggestion, keepId: string) =>
    answer(id, async () => {
      const customer = await call('suggestion.accept', { id, keepId })
      learn((draft) => keepCustomer(draft, customer))
      toast(t('duplicates.merged', { name: nameOf(customer.name) }), () => void undoMerge(customer.id).then(() => reload(), report))
    })
  const refuse = ({ id }: Suggestion) =>
    answer(id, async () => {
      await call('suggestion.refuse', { id })
      toast(t('duplicates.refused'))
    })
  return { busy, keep, refuse }
}
