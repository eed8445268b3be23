import { FileUp, Plus, Search } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { useMay } from '../../../sync/may.ts'
import { Button } from '../../../ui/button.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { useIsPhone } from '../../../ui/use-media.ts'
import { ColumnsMenu } from './columns-menu.tsx'
import { SegmentMenu } from './segment-menu.tsx'
import { SortMenu } from './sort-menu.tsx'
import type { CustomerQuery } from './use-customer-query.ts'

type Props = { query: CustomerQuery; onChange: (part: Partial<CustomerQuery>) => void; onCreate: () => void }

/** Above the list: who is looked for, in which order, and how new ones come in. */
export function Toolbar({ query, onChange, onCreate }: Props) {
  const { t } = useTranslation()
  const isPhone = useIsPhone()
  return (
    <header className="flex flex-none flex-col gap-2.5 border-b border-line px-3 py-3 md:px-5">
      <div className="flex items-center gap-2">
        <h1 className="mr-2 text-xl font-semibold">{t('customers.list')}</h1>
        <span className="flex-1" />
        <NewOnes onCreate={onCreate} />
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <label className="flex h-[34px] min-w-52 flex-1 items-center gap-2 rounded-md bg-sunken px-2.5 text-ink-3 focus-within:shadow-(--focus) md:max-w-80">
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
        <SortMenu value={query.sort} onChange={(sort) => onChange({ sort })} />
        {!isPhone && <ColumnsMenu />}
      </div>
    </header>
  )
}

function NewOnes({ onCreate }: { onCreate: () => void }) {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const canImport = useMay('customer.import')
  const canWrite = useMay('customer.write')
  return (
    <>
      {canImport && (
        <Button onClick={() => navigate('/customers/import')}>
          <Icon of={FileUp} />
          {t('customers.import')}
        </Button>
      )}
      {canWrite && (
        <Button look="primary" onClick={onCreate} aria-label={t('customers.create')}>
          <Icon of={Plus} />
          <span className="hidden md:inline">{t('customers.create')}</span>
        </Button>
      )}
    </>
  )
}
