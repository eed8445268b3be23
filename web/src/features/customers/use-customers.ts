import { useCallback, useEffect, useRef, useState } from 'react'
import type { Customer } from '../../../../contract/customers.ts'
import { ApiError, call } from '../../api.ts'
import { keep } from '../../sync/entities.ts'
import { learn } from '../../sync/store.ts'

type Found = { phase: 'loading' | 'ready' | 'failed'; ids: readonly string[]; next: string | null }
const nothing: Found = { phase: 'loading', ids: [], next: null }

/** Customers whose name or address begins with `q`, newest first, page by page. */
export function useCustomers(q: string) {
  const [found, setFound] = useState<Found>(nothing)
  const asked = useRef(0)
  const load = useCallback(
    async (from: Found) => {
      const question = ++asked.current
      setFound({ ...from, phase: 'loading' })
      const page = await fetchPage(q, from.next)
      // An answer to an earlier question, overtaken by what was typed since.
      if (question !== asked.current) return
      setFound(
        page ? { phase: 'ready', ids: [...from.ids, ...page.data.map((one) => one.id)], next: page.next } : { ...from, phase: 'failed' },
      )
    },
    [q],
  )
  useEffect(() => {
    const timer = setTimeout(() => void load(nothing), q === '' ? 0 : 150)
    return () => clearTimeout(timer)
  }, [q, load])
  return { ...found, more: () => void load(found), again: () => void load(nothing) }
}

async function fetchPage(q: string, cursor: string | null): Promise<{ data: Customer[]; next: string | null } | null> {
  try {
    const page = await call('customer.list', { ...(q === '' ? {} : { q }), ...(cursor ? { cursor } : {}) })
    learn((draft) => page.data.forEach((customer) => keep(draft, 'customers', customer)))
    return page
  } catch (error) {
    if (error instanceof ApiError) return null
    throw error
  }
}
