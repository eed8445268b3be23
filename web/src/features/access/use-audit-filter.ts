import { useCallback, useMemo } from 'react'
import { useLocation, useSearch } from 'wouter'
import type { RawInput } from '../../../../contract/api.ts'
import { type Clock, dayStart, useClock } from '../../i18n/time.ts'

const keys = ['actorId', 'action', 'targetId', 'from', 'to'] as const

/** What is looked for in the log; `from` and `to` are days, `2026-11-22`, both included. */
export type AuditFilter = Partial<Record<(typeof keys)[number], string>>
/** The same as the endpoint takes it. */
export type AuditQuery = Omit<RawInput<'audit.list'>, 'cursor' | 'limit'>

/** The log's filter; it lives in the address, so that it can be shared and Back returns to it. */
export function useAuditFilter() {
  const search = useSearch()
  const clock = useClock()
  const [path, navigate] = useLocation()
  const filter = useMemo(() => filterOf(new URLSearchParams(search)), [search])
  const query = useMemo(() => queryOf(filter, clock), [filter, clock])
  const change = useCallback(
    (part: AuditFilter) => {
      const params = new URLSearchParams(Object.entries({ ...filter, ...part }).filter(([, value]) => value))
      navigate(params.size === 0 ? path : `${path}?${params}`, { replace: true })
    },
    [filter, navigate, path],
  )
  return { filter, query, change }
}

/** Without what is no day, in case somebody wrote the address by hand. */
function filterOf(params: URLSearchParams): AuditFilter {
  const given = keys.map((key) => [key, params.get(key)] as const)
  return Object.fromEntries(given.filter(([key, value]) => value && (key === 'from' || key === 'to' ? isDay(value) : true)))
}

const isDay = (text: string) => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text))

/** Days begin and end where the workspace is, as the times beside the entries do. */
function queryOf({ from, to, ...rest }: AuditFilter, clock: Clock): AuditQuery {
  return { ...rest, ...(from && { from: dayStart(clock, from).toISOString() }), ...(to && { to: endOf(clock, to) }) }
}

function endOf(clock: Clock, day: string): string {
  const next = new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
  return new Date(dayStart(clock, next).getTime() - 1).toISOString()
}
