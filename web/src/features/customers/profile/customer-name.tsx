import { Pencil } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { nameOf } from '../../../i18n/index.ts'
import type { Customer } from '../../../../../contract/customers.ts'
import { ApiError, call } from '../../../api.ts'
import { keep } from '../../../sync/entities.ts'
import { learn, useStore } from '../../../sync/store.ts'
import { IconButton } from '../../../ui/button.tsx'
import { explain } from '../../../ui/failure.ts'
import { Icon } from '../../../ui/icon.tsx'

/** The name, changed where it stands: Enter keeps it, Escape lets it be. */
export function CustomerName({ customer }: { customer: Customer }) {
  const { t } = useTranslation()
  const [editing, setEditing] = useState<Customer | null>(null)
  if (editing) return <NameForm from={editing} onDone={() => setEditing(null)} />
  return (
    <div className="group flex items-center gap-1">
      <h2 className="truncate text-[17px] leading-[1.3] font-[650]">{nameOf(customer.name)}</h2>
      <IconButton
        label={t('profile.rename')}
        onClick={() => setEditing(customer)}
        className="size-7 opacity-60 group-hover:opacity-100 focus-visible:opacity-100"
      >
        <Icon of={Pencil} size={14} />
      </IconButton>
    </div>
  )
}

function NameForm({ from, onDone }: { from: Customer; onDone: () => void }) {
  const { t } = useTranslation()
  const [name, setName] = useState(from.name)
  const [error, setError] = useState<string>()
  const save = async () => {
    if (name.trim() === '' || name.trim() === from.name) return onDone()
    try {
      const customer = await call('customer.update', {
        id: from.id,
        changes: { name: { value: name, base: from.states['name']?.version ?? 0 } },
      })
      learn((draft) => keep(draft, 'customers', customer))
      onDone()
    } catch (refusal) {
      if (!(refusal instanceof ApiError)) throw refusal
      const now = useStore.getState().customers[from.id]
      setError(refusal.code === 'conflict' && now ? t('profile.nameChanged', { name: now.name }) : explain(refusal))
    }
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    void save()
  }
  return (
    <form onSubmit={onSubmit}>
      <input
        autoFocus
        aria-label={t('profile.name')}
        aria-invalid={Boolean(error)}
        maxLength={120}
        value={name}
        onChange={(event) => setName(event.target.value)}
        onFocus={(event) => event.target.select()}
        onBlur={() => !error && void save()}
        onKeyDown={(event) => event.key === 'Escape' && onDone()}
        className="h-8 w-full rounded-sm border border-line-strong bg-panel px-2 text-[15px] font-semibold"
      />
      {error && (
        <p role="alert" className="mt-1 text-s text-seal-ink">
          {error}
        </p>
      )}
    </form>
  )
}
