import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { useActions } from '../../../app/actions.ts'
import { useMay } from '../../../sync/may.ts'
import { useIsPhone } from '../../../ui/use-media.ts'
import { CreateCustomer } from '../create-customer.tsx'
import { BulkBar } from './bulk-bar.tsx'
import { ListState } from './list-state.tsx'
import { Table } from './table.tsx'
import { Toolbar } from './toolbar.tsx'
import { useCustomerQuery } from './use-customer-query.ts'
import { useCustomers } from './use-customers.ts'
import { useSelection } from './use-selection.ts'

/** All customers one may see: found, filtered, ordered, and changed many at a time. */
export function ListPage() {
  const { t } = useTranslation()
  const { query, change } = useCustomerQuery()
  const customers = useCustomers(query)
  const selection = useSelection(customers.ids)
  const isPhone = useIsPhone()
  const canWrite = useMay('customer.write')
  const [creating, setCreating] = useState(false)
  const active = useMoves(customers.ids, selection.toggle)
  return (
    <main aria-label={t('customers.list')} className="flex min-h-0 min-w-0 flex-1 flex-col bg-panel">
      <Toolbar query={query} onChange={change} onCreate={() => setCreating(true)} />
      {canWrite && selection.selected.length > 0 && <BulkBar ids={selection.selected} onClear={selection.clear} />}
      {customers.ids.length > 0 ? (
        <Table
          ids={customers.ids}
          active={active}
          selection={selection}
          isPhone={isPhone}
          onEnd={customers.next && customers.phase === 'ready' ? customers.more : null}
        />
      ) : (
        <ListState {...customers} query={query} onAgain={customers.again} onChange={change} onCreate={() => setCreating(true)} />
      )}
      <CreateCustomer open={creating} onClose={() => setCreating(false)} onCreated={customers.again} />
    </main>
  )
}

/** j and k through the list, x marks, o opens. Returns who is at hand. */
function useMoves(ids: readonly string[], toggle: (id: string) => void): string | undefined {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const [active, setActive] = useState<string>()
  const at = active ? ids.indexOf(active) : -1
  const move = (step: number) => setActive((now) => ids[at < 0 ? 0 : at + step] ?? now)
  useActions([
    { id: 'next', label: t('customers.keys.next'), keys: 'j', run: () => move(1) },
    { id: 'previous', label: t('customers.keys.previous'), keys: 'k', run: () => move(-1) },
    { id: 'select', label: t('customers.keys.select'), keys: 'x', run: () => active && toggle(active) },
    { id: 'open', label: t('customers.keys.open'), keys: 'o', run: () => active && navigate(`/customers/${active}`) },
  ])
  return active
}
