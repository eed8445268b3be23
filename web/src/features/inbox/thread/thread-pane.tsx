import { CloudOff, SearchX } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { useMay } from '../../../sync/may.ts'
import { useStore } from '../../../sync/store.ts'
import { loadThread } from '../../../sync/threads.ts'
import { Button } from '../../../ui/button.tsx'
import { Drawer } from '../../../ui/drawer.tsx'
import { Empty } from '../../../ui/empty.tsx'
import { useIsWide } from '../../../ui/use-media.ts'
import { Composer } from '../composer/composer.tsx'
import { LazyPanel } from '../profile/lazy-panel.tsx'
import { useCustomerName } from '../use-customer-name.ts'
import { Messages } from './messages.tsx'
import { RelatedHint } from './related-hint.tsx'
import { ThreadHeader } from './thread-header.tsx'
import { useRetry } from './use-retry.ts'

const PostCard = lazy(() => import('./post-card.tsx'))

/** One conversation: its head, its messages, and where the answer is written. `onDone`: it was resolved here. */
export function ThreadPane({ id, onDone }: { id: string; onDone: () => void }) {
  const { t } = useTranslation()
  const conversation = useStore((state) => state.conversations[id])
  const thread = useStore((state) => state.threads[id])
  const name = useCustomerName(conversation)
  const isWide = useIsWide()
  const canWork = useMay('inbox.work')
  const [profileOpen, setProfileOpen] = useState(false)
  useRetry(id, thread?.phase)
  if (!conversation && thread?.phase !== 'failed') return <main aria-busy="true" className="flex min-w-0 flex-1 bg-paper" />
  if (!conversation) return <Missing id={id} />
  return (
    <main id="thread" aria-label={t('thread.label', { name })} className="relative flex min-w-0 flex-1 flex-col bg-paper">
      <ThreadHeader conversation={conversation} onDone={onDone} onProfile={() => setProfileOpen(true)} />
      <RelatedHint conversation={conversation} />
      {conversation.post && (
        <Suspense fallback={null}>
          <PostCard post={conversation.post} />
        </Suspense>
      )}
      {thread?.phase === 'failed' ? <Failed id={id} /> : <Messages conversation={conversation} thread={thread} />}
      {canWork && <Composer conversation={conversation} />}
      {!isWide && (
        <Drawer open={profileOpen} onClose={() => setProfileOpen(false)} title={t('profile.title')}>
          <div className="min-h-0 flex-1 overflow-auto">
            <LazyPanel conversationId={id} onLeave={() => setProfileOpen(false)} />
          </div>
        </Drawer>
      )}
    </main>
  )
}

function Failed({ id }: { id: string }) {
  const { t } = useTranslation()
  return (
    <Empty icon={CloudOff} title={t('thread.failed')} hint={t('error.offline')}>
      <Button onClick={() => void loadThread(id)}>{t('app.retry')}</Button>
    </Empty>
  )
}

function Missing({ id }: { id: string }) {
  const { t } = useTranslation()
  return (
    <main className="flex min-w-0 flex-1">
      <Empty icon={SearchX} title={t('thread.failed')} hint={t('thread.gone')}>
        <Button onClick={() => void loadThread(id)}>{t('app.retry')}</Button>
      </Empty>
    </main>
  )
}
