import { useEffect } from 'react'
import { loadList, type Query } from '../../sync/lists.ts'
import { useStore } from '../../sync/store.ts'

const pause = 2_000

/** Asks a filtered list anew when conversations changed, every two seconds at most: only the server can say whom a filter holds for. */
export function useRefreshed(query: Query): void {
  useEffect(() => {
    if (!query.filter) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const forget = useStore.subscribe((now, before) => {
      if (now.conversations === before.conversations || timer) return
      timer = setTimeout(() => {
        timer = undefined
        void loadList(query)
      }, pause)
    })
    return () => {
      forget()
      clearTimeout(timer)
    }
  }, [query])
}
