import { ArrowLeft, SearchX } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { ApiError } from '../../api.ts'
import { fullDate, fullTime, useClock } from '../../i18n/time.ts'
import { useStore } from '../../sync/store.ts'
import { loadCustomer } from '../../sync/threads.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { IconButton } from '../../ui/button.tsx'
import { Empty, RowSkeletons } from '../../ui/empty.tsx'
import { explain } from '../../ui/failure.ts'
import { Icon } from '../../ui/icon.tsx'
import { CustomerName } from '../inbox/profile/customer-name.tsx'
import { Identities } from '../inbox/profile/identities.tsx'
import { OtherConversations } from '../inbox/profile/other-conversations.tsx'

/** One customer in full: name, addresses, every conversation. */
export function CustomerDetail({ id }: { id: string }) {
  const { t } = useTranslation()
  const clock = useClock()
  const [, navigate] = useLocation()
  const customer = useStore((state) => state.customers[id])
  const trouble = useTrouble(id)
  if (!customer)
    return (
      <main className="flex min-w-0 flex-1 flex-col">{trouble ? <Empty icon={SearchX} title={trouble} /> : <RowSkeletons rows={3} />}</main>
    )
  return (
    <main className="min-w-0 flex-1 overflow-auto">
      <div className="mx-auto max-w-[680px] px-3 py-4 md:px-6 md:py-8">
        <div className="flex items-center gap-4 pb-5">
          <IconButton bordered label={t('app.back')} className="md:hidden" onClick={() => navigate('/customers')}>
            <Icon of={ArrowLeft} />
          </IconButton>
          <Avatar id={id} name={customer.name} size={52} />
          <div className="min-w-0 flex-1">
            <CustomerName customer={customer} />
            <p className="text-s text-ink-3">
              {t('profile.since')} {fullDate(clock, customer.createdAt)} · {t('profile.lastSeen')}{' '}
              {customer.lastSeenAt ? fullTime(clock, customer.lastSeenAt) : t('customers.never')}
            </p>
          </div>
        </div>
        <div className="overflow-hidden rounded-lg border border-line bg-panel [&>section:first-child]:border-t-0">
          <Identities customer={customer} />
          <OtherConversations customerId={id} />
        </div>
      </div>
    </main>
  )
}

function useTrouble(id: string): string | null {
  const [trouble, setTrouble] = useState<string | null>(null)
  useEffect(() => {
    loadCustomer(id).catch((error: unknown) => {
      if (!(error instanceof ApiError)) throw error
      setTrouble(explain(error))
    })
  }, [id])
  return trouble
}
