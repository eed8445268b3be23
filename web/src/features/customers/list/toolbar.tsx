import { Plus, Search } from 'lucide-react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { useMay } from '../../../sync/may.ts'
import { Button } from '../../../ui/button.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { useIsPhone } from '../../../ui/use-media.ts'
import { ExportMenu } from '../../export/export-menu.tsx'
import { AreaNav } from '../area-nav.tsx'
import { ColumnsMenu } from './columns-menu.tsx'
import { FilterMenu } from './filter-menu.tsx'
import { SegmentMenu } from './segment-menu.tsx'
import { SortMenu } from './sort-menu.tsx'
import { inputOf, type CustomerQuery } from './use-customer-query.ts'

type Props = { query: CustomerQuery; onChange: (part: Partial<CustomerQuery>) => void; onCreate: () => void }

/** Above the list: who is looked for, in which order, and how new ones come in. */
export function Toolbar({ query, onChange, onCreate }: Props) {
  const { t } = useTranslation()
  const isPhone = useIsPhone()
  return (
    <header className="flex flex-none flex-col gap-2.5 border-b border-line px-3 py-3 md:px-5">
      <div className="flex items-center gap-2">
        <h1 className="sr-only">{t('customers.list')}</h1>
        <AreaNav />
        <NewOne onCreate={onCreate} />
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <label className="flex h-[34px] basis-full items-center gap-2 rounded-md bg-sunken px-2.5 text-ink-3 focus-within:shadow-(--focus) md:max-w-80 md:flex-1">
          <Icon of={Search} />
          <input
            type="search"
            aria-label={t('customers.search')}
            placeholder={t('customers.search')}
            value={query.q}
            maxLength={200}
            onChange={(event) => onChange({ q: event.target.value })}
            className="min-w-0 flex-1 bg-transparent text-ink focus-visible:shadow-none"
          />
        </label>
        <SegmentMenu value={query.segmentId} onChange={(segmentId) => onChange({ segmentId })} />
        <FilterMenu value={query.filter} onChange={(filter) => onChange({ filter })} />
        <SortMenu value={query.sort} onChange={(sort) => onChange({ sort })} />
        {!isPhone && <ColumnsMenu />}
        <ExportMenu list="customers" query={inputOf(query)} />
      </div>
    </header>
  )
}

function NewOne({ onCreate }: { onCreate: () => void }) {
  const { t } = useTranslation()
  const canWrite = useMay('customer.write')
  if (!canWrite) return null
  return (
    <Button look="primary" onClick={onCreate} aria-label={t('customers.create')}>
      <Icon of={Plus} />
      <span className="hidden md:inline">{t('customers.create')}</span>
    </Button>
  )
}
