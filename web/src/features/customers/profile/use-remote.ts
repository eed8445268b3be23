import { useCallback, useEffect, useRef, useState } from 'react'
import { ApiError } from '../../../api.ts'
import { useStore } from '../../../sync/store.ts'
import { explain } from '../../../ui/failure.ts'

type Remote<T> = { phase: 'loading' | 'ready' | 'failed'; data: T | null; why: string }

/**
 * What belongs to one thing on screen and is kept by no table: read when it is shown, when `stamp` changes, and when everything is fetched
 * anew. `load` may change with every render; the newest one is used.
 */
export function useRemote<T>(load: () => Promise<T>, stamp: string) {
  const [state, setState] = useState<Remote<T>>({ phase: 'loading', data: null, why: '' })
  const round = useStore((store) => store.round)
  const latest = useRef(load)
  latest.current = load
  const asked = useRef(0)
  const again = useCallback(async () => {
    const question = ++asked.current
    const settle = (next: (now: Remote<T>) => Remote<T>) => question === asked.current && setState(next)
    try {
      const data = await latest.current()
      settle(() => ({ phase: 'ready', data, why: '' }))
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      settle((now) => ({ ...now, phase: 'failed', why: explain(error) }))
    }
  }, [])
  useEffect(() => void again(), [again, stamp, round])
  return { ...state, again: () => void again() }
}
