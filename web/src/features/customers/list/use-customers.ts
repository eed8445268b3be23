import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Customer, CustomerCount } from '../../../../../contract/customers.ts'
import { ApiError, call } from '../../../api.ts'
import { keepCustomer, type Table } from '../../../sync/entities.ts'
import { learn, useStore } from '../../../sync/store.ts'
import { explain } from '../../../ui/failure.ts'
import { type CustomerQuery, inputOf } from './use-customer-query.ts'

type Found = {
  phase: 'loading' | 'ready' | 'failed'
  ids: readonly string[]
  next: string | null
  total: CustomerCount | null
  why: string
}
const nothing: Found = { phase: 'loading', ids: [], next: null, total: null, why: '' }

/** The customers of a query, page by page. Those out of sight or merged since leave the list; new ones come in at the top where that is their place. */
export function useCustomers(query: CustomerQuery) {
  const [found, setFound] = useState<Found>(nothing)
  const asked = useRef(0)
  const round = useStore((state) => state.round)
  const load = useCallback(
    async (from: Found) => {
      const question = ++asked.current
      // What was found before stays on screen until there is an answer.
      setFound((now) => ({ ...now, phase: 'loading' }))
      const page = await fetchPage(query, from.next)
      // An answer to an earlier question, overtaken by what was typed since.
      if (question !== asked.current) return
      if (typeof page === 'string') return setFound((now) => ({ ...now, phase: 'failed', why: page }))
      setFound({
        phase: 'ready',
        ids: [...from.ids, ...page.data.map((one) => one.id)],
        next: page.next,
        total: page.total ?? from.total,
        why: '',
      })
    },
    [query],
  )
  useEffect(() => {
    const timer = setTimeout(() => void load(nothing), query.q === '' ? 0 : 150)
    return () => clearTimeout(timer)
  }, [query, load, round])
  const ids = useShown(query, found)
  const total = found.total && { ...found.total, count: found.total.count + ids.length - found.ids.length }
  return { ...found, ids, total, more: () => void load(found), again: () => void load(nothing) }
}

function useShown(query: CustomerQuery, { ids, phase }: Found): readonly string[] {
  const customers = useStore((state) => state.customers)
  const mergedInto = useStore((state) => state.mergedInto)
  const last = useRef<readonly string[]>([])
  return useMemo(() => {
    const isWhole = query.q === '' && !query.segmentId && !query.filter && query.sort === 'newest'
    const shown = ids.filter((id) => customers[id] && !mergedInto[id])
    const all = isWhole && phase === 'ready' ? [...newcomers(customers, ids), ...shown] : shown
    // The same array as long as the order stays, so that rows are not drawn for nothing.
    if (last.current.join() !== all.join()) last.current = all
    return last.current
  }, [customers, mergedInto, ids, phase, query])
}

/** Whoever was made after the first one listed: they were told by events. */
function newcomers(customers: Table<Customer>, ids: readonly string[]): string[] {
  const listed = new Set(ids)
  const first = ids[0] ? customers[ids[0]]?.createdAt : ''
  if (first === undefined) return []
  return Object.values(customers)
    .filter((one) => one.createdAt > first && !listed.has(one.id))
    .sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1))
    .map((one) => one.id)
}

/** A page, or why there is none. A filter travels as JSON and is parsed by the contract, whose type is of what comes out. */
async function fetchPage(
  query: CustomerQuery,
  cursor: string | null,
): Promise<{ data: Customer[]; next: string | null; total: CustomerCount | null } | string> {
  try {
    const page = await call('customer.list', { ...inputOf(query), ...(cursor ? { cursor } : { total: 'true' }) } as Parameters<
      typeof call<'customer.list'>
    >[1])
    learn((draft) => page.data.forEach((customer) => keepCustomer(draft, customer)))
    return page
  } catch (error) {
    if (error instanceof ApiError) return explain(error)
    throw error
  }
}
