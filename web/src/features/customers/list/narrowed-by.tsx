import { X } from 'lucide-react'
import { lazy, type ReactNode, Suspense } from 'react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import type { CustomerCount } from '../../../../../contract/customers.ts'
import { useStore } from '../../../sync/store.ts'
import { Icon } from '../../../ui/icon.tsx'
import { conditionOf, partsOf, without } from '../../filter/filter.ts'
import type { CustomerQuery } from './use-customer-query.ts'

const ConditionWords = lazy(() => import('../../conditions/condition-words.tsx'))

type Props = { query: CustomerQuery; total: CustomerCount | null; onChange: (part: Partial<CustomerQuery>) => void }

/** How many customers the list has, and by what it is narrowed: each can be taken off by itself. */
export function NarrowedBy({ query, total, onChange }: Props) {
  const { t } = useTranslation()
  const segment = useStore((state) => (query.segmentId ? state.segments[query.segmentId]?.name : undefined))
  const condition = conditionOf(query.filter)
  const parts = condition ? partsOf(condition) : []
  const isNarrowed = parts.length > 0 || query.segmentId !== null
  return (
    <div className="flex flex-none flex-wrap items-center gap-1.5 border-b border-line px-3 py-1.5 text-s text-ink-2 md:px-5">
      <Total total={total} />
      {query.segmentId && (
        <Removable name={segment ?? t('customers.segmentGone')} onRemove={() => onChange({ segmentId: null })}>
          {t('customers.segment')}: {segment ?? t('customers.segmentGone')}
        </Removable>
      )}
      {parts.map((part, n) => (
        <Removable
          key={JSON.stringify(part)}
          name={t('customers.filterPart', { n: n + 1 })}
          onRemove={() => onChange({ filter: without(parts, n) })}
        >
          <Suspense fallback={t('inbox.filtered')}>
            <ConditionWords subject="customer" condition={part} />
          </Suspense>
        </Removable>
      ))}
      {isNarrowed && (
        <button
          type="button"
          onClick={() => onChange({ filter: null, segmentId: null })}
          className="rounded-sm px-1 font-medium text-accent-ink hover:underline"
        >
          {t('customers.clearFilter')}
        </button>
      )}
    </div>
  )
}

function Total({ total }: { total: CustomerCount | null }) {
  const { t, i18n } = useTranslation()
  const values = total && { count: total.count, n: total.count.toLocaleString(i18n.language) }
  return (
    <p role="status" className="mr-1.5 min-h-5 tabular-nums">
      {values && (total.exact ? t('conditions.count', values) : t('conditions.countAbout', values))}
    </p>
  )
}

function Removable({ name, onRemove, children }: { name: string; onRemove: () => void; children: ReactNode }) {
  const { t } = useTranslation()
  return (
    <span className="inline-flex h-7 max-w-full items-center gap-1 rounded-[7px] border border-accent bg-accent-tint pr-0.5 pl-2 text-accent-ink">
      <span className="truncate">{children}</span>
      <button
        type="button"
        aria-label={t('customers.removeFilter', { name })}
        title={t('customers.removeFilter', { name })}
        onClick={onRemove}
        className="grid size-6 flex-none place-items-center rounded-[5px] hover:bg-hover"
      >
        <Icon of={X} size={13} />
      </button>
    </span>
  )
}
