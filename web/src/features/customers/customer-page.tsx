import { ArrowLeft, UserRoundX } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Redirect, useLocation } from 'wouter'
import type { Customer } from '../../../../contract/customers.ts'
import { fullDate, fullTime, useClock } from '../../i18n/time.ts'
import { useMay } from '../../sync/may.ts'
import { customerOf, useStore } from '../../sync/store.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { IconButton } from '../../ui/button.tsx'
import { RowSkeletons } from '../../ui/empty.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Segmented } from '../../ui/tabs.tsx'
import { useIsPhone } from '../../ui/use-media.ts'
import { OtherConversations } from '../inbox/profile/other-conversations.tsx'
import { Missing, useTrouble } from './missing.tsx'
import { MoodPanel } from './mood/mood-panel.tsx'
import { ConsentPanel } from './profile/consent-panel.tsx'
import { CustomerName } from './profile/customer-name.tsx'
import { Identities } from './profile/identities.tsx'
import { ProfileForm } from './profile/profile-form.tsx'
import { ProfileMenu } from './profile/profile-menu.tsx'
import { ReviewPanel } from './profile/review-panel.tsx'
import { Compose } from './timeline/compose.tsx'
import { Timeline } from './timeline/timeline.tsx'

/** One customer in full: the timeline of everything, and the profile beside it; one at a time on a phone. */
export function CustomerPage({ id }: { id: string }) {
  const customer = useStore((state) => customerOf(state, id))
  const isHidden = useStore((state) => state.sight[id]?.lost ?? false)
  const { trouble, again } = useTrouble(id)
  if (customer && customer.id !== id) return <Redirect to={`/customers/${customer.id}`} replace />
  if (customer) return <Whole customer={customer} />
  return (
    <main className="flex min-w-0 flex-1 flex-col">
      {isHidden || trouble ? <Missing trouble={isHidden ? null : trouble} onAgain={again} /> : <RowSkeletons rows={3} />}
    </main>
  )
}

function Whole({ customer }: { customer: Customer }) {
  const { t } = useTranslation()
  const isPhone = useIsPhone()
  const [side, setSide] = useState<'timeline' | 'profile'>('timeline')
  const tabs = [
    { value: 'timeline', label: t('timeline.title') },
    { value: 'profile', label: t('profile.details') },
  ] as const
  return (
    <main aria-label={customer.name} className="flex min-h-0 min-w-0 flex-1 flex-col bg-paper">
      <Head customer={customer} />
      {isPhone && (
        <div className="flex justify-center bg-panel pb-2">
          <Segmented label={t('profile.title')} value={side} onChange={setSide} tabs={tabs} />
        </div>
      )}
      <div className="flex min-h-0 flex-1">
        {(!isPhone || side === 'timeline') && (
          <div className="flex min-h-0 min-w-0 flex-1 flex-col">
            {!customer.erased && <Compose customer={customer} />}
            <Timeline customer={customer} />
          </div>
        )}
        {(!isPhone || side === 'profile') && <Profile customer={customer} />}
      </div>
    </main>
  )
}

function Head({ customer }: { customer: Customer }) {
  const { t } = useTranslation()
  const clock = useClock()
  const [, navigate] = useLocation()
  return (
    <header className="flex flex-none items-center gap-3 border-b border-line bg-panel px-3 py-3 md:px-5">
      <IconButton bordered label={t('app.back')} onClick={() => navigate('/customers')}>
        <Icon of={ArrowLeft} />
      </IconButton>
      <Avatar id={customer.id} name={customer.name} />
      <div className="min-w-0 flex-1">
        <CustomerName key={customer.id} customer={customer} />
        <p className="truncate text-s text-ink-3">
          <span className="max-md:hidden">
            {t('profile.since')} {fullDate(clock, customer.createdAt)} ·{' '}
          </span>
          {t('profile.lastSeen')} {customer.lastSeenAt ? fullTime(clock, customer.lastSeenAt) : t('customers.never')}
        </p>
      </div>
      <ProfileMenu customer={customer} />
    </header>
  )
}

function Profile({ customer }: { customer: Customer }) {
  const { t } = useTranslation()
  const mayRead = useMay('inbox.read')
  return (
    <aside
      aria-label={t('profile.title')}
      className="w-full flex-none overflow-auto border-line bg-panel md:w-[344px] md:border-l [&>section:first-child]:border-t-0"
    >
      {customer.erased && (
        <p className="flex items-center gap-2 bg-seal-tint px-[18px] py-3 text-seal-ink">
          <Icon of={UserRoundX} />
          {t('profile.erased')}
        </p>
      )}
      {customer.mergedIds.length > 0 && (
        <p className="px-[18px] py-3 text-s text-ink-3">{t('profile.mergedFrom', { count: customer.mergedIds.length })}</p>
      )}
      <ReviewPanel customer={customer} />
      <Identities customer={customer} />
      <ProfileForm customer={customer} />
      {mayRead && <MoodPanel customerId={customer.id} version={customer.version} />}
      {mayRead && <OtherConversations customerId={customer.id} />}
      <ConsentPanel customer={customer} />
    </aside>
  )
}
