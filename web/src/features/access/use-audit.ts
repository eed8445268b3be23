import { useCallback } from 'react'
import { call } from '../../api.ts'
import { usePaged } from '../settings/use-paged.ts'
import type { AuditQuery } from './use-audit-filter.ts'

/** The log under a filter, page by page. The same `query` must be the same object. */
export function useAudit(query: AuditQuery) {
  const load = useCallback((cursor: string | null) => call('audit.list', { ...query, ...(cursor && { cursor }) }), [query])
  const { items: entries, ...state } = usePaged(load)
  return { ...state, entries }
}
