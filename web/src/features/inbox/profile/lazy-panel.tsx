import { lazy, Suspense } from 'react'

const ProfilePanel = lazy(() => import('./profile-panel.tsx'))

/** The profile beside a thread, fetched once the thread itself is there. */
export function LazyPanel(props: { conversationId: string; onLeave?: () => void }) {
  return (
    <Suspense fallback={null}>
      <ProfilePanel {...props} />
    </Suspense>
  )
}
