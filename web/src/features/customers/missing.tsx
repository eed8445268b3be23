import { CloudOff, SearchX } from 'lucide-react'
import { useCallback, useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import { ApiError } from '../../api.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useStore } from '../../sync/store.ts'
import { loadCustomer } from '../../sync/threads.ts'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { explain } from '../../ui/failure.ts'

/** In place of a profile that cannot be shown, with the way on. `trouble` null: it is this person's to see no longer. */
export function Missing({ trouble, onAgain }: { trouble: ApiError | null; onAgain: () => void }) {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const mayPass = trouble !== null && !lasting.has(trouble.code)
  return (
    <Empty icon={mayPass ? CloudOff : SearchX} title={trouble ? explain(trouble) : t('profile.gone')}>
      {mayPass && (
        <Button look="primary" onClick={onAgain}>
          {t('app.retry')}
        </Button>
      )}
      <Button onClick={() => navigate('/customers')}>{t('duplicates.toCustomers')}</Button>
    </Empty>
  )
}

const lasting: ReadonlySet<ApiError['code']> = new Set(['not_found', 'forbidden', 'invalid'])

/** Loads a customer; why it could not be had, and another try. */
export function useTrouble(id: string): { trouble: ApiError | null; again: () => void } {
  const [trouble, setTrouble] = useState<ApiError | null>(null)
  const round = useStore((state) => state.round)
  const load = useCallback(() => {
    setTrouble(null)
    loadCustomer(id).catch((error: unknown) => {
      if (!(error instanceof ApiError)) throw error
      setTrouble(error)
    })
  }, [id])
  useEffect(load, [load, round])
  return { trouble, again: load }
}
