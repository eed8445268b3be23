import { CloudOff, Plus, Search, UserRound } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, IconButton } from '../../ui/button.tsx'
import { Empty, RowSkeletons } from '../../ui/empty.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useIsPhone } from '../../ui/use-media.ts'
import { CreateCustomer } from './create-customer.tsx'
import { CustomerRows } from './customer-rows.tsx'
import { useCustomers } from './use-customers.ts'

/** The left pane: find by the beginning of a name or an address, or make a new one. */
export function CustomerListPane({ selected }: { selected: string | undefined }) {
  const { t } = useTranslation()
  const [q, setQ] = useState('')
  const [creating, setCreating] = useState(false)
  const wanted = q.trim()
  const customers = useCustomers(wanted)
  const Pane = useIsPhone() ? 'main' : 'section'
  return (
    <Pane aria-label={t('customers.list')} className="flex min-h-0 w-full flex-none flex-col border-line bg-panel md:w-[348px] md:border-r">
      <h1 className="sr-only">{t('customers.list')}</h1>
      <div className="flex items-center gap-2 px-3.5 pt-3.5 pb-3">
        <label className="flex h-9 min-w-0 flex-1 items-center gap-2 rounded-md bg-sunken px-2.5 text-ink-3 focus-within:shadow-(--focus)">
          <Icon of={Search} />
          <input
            type="search"
            aria-label={t('customers.search')}
            placeholder={t('customers.search')}
            value={q}
            onChange={(event) => setQ(event.target.value)}
            className="min-w-0 flex-1 bg-transparent text-ink focus-visible:shadow-none"
          />
        </label>
        <IconButton bordered label={t('customers.create')} onClick={() => setCreating(true)}>
          <Icon of={Plus} />
        </IconButton>
      </div>
      {customers.ids.length > 0 ? (
        <CustomerRows
          ids={customers.ids}
          selected={selected}
          onEnd={customers.next && customers.phase === 'ready' ? customers.more : null}
        />
      ) : (
        <State phase={customers.phase} q={wanted} onAgain={customers.again} onClear={() => setQ('')} onCreate={() => setCreating(true)} />
      )}
      <CreateCustomer open={creating} onClose={() => setCreating(false)} onCreated={customers.again} />
    </Pane>
  )
}

type StateProps = { phase: 'loading' | 'ready' | 'failed'; q: string; onAgain: () => void; onClear: () => void; onCreate: () => void }

function State({ phase, q, onAgain, onClear, onCreate }: StateProps) {
  const { t } = useTranslation()
  if (phase === 'loading') return <RowSkeletons />
  if (phase === 'failed')
    return (
      <Empty icon={CloudOff} title={t('customers.failed')} hint={t('error.offline')}>
        <Button onClick={onAgain}>{t('app.retry')}</Button>
      </Empty>
    )
  if (q !== '')
    return (
      <Empty icon={Search} title={t('customers.noMatch', { q })}>
        <Button onClick={onClear}>{t('customers.noMatchAction')}</Button>
      </Empty>
    )
  return (
    <Empty icon={UserRound} title={t('customers.empty')} hint={t('customers.emptyHint')}>
      <Button onClick={onCreate}>{t('customers.create')}</Button>
    </Empty>
  )
}
