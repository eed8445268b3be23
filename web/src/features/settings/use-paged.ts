import { useCallback, useEffect, useState } from 'react'
import { ApiError } from '../../api.ts'
import { explain } from '../../ui/failure.ts'

type Page<T> = { data: T[]; next: string | null }
type Read<T> = { phase: 'loading' | 'ready' | 'failed'; why: string; items: readonly T[]; next: string | null }

const nothing = { phase: 'loading', why: '', items: [], next: null } as const

/** A list read page by page, from its start whenever `load` is another function; `more` is null at its end. */
export function usePaged<T>(load: (cursor: string | null) => Promise<Page<T>>) {
  const [read, setRead] = useState<Read<T>>(nothing)
  const turn = useCallback(
    async (cursor: string | null, isStale: () => boolean = () => false) => {
      setRead((now) => ({ ...now, phase: 'loading' }))
      try {
        const { data, next } = await load(cursor)
        if (!isStale()) setRead((now) => ({ phase: 'ready', why: '', items: cursor ? [...now.items, ...data] : data, next }))
      } catch (error) {
        if (!(error instanceof ApiError)) throw error
        if (!isStale()) setRead((now) => ({ ...now, phase: 'failed', why: explain(error) }))
      }
    },
    [load],
  )
  useEffect(() => {
    let left = false
    setRead(nothing)
    void turn(null, () => left)
    return () => void (left = true)
  }, [turn])
  const { next } = read
  return { ...read, again: () => void turn(null), more: next ? () => void turn(next) : null }
}
