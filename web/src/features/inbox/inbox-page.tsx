import { useEffect } from 'react'
import { useLocation, useParams } from 'wouter'
import { useTranslation } from '../../i18n/use-translation.ts'
import { loadList, type Query } from '../../sync/lists.ts'
import { loadThread } from '../../sync/threads.ts'
import { useStore } from '../../sync/store.ts'
import { toast } from '../../ui/toasts.tsx'
import { useIsPhone, useIsWide, useIsWidest } from '../../ui/use-media.ts'
import { LazyPanel } from './profile/lazy-panel.tsx'
import { ListPane } from './list-pane.tsx'
import { ChooseConversation } from './choose-conversation.tsx'
import { Sidebar } from './sidebar.tsx'
import { ThreadPane } from './thread/thread-pane.tsx'
import { searchOf, useInboxQuery } from './use-inbox-query.ts'
import { useMoves } from './use-moves.ts'
import { useRefreshed } from './use-refreshed.ts'
import { useListed } from './use-listed.ts'

/** List, thread and customer side by side; one at a time on a phone. */
export function InboxPage() {
  const { id } = useParams<{ id?: string }>()
  const { query, open } = useInboxQuery()
  const [, navigate] = useLocation()
  const ids = useListed(query, id)
  const isPhone = useIsPhone()
  const isWide = useIsWide()
  const isWidest = useIsWidest()
  useEffect(() => void loadList(query), [query])
  useRefreshed(query)
  useLeaveHidden(id, query)
  useEffect(() => void (id && loadThread(id)), [id])
  const nextOf = useMoves(ids, id, open)
  const goOn = () => {
    if (query.status !== 'open') return
    const next = isPhone ? undefined : nextOf()
    if (next) open(next)
    else navigate(`/inbox${searchOf(query)}`)
  }
  return (
    <>
      {isWidest && <Sidebar query={query} />}
      {(!isPhone || !id) && <ListPane query={query} ids={ids} selected={id} />}
      {id ? <ThreadPane key={id} id={id} onDone={goOn} /> : !isPhone && <ChooseConversation />}
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
