import { useEffect } from 'react'
import { useLocation, useParams } from 'wouter'
import { useActions } from '../../app/actions.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { loadList, type Query } from '../../sync/lists.ts'
import { loadThread } from '../../sync/threads.ts'
import { useStore } from '../../sync/store.ts'
import { toast } from '../../ui/toasts.tsx'
import { useIsPhone, useIsWide } from '../../ui/use-media.ts'
import { LazyPanel } from './profile/lazy-panel.tsx'
import { ListPane } from './list-pane.tsx'
import { ChooseConversation } from './choose-conversation.tsx'
import { ThreadPane } from './thread/thread-pane.tsx'
import { searchOf, useInboxQuery } from './use-inbox-query.ts'
import { useRefreshed } from './use-refreshed.ts'
import { useListed } from './use-listed.ts'

/** List, thread and customer side by side; one at a time on a phone. */
export function InboxPage() {
  const { id } = useParams<{ id?: string }>()
  const { query, open } = useInboxQuery()
  const ids = useListed(query)
  const isPhone = useIsPhone()
  const isWide = useIsWide()
  useEffect(() => void loadList(query), [query])
  useRefreshed(query)
  useLeaveHidden(id, query)
  useEffect(() => void (id && loadThread(id)), [id])
  useMoves(ids, id, open)
  return (
    <>
      {(!isPhone || !id) && <ListPane query={query} ids={ids} selected={id} />}
      {id ? <ThreadPane key={id} id={id} /> : !isPhone && <ChooseConversation />}
      {id && isWide && <Profile conversationId={id} />}
    </>
  )
}

function Profile({ conversationId }: { conversationId: string }) {
  const { t } = useTranslation()
  return (
    <aside aria-label={t('profile.title')} className="w-[324px] flex-none overflow-auto border-l border-line bg-panel">
      <LazyPanel key={conversationId} conversationId={conversationId} />
    </aside>
  )
}

/** An open conversation that goes out of sight is closed, with a word about it. */
function useLeaveHidden(id: string | undefined, query: Query): void {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const isHidden = useStore((state) => Boolean(id && state.sight[id]?.lost))
  useEffect(() => {
    if (!isHidden) return
    toast(t('thread.hidden'))
    navigate(`/inbox${searchOf(query)}`, { replace: true })
  }, [isHidden, navigate, query, t])
}

/** j and k through the list; the neighbours are fetched ahead, so that a move shows at once. */
function useMoves(ids: readonly string[], id: string | undefined, open: (id: string) => void): void {
  const { t } = useTranslation()
  const at = id ? ids.indexOf(id) : -1
  const move = (step: number) => {
    const next = ids[at < 0 ? 0 : at + step]
    if (next) open(next)
  }
  const isReady = useStore((state) => (id ? state.threads[id]?.phase === 'ready' : true))
  const neighbours = [ids[at + 1], ids[at - 1]].filter((one) => one !== undefined).join()
  useEffect(() => {
    if (!isReady || neighbours === '') return
    const timer = setTimeout(() => neighbours.split(',').forEach((one) => void loadThread(one)), 150)
    return () => clearTimeout(timer)
  }, [isReady, neighbours])
  useActions([
    { id: 'next', label: t('keys.next'), keys: 'j', run: () => move(1) },
    { id: 'previous', label: t('keys.previous'), keys: 'k', run: () => move(-1) },
  ])
}
