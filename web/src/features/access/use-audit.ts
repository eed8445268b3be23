import { useCallback, useEffect, useState } from 'react'
import type { AuditEntry } from '../../../../contract/audit.ts'
import { ApiError, call } from '../../api.ts'
import { explain } from '../../ui/failure.ts'
import type { AuditQuery } from './use-audit-filter.ts'

type Loaded = { phase: 'loading' | 'ready' | 'failed'; why: string; entries: AuditEntry[]; next: string | null }

const nothing: Loaded = { phase: 'loading', why: '', entries: [], next: null }

/** The log under a filter, page by page; `more` is null at its end. The same `query` must be the same object. */
export function useAudit(query: AuditQuery) {
  const [state, setState] = useState(nothing)
  const load = useCallback(
    async (cursor: string | null, isStale: () => boolean) => {
      setState((now) => ({ ...now, phase: 'loading' }))
      try {
        const page = await call('audit.list', { ...query, ...(cursor && { cursor }) })
        if (!isStale())
          setState((now) => ({ phase: 'ready', why: '', entries: [...(cursor ? now.entries : []), ...page.data], next: page.next }))
      } catch (error) {
        if (!(error instanceof ApiError)) throw error
        if (!isStale()) setState((now) => ({ ...now, phase: 'failed', why: explain(error) }))
      }
    },
    [query],
  )
  useEffect(() => {
    let left = false
    setState(nothing)
    void load(null, () => left)
    return () => void (left = true)
  }, [load])
  const { next } = state
  return { ...state, again: () => void load(null, () => false), more: next ? () => void load(next, () => false) : null }
}
