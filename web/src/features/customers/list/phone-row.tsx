import { useTranslation } from '../../../i18n/use-translation.ts'
import { Link } from 'wouter'
import { nameOf } from '../../../i18n/index.ts'
import { shortAgo, useClock, useNow } from '../../../i18n/time.ts'
import { useStore } from '../../../sync/store.ts'
import { Avatar } from '../../../ui/avatar.tsx'
import { identityText, mainIdentity } from '../identity-text.ts'
import type { RowProps } from './row.tsx'

/** One customer in two lines. */
export function PhoneRow({ id }: RowProps) {
  const { t } = useTranslation()
  const clock = useClock()
  const now = useNow()
  const customer = useStore((state) => state.customers[id])
  if (!customer) return null
  const main = mainIdentity(customer)
  const facts = [customer.company, main && identityText(main)]
  return (
    <div role="row" className="h-full">
      <span role="cell">
        <Link
          to={`/customers/${id}`}
          className="flex h-full items-center gap-3 border-b border-line px-4 focus-visible:shadow-[inset_0_0_0_2px_var(--accent)]"
        >
          <Avatar id={id} name={nameOf(customer.name)} />
          <span className="min-w-0 flex-1">
            <span className="flex items-center gap-2">
              <span className="truncate font-medium">{nameOf(customer.name)}</span>
              {customer.lastSeenAt && (
                <span className="ml-auto flex-none text-s text-ink-3">{shortAgo(clock, customer.lastSeenAt, now, t('time.now'))}</span>
              )}
            </span>
            <span className="block truncate text-[13.5px] text-ink-2">{facts.filter(Boolean).join(' · ')}</span>
          </span>
        </Link>
      </span>
    </div>
  )
}
