import { useEffect, useRef } from 'react'
import type { Thread } from '../../../sync/entities.ts'
import { useStore } from '../../../sync/store.ts'
import { loadThread } from '../../../sync/threads.ts'

const pausesMs = [300, 2_000, 5_000, 15_000, 30_000]

/** Loads a thread that could not be loaded again by itself: as soon as the line is back, then a few times; after that there is the button. */
export function useRetry(id: string, phase: Thread['phase'] | undefined): void {
  const line = useStore((state) => state.line)
  const tries = useRef(0)
  useEffect(() => void (tries.current = 0), [id, line])
  useEffect(() => {
    const pause = pausesMs[tries.current]
    if (phase !== 'failed' || line !== 'online' || pause === undefined) return
    const timer = setTimeout(() => {
      tries.current += 1
      void loadThread(id)
    }, pause)
    return () => clearTimeout(timer)
  }, [id, phase, line])
}
