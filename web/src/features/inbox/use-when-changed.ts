import { useEffect, useState } from 'react'
import { useStore } from '../../sync/store.ts'

/** A number that grows when conversations, views or how far I have read changed: every `pause` ms at most, for what only the server can tell anew. */
export function useWhenChanged(pause: number): number {
  const [round, setRound] = useState(0)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const forget = useStore.subscribe((now, before) => {
      const isSame = now.conversations === before.conversations && now.readings === before.readings && now.views === before.views
      if (isSame || timer) return
      timer = setTimeout(() => {
        timer = undefined
        setRound((known) => known + 1)
      }, pause)
    })
    return () => {
      forget()
      clearTimeout(timer)
    }
  }, [pause])
  return round
}
