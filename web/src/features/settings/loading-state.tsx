import { CloudOff } from 'lucide-react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Button } from '../../ui/button.tsx'
import { Empty, RowSkeletons } from '../../ui/empty.tsx'

/** In place of a list that is not there yet: on its way, or failed with the reason and a second try. */
export function LoadingState({ phase, why, onAgain }: { phase: 'loading' | 'ready' | 'failed'; why: string; onAgain: () => void }) {
  const { t } = useTranslation()
  if (phase === 'loading') return <RowSkeletons rows={3} />
  return (
    <Empty icon={CloudOff} title={t('settings.failed')} hint={why}>
      <Button onClick={onAgain}>{t('app.retry')}</Button>
    </Empty>
  )
}
