import type { Customer } from '../../../../../contract/customers.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { fullTime, shortAgo, useClock, useNow } from '../../../i18n/time.ts'
import { useStore } from '../../../sync/store.ts'
import { identityText, mainIdentity } from '../identity-text.ts'
import { LabelChip } from '../profile/label-chip.tsx'
import { valueOf } from '../profile/profile-keys.ts'
import { valueText } from '../profile/value-text.ts'

/** What one column shows of a customer. */
export function Cell({ customer, column }: { customer: Customer; column: string }) {
  switch (column) {
    case 'identity':
      return <IdentityCell customer={customer} />
    case 'labels':
      return customer.labelIds.map((id) => <LabelChip key={id} id={id} />)
    case 'seen':
      return <TimeCell at={customer.lastSeenAt} />
    case 'created':
      return <TimeCell at={customer.createdAt} />
    default:
      return <ValueCell customer={customer} column={column} />
  }
}

function IdentityCell({ customer }: { customer: Customer }) {
  const main = mainIdentity(customer)
  const others = customer.identities.length - 1
  return (
    <span className="truncate" title={customer.identities.map(identityText).join('\n')}>
      {main && identityText(main)}
      {others > 0 && <span className="ml-1 text-ink-3">+{others}</span>}
    </span>
  )
}

function TimeCell({ at }: { at: string | null }) {
  const { t } = useTranslation()
  const clock = useClock()
  const now = useNow()
  if (!at) return <span className="text-ink-3">{t('customers.never')}</span>
  return (
    <time dateTime={at} title={fullTime(clock, at)} className="truncate">
      {shortAgo(clock, at, now, t('time.now'))}
    </time>
  )
}

function ValueCell({ customer, column }: { customer: Customer; column: string }) {
  const clock = useClock()
  const text = useStore((state) => valueText(state, column, valueOf(customer, column), clock))
  return <span className="truncate">{text}</span>
}
