import { CloudOff, Search, UserRound } from 'lucide-react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { useLocation } from 'wouter'
import { useMay } from '../../../sync/may.ts'
import { Button } from '../../../ui/button.tsx'
import { Empty, RowSkeletons } from '../../../ui/empty.tsx'
import type { CustomerQuery } from './use-customer-query.ts'

type Props = {
  phase: 'loading' | 'ready' | 'failed'
  why: string
  query: CustomerQuery
  onAgain: () => void
  onChange: (part: Partial<CustomerQuery>) => void
  onCreate: () => void
}

/** What stands in the list when there are no rows: still loading, failed, nobody fits, or nobody yet. */
export function ListState({ phase, why, query, onAgain, onChange, onCreate }: Props) {
  const { t } = useTranslation()
  if (phase === 'loading') return <RowSkeletons rows={10} />
  if (phase === 'failed')
    return (
      <Empty icon={CloudOff} title={t('customers.failed')} hint={why}>
        <Button onClick={onAgain}>{t('app.retry')}</Button>
      </Empty>
    )
  if (query.q !== '')
    return (
      <Empty icon={Search} title={t('customers.noMatch', { q: query.q })}>
        <Button onClick={() => onChange({ q: '' })}>{t('customers.noMatchAction')}</Button>
      </Empty>
    )
  if (query.filter || query.segmentId)
    return (
      <Empty icon={Search} title={t('customers.noneHere')}>
        <Button onClick={() => onChange({ filter: null, segmentId: null })}>{t('customers.clearFilter')}</Button>
      </Empty>
    )
  return <Nobody onCreate={onCreate} />
}

function Nobody({ onCreate }: { onCreate: () => void }) {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const canWrite = useMay('customer.write')
  const canImport = useMay('customer.import')
  return (
    <Empty icon={UserRound} title={t('customers.empty')} hint={t(canImport ? 'customers.emptyHint' : 'customers.emptyHintAlone')}>
      {canImport && (
        <Button look="primary" onClick={() => navigate('/customers/import')}>
          {t('customers.import')}
        </Button>
      )}
      {canWrite && <Button onClick={onCreate}>{t('customers.create')}</Button>}
    </Empty>
  )
}
