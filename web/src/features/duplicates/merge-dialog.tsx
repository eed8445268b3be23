import { useEffect, useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useLocation } from 'wouter'
import type { Customer } from '../../../../contract/customers.ts'
import { call } from '../../api.ts'
import { nameOf } from '../../i18n/index.ts'
import { keepCustomer } from '../../sync/entities.ts'
import { learn } from '../../sync/store.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { report } from '../../ui/failure.ts'
import { toast } from '../../ui/toasts.tsx'
import { identityText, mainIdentity } from '../customers/identity-text.ts'
import { MergePreview } from './merge-preview.tsx'
import { undoMerge } from './undo-merge.ts'

type Props = {
  customer: Customer
  /** Whom to merge, where that is known; else one looks for them. */ other?: Customer
  open: boolean
  onClose: () => void
}

/** Merges another customer, whom one looks for, into this one, after a look at what that does. */
export function MergeDialog({ customer, other, open, onClose }: Props) {
  const { t } = useTranslation()
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t('duplicates.mergeTitle', { name: nameOf(customer.name) })}
      hint={t('duplicates.mergeHint')}
      wide
      top
    >
      <Steps customer={customer} {...(other && { other })} onClose={onClose} />
    </Dialog>
  )
}

function Steps({ customer, other: first, onClose }: Omit<Props, 'open'>) {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const [other, setOther] = useState<Customer | null>(first ?? null)
  const [busy, setBusy] = useState(false)
  if (!other) return <Search exceptId={customer.id} onChoose={setOther} />
  const merge = async () => {
    setBusy(true)
    try {
      const merged = await call('merge.create', { id: customer.id, otherId: other.id })
      learn((draft) => keepCustomer(draft, merged))
      toast(t('duplicates.merged', { name: nameOf(merged.name) }), () => void undoMerge(merged.id).catch(report))
      onClose()
      navigate(`/customers/${merged.id}`)
    } catch (error) {
      report(error)
      setBusy(false)
    }
  }
  return (
    <>
      <MergePreview into={customer} from={other} />
      <div className="mt-5 flex justify-end gap-2">
        <Button onClick={() => setOther(null)}>{t('duplicates.other')}</Button>
        <Button look="primary" busy={busy} onClick={() => void merge()}>
          {t('duplicates.sure')}
        </Button>
      </div>
    </>
  )
}

function Search({ exceptId, onChoose }: { exceptId: string; onChoose: (customer: Customer) => void }) {
  const { t } = useTranslation()
  const [q, setQ] = useState('')
  const found = useFound(q, exceptId)
  return (
    <div className="mt-4">
      <input
        autoFocus
        aria-label={t('duplicates.search')}
        placeholder={t('duplicates.search')}
        value={q}
        maxLength={120}
        onChange={(event) => setQ(event.target.value)}
        className="h-10 w-full rounded-md border border-line-strong bg-panel px-3"
      />
      <ul className="mt-2 min-h-52">
        {found?.map((customer) => (
          <li key={customer.id}>
            <Choice customer={customer} onChoose={() => onChoose(customer)} />
          </li>
        ))}
        {found?.length === 0 && <li className="px-1 py-3 text-ink-3">{t('duplicates.nobody')}</li>}
      </ul>
    </div>
  )
}

function Choice({ customer, onChoose }: { customer: Customer; onChoose: () => void }) {
  const identity = mainIdentity(customer)
  return (
    <button type="button" onClick={onChoose} className="flex min-h-12 w-full items-center gap-3 rounded-md px-2 text-left hover:bg-hover">
      <Avatar id={customer.id} name={customer.name} size={32} />
      <span className="min-w-0">
        <span className="block truncate">{nameOf(customer.name)}</span>
        {identity && <span className="block truncate text-s text-ink-3">{identityText(identity)}</span>}
      </span>
    </button>
  )
}

/** Whoever fits, without `exceptId`; null before the first answer. */
function useFound(q: string, exceptId: string): Customer[] | null {
  const [found, setFound] = useState<Customer[] | null>(null)
  useEffect(() => {
    const search = () =>
      call('customer.list', { ...(q.trim() ? { q: q.trim() } : {}), limit: 8 }).then(({ data }) => setFound(data), report)
    const timer = setTimeout(() => void search(), 150)
    return () => clearTimeout(timer)
  }, [q])
  return found?.filter(({ id }) => id !== exceptId) ?? null
}
