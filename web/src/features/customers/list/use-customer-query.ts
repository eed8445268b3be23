import { useCallback, useMemo } from 'react'
import { useLocation, useSearch } from 'wouter'
import { type CustomerSort, sorts } from './customer-sort.ts'
import { oneOf } from '../../../app/one-of.ts'

/** Which customers are listed, in which order. `filter` is a condition as JSON. */
export type CustomerQuery = { q: string; segmentId: string | null; filter: string | null; sort: CustomerSort }

/** The list's question; it lives in the address, so that it can be shared and Back returns to it. */
export function useCustomerQuery() {
  const search = useSearch()
  const [, navigate] = useLocation()
  const query = useMemo(() => queryOf(new URLSearchParams(search)), [search])
  const change = useCallback(
    (part: Partial<CustomerQuery>) => navigate(`/customers${searchOf({ ...query, ...part })}`, { replace: true }),
    [query, navigate],
  )
  return { query, change }
}

function queryOf(params: URLSearchParams): CustomerQuery {
  return {
    q: params.get('q') ?? '',
    segmentId: params.get('segment'),
    filter: params.get('filter'),
    sort: oneOf(sorts, params.get('sort'), 'newest'),
  }
}

function searchOf({ q, segmentId, filter, sort }: CustomerQuery): string {
  const params = new URLSearchParams()
  if (q) params.set('q', q)
  if (segmentId) params.set('segment', segmentId)
  if (filter) params.set('filter', filter)
  if (sort !== 'newest') params.set('sort', sort)
  return params.size === 0 ? '' : `?${params}`
}

/** What the server is asked: the list itself, and everything made from it. */
export function inputOf({ q, segmentId, filter, sort }: CustomerQuery) {
  return { ...(q.trim() ? { q: q.trim() } : {}), ...(segmentId ? { segmentId } : {}), ...(filter ? { filter } : {}), sort }
}
