import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Customer } from '../../../../contract/customers.ts'
import { nameOf } from '../../i18n/index.ts'
import { fullDate, useClock } from '../../i18n/time.ts'
import { useStore } from '../../sync/store.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { cx } from '../../ui/cx.ts'
import { Kbd } from '../../ui/chip.tsx'
import { identityText } from '../customers/identity-text.ts'
import { fieldName, valueText } from '../customers/profile/value-text.ts'
import { isNothing, type Row } from './compare.ts'

type Props = {
  customer: Customer
  rows: readonly Row[]
  of: 'a' | 'b'
  shortcut: string
  busy: boolean
  /** Null: nothing to decide any more. */ onKeep: (() => void) | null
}

/** One of two profiles, with what differs from the other marked, and the button that keeps it. */
export function Side({ customer, rows, of, shortcut, busy, onKeep }: Props) {
  const { t } = useTranslation()
  const clock = useClock()
  const state = useStore()
  const name = nameOf(customer.name)
  return (
    <div className="flex min-w-0 flex-1 flex-col gap-3 p-4">
      <Link to={`/customers/${customer.id}`} className="flex min-w-0 items-center gap-2.5 rounded-sm">
        <Avatar id={customer.id} name={customer.name} size={32} />
        <span className="truncate font-medium">{name}</span>
      </Link>
      <dl className="flex-1 text-[13.5px]">
        <Line label={t('duplicates.contacts')}>{customer.identities.map(identityText).join(', ') || t('duplicates.nothing')}</Line>
        {rows.map((row) => (
          <Line key={row.key} label={fieldName(state, row.key)} marked={row.differs && !isNothing(row[of])}>
            {(isNothing(row[of]) ? '' : valueText(state, row.key, row[of], clock)) || t('duplicates.nothing')}
          </Line>
        ))}
        <Line label={t('duplicates.since')}>{fullDate(clock, customer.createdAt)}</Line>
      </dl>
      {onKeep && (
        <Button busy={busy} aria-label={t('duplicates.keepKey', { name })} onClick={onKeep}>
          {t('duplicates.keep')} <Kbd>{shortcut}</Kbd>
        </Button>
      )}
    </div>
  )
}

function Line({ label, marked, children }: { label: string; marked?: boolean; children: string }) {
  return (
    <div className="flex gap-3 py-0.5">
      <dt className="w-24 flex-none text-ink-3">{label}</dt>
      <dd className={cx('min-w-0 flex-1 break-words', marked && 'rounded-sm bg-warn-tint px-1 font-medium text-warn')}>{children}</dd>
    </div>
  )
}
