import { useCallback, useEffect, useState } from 'react'
import { ApiError } from '../../api.ts'
import { explain } from '../../ui/failure.ts'

type Loaded<T> = { phase: 'loading' | 'ready' | 'failed'; data: T | null; why: string }

/** What a page needs once, read when it opens. `load` must not change between renders (a function of the module). */
export function useLoaded<T>(load: () => Promise<T>) {
  const [state, setState] = useState<Loaded<T>>({ phase: 'loading', data: null, why: '' })
  const again = useCallback(async () => {
    try {
      setState({ phase: 'ready', data: await load(), why: '' })
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      setState((now) => ({ ...now, phase: 'failed', why: explain(error) }))
    }
  }, [load])
  useEffect(() => void again(), [again])
  return { ...state, again: () => void again() }
}
