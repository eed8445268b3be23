import { useEffect, useState } from 'react'
import type { Conversation } from '../../../../../contract/conversations.ts'
import { markRead } from '../../../sync/commands.ts'

/** Tells the server that an open conversation was looked at: only while the window really is in front of somebody. */
export function useMarkRead(conversation: Conversation | undefined): void {
  const isLooking = useIsLooking()
  const { id, position, unread = 0 } = conversation ?? {}
  useEffect(() => {
    if (!id || position === undefined || unread === 0 || !isLooking) return
    const timer = setTimeout(() => {
      // Not told, it stays unread and is told again with the next message or look.
      void markRead(id, position).catch(() => undefined)
    }, 400)
    return () => clearTimeout(timer)
  }, [id, position, unread, isLooking])
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
