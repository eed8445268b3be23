import { useRef, useState } from 'react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { useLocation } from 'wouter'
import { useActions } from '../../../app/actions.ts'
import { useMay } from '../../../sync/may.ts'
import { useIsPhone } from '../../../ui/use-media.ts'
import { CreateCustomer } from '../create-customer.tsx'
import { BulkBar } from './bulk-bar.tsx'
import { ListState } from './list-state.tsx'
import { NarrowedBy } from './narrowed-by.tsx'
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
  const hasBar = canWrite && selection.selected.length > 0
  const active = useMoves(customers.ids, selection.toggle)
  return (
    <main aria-label={t('customers.list')} className="flex min-h-0 min-w-0 flex-1 flex-col bg-panel">
      <Toolbar query={query} onChange={change} onCreate={() => setCreating(true)} />
      <NarrowedBy query={query} total={customers.total} onChange={change} />
      <div className="relative flex min-h-0 flex-1 flex-col">
        {customers.ids.length > 0 ? (
          <Table
            ids={customers.ids}
            active={active}
            selection={selection}
            isPhone={isPhone}
            sort={query.sort}
            onSort={(sort) => change({ sort })}
            covered={hasBar}
            onEnd={customers.next && customers.phase === 'ready' ? customers.more : null}
          />
        ) : (
          <ListState {...customers} query={query} onAgain={customers.again} onChange={change} onCreate={() => setCreating(true)} />
        )}
        {hasBar && <BulkBar ids={selection.selected} onClear={selection.clear} />}
      </div>
      <CreateCustomer open={creating} onClose={() => setCreating(false)} onCreated={customers.again} />
    </main>
  )
}

/** j and k through the list, x marks, o opens. Returns who is at hand. */
function useMoves(ids: readonly string[], toggle: (id: string) => void): string | undefined {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const [active, setActive] = useState<string>()
  // Keys may come faster than the screen is drawn: each goes on from where the last one led.
  const hand = useRef<string>(undefined)
  const move = (step: number) => {
    const at = hand.current ? ids.indexOf(hand.current) : -1
    hand.current = ids[at < 0 ? 0 : at + step] ?? hand.current
    setActive(hand.current)
  }
  const atHand = (act: (id: string) => void) => () => {
    if (hand.current) act(hand.current)
  }
  useActions([
    { id: 'next', label: t('customers.keys.next'), keys: 'j', run: () => move(1) },
    { id: 'previous', label: t('customers.keys.previous'), keys: 'k', run: () => move(-1) },
    { id: 'select', label: t('customers.keys.select'), keys: 'x', run: atHand(toggle) },
    { id: 'open', label: t('customers.keys.open'), keys: 'o', run: atHand((id) => navigate(`/customers/${id}`)) },
  ])
  return active
}
