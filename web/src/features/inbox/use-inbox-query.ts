import { useCallback, useMemo } from 'react'
import { useLocation, useSearch } from 'wouter'
import { oneOf } from '../../app/one-of.ts'
import { prefer, usePreferences } from '../../app/preferences.ts'
import type { Query } from '../../sync/lists.ts'

/** What of the list can be changed; null takes it away. */
type Narrowing = 'teamId' | 'channelId' | 'filter' | 'saved'
type Change = Partial<Omit<Query, Narrowing | 'only'>> & Partial<Record<Narrowing, string | null>> & { only?: 'unread' | null }

/** Takes away whatever narrows the list. */
export const whole: Change = { teamId: null, channelId: null, only: null, filter: null, saved: null }

/** Whether the list is narrowed by more than its view. */
export const isNarrowed = ({ teamId, channelId, only, filter }: Query) => Boolean(teamId ?? channelId ?? only ?? filter)

/** Which list is shown. It lives in the address, so that it can be shared and Back undoes it. */
export function useInboxQuery() {
  const search = useSearch()
  const [path, navigate] = useLocation()
  const preferred = usePreferences((preferences) => preferences.sort)
  const query = useMemo(() => queryOf(new URLSearchParams(search), preferred), [search, preferred])
  const change = useCallback(
    (part: Change) => {
      if (part.sort) prefer({ sort: part.sort })
      navigate(`${path}${searchOf({ ...query, ...part })}`, { replace: true })
    },
    [path, query, navigate],
  )
  const open = useCallback((id: string) => navigate(addressOf(id, query)), [query, navigate])
  return { query, change, open }
}

function queryOf(params: URLSearchParams, preferred: Query['sort']): Query {
  const status = oneOf(['open', 'resolved'], params.get('status'), 'open')
  const sort = oneOf(['newest', 'waiting', 'mood'], params.get('sort'), preferred)
  const [teamId, channelId, filter, saved] = [params.get('teamId'), params.get('channelId'), params.get('filter'), params.get('saved')]
  return {
    view: oneOf(['mine', 'unassigned', 'all'], params.get('view'), 'mine'),
    status,
    // What is done is not kept in the order of its mood.
    sort: sort === 'mood' && status !== 'open' ? 'newest' : sort,
    ...(teamId ? { teamId } : {}),
    ...(channelId ? { channelId } : {}),
    ...(params.get('only') === 'unread' ? { only: 'unread' as const } : {}),
    ...(filter ? { filter } : {}),
    ...(saved ? { saved } : {}),
  }
}

/** The address of a conversation within the list it was opened from. */
export const addressOf = (id: string, query: Query) => `/inbox/${id}${searchOf(query)}`

export function searchOf(query: Omit<Query, keyof Change> & Change): string {
  const set = Object.entries(query).flatMap(([key, value]) => (value ? [[key, value]] : []))
  return `?${new URLSearchParams(Object.fromEntries(set) as Record<string, string>)}`
}
