import { lazy, Suspense } from 'react'
import { useStore } from '../../../sync/store.ts'
import { RowSkeletons } from '../../../ui/empty.tsx'
import { ProfileSkeleton } from '../../customers/profile/profile-skeleton.tsx'

const ProfilePanel = lazy(() => import('./profile-panel.tsx'))

type Props = { conversationId: string; onLeave?: () => void }

/** The profile beside a thread, fetched once the thread itself is there. */
export function LazyPanel(props: Props) {
  return (
    <Suspense fallback={<Coming conversationId={props.conversationId} />}>
      <ProfilePanel {...props} />
    </Suspense>
  )
}

function Coming({ conversationId }: Props) {
  const customer = useStore((state) => state.conversations[conversationId]?.customer)
  return (
    <>
      {customer && <ProfileSkeleton {...customer} />}
      <RowSkeletons rows={4} />
    </>
  )
}
