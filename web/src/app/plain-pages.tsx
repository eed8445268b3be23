import { Compass } from 'lucide-react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useLocation } from 'wouter'
import { Door } from '../features/session/door.tsx'
import { Button } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'

/** The panes without their content, as index.html paints them: nothing moves when the content comes. */
export function Starting({ bare }: { bare?: boolean }) {
  const { t } = useTranslation()
  return (
    <div
      role="status"
      aria-label={t('app.loading')}
      className={bare ? 'relative flex-1' : 'relative grid h-full md:grid-cols-[60px_348px_minmax(0,1fr)]'}
    >
      <span className="animate-late absolute inset-x-0 top-0 h-0.5 overflow-hidden">
        <span className="animate-run block h-full w-1/3 bg-accent" />
      </span>
      {!bare && (
        <>
          <span className="hidden border-r border-line bg-sunken md:block" />
          <span className="hidden border-r border-line bg-panel md:block" />
        </>
      )}
    </div>
  )
}

export function Unreachable() {
  const { t } = useTranslation()
  return <Door title={t('session.unreachable')} lead={t('session.unreachableHint')} />
}

export function NotFound() {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  return (
    <Empty icon={Compass} title={t('app.notFound')}>
      <Button onClick={() => navigate('/')}>{t('app.notFoundAction')}</Button>
    </Empty>
  )
}
