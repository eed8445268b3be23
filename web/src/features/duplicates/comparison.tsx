import { useTranslation } from '../../i18n/use-translation.ts'
import { Link } from 'wouter'
import type { Customer } from '../../../../contract/customers.ts'
import { nameOf } from '../../i18n/index.ts'
import { fullDate, useClock } from '../../i18n/time.ts'
import { useStore } from '../../sync/store.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { Kbd } from '../../ui/chip.tsx'
import { cx } from '../../ui/cx.ts'
import { identityText } from '../customers/identity-text.ts'
import { fieldName, valueText } from '../customers/profile/value-text.ts'
import { isNothing, outcomeOf, rowsOf } from './compare.ts'

type Props = { a: Customer; b: Customer; busy: boolean; /** Null: nothing to decide any more. */ onKeep: ((id: string) => void) | null }

/** Two profiles line by line, what disagrees marked, and below each the button that keeps it; on a phone a line's name stands above it. */
export function Comparison({ a, b, busy, onKeep }: Props) {
  const { t } = useTranslation()
  const clock = useClock()
  const state = useStore()
  const contacts = ({ identities }: Customer) => identities.map(identityText).join('\n')
  return (
    <table className="w-full table-fixed text-left text-[13.5px] max-md:block">
      <thead className="max-md:block">
        <tr className={row}>
          <td className="w-36 max-md:hidden" />
          {[a, b].map((customer) => (
            <th key={customer.id} scope="col" className="px-4 pt-4 pb-2 font-normal">
              <Who customer={customer} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="max-md:block">
        <Line name={t('duplicates.contacts')} values={[contacts(a), contacts(b)]} />
        {rowsOf(a, b).map((one) => (
          <Line
            key={one.key}
            name={fieldName(state, one.key)}
            values={[one.a, one.b].map((value) => (isNothing(value) ? '' : valueText(state, one.key, value, clock)))}
            disagrees={outcomeOf(one) === 'disagrees'}
          />
        ))}
        <Line name={t('duplicates.since')} values={[a, b].map(({ createdAt }) => fullDate(clock, createdAt))} />
      </tbody>
      {onKeep && (
        <tfoot className="max-md:block">
          <tr className={row}>
            <td className="max-md:hidden" />
            <Keep customer={a} shortcut="1" busy={busy} onKeep={onKeep} />
            <Keep customer={b} shortcut="2" busy={busy} onKeep={onKeep} />
          </tr>
        </tfoot>
      )}
    </table>
  )
}

const row = 'align-top max-md:grid max-md:grid-cols-2'

function Who({ customer }: { customer: Customer }) {
  return (
    <Link to={`/customers/${customer.id}`} className="flex min-w-0 items-center gap-2.5 rounded-sm hover:underline">
      <Avatar id={customer.id} name={customer.name} size={32} />
      <span className="truncate text-m font-medium">{nameOf(customer.name)}</span>
    </Link>
  )
}

/** Of what is on one side only nothing has to be decided: it is filled in. */
function Line({ name, values, disagrees }: { name: string; values: readonly string[]; disagrees?: boolean }) {
  const { t } = useTranslation()
  return (
    <tr className={row}>
      <th scope="row" className="px-4 py-1 font-normal break-words text-ink-3 max-md:col-span-2 max-md:pb-0 max-md:text-xs">
        {name}
      </th>
      {values.map((value, at) => (
        <td key={at} className="px-4 py-1 break-words whitespace-pre-line max-md:pt-0">
          <span className={cx(disagrees && '-mx-1 rounded-sm bg-warn-tint box-decoration-clone px-1 py-0.5 font-medium text-warn')}>
            {value || <span className="text-ink-3">{t('duplicates.nothing')}</span>}
          </span>
        </td>
      ))}
    </tr>
  )
}

type KeepProps = { customer: Customer; shortcut: string; busy: boolean; onKeep: (id: string) => void }

function Keep({ customer: { id, name }, shortcut, busy, onKeep }: KeepProps) {
  const { t } = useTranslation()
  return (
    <td className="px-4 pt-3 pb-4">
      <Button busy={busy} className="w-full" onClick={() => onKeep(id)}>
        {t('duplicates.keep')}
        <span className="sr-only">{t('duplicates.keepWhom', { name: nameOf(name) })}</span>
        <span aria-hidden="true" className="max-md:hidden">
          <Kbd>{shortcut}</Kbd>
        </span>
      </Button>
    </td>
  )
}
