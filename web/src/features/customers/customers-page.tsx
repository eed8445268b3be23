import { UserRound } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'wouter'
import { Empty } from '../../ui/empty.tsx'
import { useIsPhone } from '../../ui/use-media.ts'
import { CustomerDetail } from './customer-detail.tsx'
import { CustomerListPane } from './customer-list-pane.tsx'

/** Everyone who ever wrote, and one of them in full. */
export function CustomersPage() {
  const { t } = useTranslation()
  const { id } = useParams<{ id?: string }>()
  const isPhone = useIsPhone()
  return (
    <>
      {(!isPhone || !id) && <CustomerListPane selected={id} />}
      {id && <CustomerDetail key={id} id={id} />}
      {!id && !isPhone && (
        <main className="flex min-w-0 flex-1">
          <Empty icon={UserRound} title={t('customers.choose')} hint={t('customers.chooseHint')} />
        </main>
      )}
    </>
  )
}
