import { useEffect } from 'react'
import type { Allowance, Conversation } from '../../../../../contract/conversations.ts'
import { useStore } from '../../../sync/store.ts'
import { loadConversation } from '../../../sync/threads.ts'

const longestTimer = 2 ** 31 - 1

/**
 * What the channel lets us say in a conversation now. Where there is a limit, or others read along, it is asked for again when somebody opens the conversation, when
 * anything happens in it, when the server refused an answer, and when the reply window ends.
 */
export function useAllowance({ id, version }: Conversation): Allowance | undefined {
  const allowance = useStore((state) => state.allowances[id])
  const refused = useStore((state) => state.outbox.filter((item) => item.conversationId === id && item.state === 'refused').length)
  const limited = allowance !== undefined && isLimited(allowance)
  useEffect(() => {
    if (!limited) return
    const timer = setTimeout(() => refresh(id), 250)
    return () => clearTimeout(timer)
  }, [id, version, refused, limited])
  const until = allowance?.until ?? null
  useEffect(() => {
    const left = until === null ? 0 : Date.parse(until) - Date.now()
    if (left <= 0 || left > longestTimer) return
    const timer = setTimeout(() => refresh(id), left + 250)
    return () => clearTimeout(timer)
  }, [id, until])
  return allowance
}

const isLimited = ({ allowed, remaining, until, fallback, recipients }: Allowance) =>
  !allowed || remaining !== null || until !== null || fallback !== null || recipients !== null

/** Without an answer the last one holds until something happens again; the server checks every send anyway. */
const refresh = (id: string) => void loadConversation(id).catch(() => undefined)
