import { useEffect, useState } from 'react'
import type { Conversation } from '../../../../../contract/conversations.ts'
import { markRead } from '../../../sync/commands.ts'
import { unreadIn } from '../../../sync/entities.ts'
import { useStore } from '../../../sync/store.ts'

/**
 * Tells the server that an open conversation was read up to `position`, the newest message that is to be seen (null: none is): only while the
 * window really is in front of somebody, and not while they want it unread.
 */
export function useMarkRead(conversation: Conversation, position: number | null): void {
  const isLooking = useIsLooking()
  const { id } = conversation
  const unread = useStore((state) => unreadIn(state, conversation))
  const isPutBack = useStore((state) => state.putBack === id)
  useEffect(() => () => useStore.setState(({ putBack }) => (putBack === id ? { putBack: null } : {})), [id])
  useEffect(() => {
    if (position === null || unread === 0 || !isLooking || isPutBack) return
    const timer = setTimeout(() => {
      // Not told, it stays unread and is told again with the next message or look.
      void markRead(id, position).catch(() => undefined)
    }, 400)
    return () => clearTimeout(timer)
  }, [id, position, unread, isLooking, isPutBack])
}

function useIsLooking(): boolean {
  const [isLooking, setIsLooking] = useState(() => document.hasFocus())
  useEffect(() => {
    const update = () => setIsLooking(document.hasFocus() && document.visibilityState === 'visible')
    window.addEventListener('focus', update)
    window.addEventListener('blur', update)
    document.addEventListener('visibilitychange', update)
    return () => {
      window.removeEventListener('focus', update)
      window.removeEventListener('blur', update)
      document.removeEventListener('visibilitychange', update)
    }
  }, [])
  return isLooking
}
