import { useEffect } from 'react'
import { unreadIn } from '../sync/entities.ts'
import { useStore } from '../sync/store.ts'

/** How many open conversations of mine or of nobody's hold something unread. */
export const countUnread = (state: ReturnType<typeof useStore.getState>) =>
  Object.values(state.conversations).filter(
    (one) => unreadIn(state, one) > 0 && one.status === 'open' && (one.assigneeId === null || one.assigneeId === state.me?.id),
  ).length

/** Keeps the browser tab's name at `(3) Parley`. */
export function useTitle(): void {
  const unread = useStore(countUnread)
  useEffect(() => {
    document.title = unread > 0 ? `(${unread}) Parley` : 'Parley'
  }, [unread])
}
