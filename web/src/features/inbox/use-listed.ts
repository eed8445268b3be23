import { useMemo, useRef } from 'react'
import { listed, listKey, type Query } from '../../sync/lists.ts'
import { useStore } from '../../sync/store.ts'

/** Ids of the conversations of one list, in order; the same array as long as the order stays, so that rows are not drawn for nothing. */
export function useListed(query: Query, open?: string): readonly string[] {
  const conversations = useStore((state) => state.conversations)
  const readings = useStore((state) => state.readings)
  const list = useStore((state) => state.lists[listKey(query)])
  const me = useStore((state) => state.me?.id)
  const ids = useMemo(
    () => listed({ conversations, readings }, query, list, { meId: me, open }),
    [conversations, readings, query, list, me, open],
  )
  const last = useRef(ids)
  if (last.current.join() !== ids.join()) last.current = ids
  return last.current
}
