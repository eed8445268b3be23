import { useCallback, useEffect, useState } from 'react'
import type { Suggestion } from '../../../../contract/merges.ts'
import { ApiError, call } from '../../api.ts'
import { t } from '../../i18n/index.ts'
import { nameOf } from '../../i18n/index.ts'
import { keepCustomer } from '../../sync/entities.ts'
import { learn } from '../../sync/store.ts'
import { explain, report } from '../../ui/failure.ts'
import { toast } from '../../ui/toasts.tsx'
import { undoMerge } from './undo-merge.ts'

type Listed = { phase: 'loading' | 'ready' | 'failed'; why: string; suggestions: Suggestion[]; next: string | null }

/** Suggestions, likeliest first, page by page, and what one answers to them; an answered one leaves the list. */
export function useSuggestions() {
  const [listed, setListed] = useState<Listed>({ phase: 'loading', why: '', suggestions: [], next: null })
  const [busy, setBusy] = useState<string | null>(null)
  const load = useCallback(async (cursor?: string) => {
    try {
      const { data, next } = await call('suggestion.list', { limit: 20, ...(cursor ? { cursor } : {}) })
      setListed((now) => ({ phase: 'ready', why: '', suggestions: cursor ? [...now.suggestions, ...data] : data, next }))
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      setListed((now) => ({ ...now, phase: now.suggestions.length > 0 ? 'ready' : 'failed', why: explain(error) }))
    }
  }, [])
  useEffect(() => void load(), [load])

  const answer = async (id: string, work: () => Promise<void>) => {
    setBusy(id)
    await work()
      .then(() => setListed((now) => ({ ...now, suggestions: now.suggestions.filter((one) => one.id !== id) })))
      .catch(report)
    setBusy(null)
  }
  const keep = ({ id }: Suggestion, keepId: string) =>
    answer(id, async () => {
      const customer = await call('suggestion.accept', { id, keepId })
      learn((draft) => keepCustomer(draft, customer))
      toast(t('duplicates.merged', { name: nameOf(customer.name) }), () => void undoMerge(customer.id).then(() => load(), report))
    })
  const refuse = ({ id }: Suggestion) =>
    answer(id, async () => {
      await call('suggestion.refuse', { id })
      toast(t('duplicates.refused'))
    })
  return { ...listed, busy, keep, refuse, again: () => void load(), more: () => void load(listed.next ?? undefined) }
}
