import { useCallback, useMemo } from 'react'
import { useLocation, useSearch } from 'wouter'
import { oneOf } from '../../app/one-of.ts'
import { prefer, usePreferences } from '../../app/preferences.ts'
import type { Query } from '../../sync/lists.ts'

/** Which list is shown. It lives in the address, so that it can be shared and Back undoes it. */
export function useInboxQuery() {
  const search = useSearch()
  const [path, navigate] = useLocation()
  const preferred = usePreferences((preferences) => preferences.sort)
  const query = useMemo<Query>(() => {
    const params = new URLSearchParams(search)
    return {
      view: oneOf(['mine', 'unassigned', 'all'], params.get('view'), 'mine'),
      status: oneOf(['open', 'resolved'], params.get('status'), 'open'),
      sort: oneOf(['newest', 'waiting', 'mood'], params.get('sort'), preferred),
    }
  }, [search, preferred])
  const change = useCallback(
    (part: Partial<Query>) => {
      if (part.sort) prefer({ sort: part.sort })
      navigate(`${path}${searchOf({ ...query, ...part })}`, { replace: true })
    },
    [path, query, navigate],
  )
  const open = useCallback((id: string) => navigate(addressOf(id, query)), [query, navigate])
  return { query, change, open }
}

/** The address of a conversation within the list it was opened from. */
export const addressOf = (id: string, query: Query) => `/inbox/${id}${searchOf(query)}`

export function searchOf(query: Query): string {
  return `?${new URLSearchParams(query)}`
}
