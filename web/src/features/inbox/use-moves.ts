import { useEffect, useRef } from 'react'
import { useActions } from '../../app/actions.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useStore } from '../../sync/store.ts'
import { loadThread } from '../../sync/threads.ts'

/**
 * j and k through the list; the neighbours are fetched ahead, so that a move shows at once. From a conversation that left the list it goes on where
 * that one stood. Answers what comes next when the open one is done: the row below, at the end the one above.
 */
export function useMoves(ids: readonly string[], id: string | undefined, open: (id: string) => void): () => string | undefined {
  const { t } = useTranslation()
  const at = id ? ids.indexOf(id) : -1
  const stood = useStood(id, at)
  const below = () => ids[at >= 0 ? at + 1 : stood]
  const above = () => (at >= 0 ? ids[at - 1] : ids[Math.max(0, Math.min(stood, ids.length) - 1)])
  const isReady = useStore((state) => (id ? state.threads[id]?.phase === 'ready' : true))
  const neighbours = [below(), above()].filter((one) => one !== undefined).join()
  useEffect(() => {
    if (!isReady || neighbours === '') return
    const timer = setTimeout(() => neighbours.split(',').forEach((one) => void loadThread(one)), 150)
    return () => clearTimeout(timer)
  }, [isReady, neighbours])
  const move = (next: string | undefined) => next && open(next)
  useActions([
    { id: 'next', label: t('keys.next'), keys: 'j', run: () => move(below()) },
    { id: 'previous', label: t('keys.previous'), keys: 'k', run: () => move(above()) },
  ])
  return () => below() ?? (above() === id ? undefined : above())
}

/** Where the open conversation stood in the list when it was last in it: 0 for one that never was. */
function useStood(id: string | undefined, at: number): number {
  const stood = useRef({ id, at: 0 })
  useEffect(() => {
    if (at >= 0 || stood.current.id !== id) stood.current = { id, at: Math.max(0, at) }
  }, [id, at])
  return stood.current.id === id ? stood.current.at : 0
}
