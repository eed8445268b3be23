import { BadgeCheck, Mail, MessageSquare, type LucideIcon, Phone, Plus, UserRound, X } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Customer, Identity, IdentityKind } from '../../../../../contract/customers.ts'
import { ApiError, call } from '../../../api.ts'
import { keep } from '../../../sync/entities.ts'
import { learn } from '../../../sync/store.ts'
import { Button, IconButton } from '../../../ui/button.tsx'
import { explain, report } from '../../../ui/failure.ts'
import { Icon } from '../../../ui/icon.tsx'
import { Section } from './section.tsx'

const icons: Partial<Record<IdentityKind, LucideIcon>> = { email: Mail, phone: Phone, visitor: MessageSquare }

/** How a customer is known: what was proved carries a mark, what was only claimed does not. */
export function Identities({ customer }: { customer: Customer }) {
  const { t } = useTranslation()
  const [adding, setAdding] = useState(false)
  return (
    <Section
      title={t('profile.identities')}
      action={
        <IconButton label={t('profile.addEmail')} onClick={() => setAdding(true)} className="-my-1 size-7">
          <Icon of={Plus} size={16} />
        </IconButton>
      }
    >
      <ul className="flex flex-col gap-[7px] text-[13.5px]">
        {customer.identities.map((identity) => (
          <IdentityRow key={identity.id} customer={customer} identity={identity} />
        ))}
      </ul>
      {adding && <AddEmail customer={customer} onDone={() => setAdding(false)} />}
    </Section>
  )
}

function IdentityRow({ customer, identity }: { customer: Customer; identity: Identity }) {
  const { t } = useTranslation()
  const text = useIdentityText(identity)
  const remove = () =>
    void call('identity.remove', { id: customer.id, identityId: identity.id }).then(
      (next) => learn((draft) => keep(draft, 'customers', next)),
      report,
    )
  return (
    <li className="group flex min-h-6 items-center gap-2">
      <Icon of={icons[identity.kind] ?? UserRound} size={15} className="text-ink-3" />
      <span className="min-w-0 flex-1 truncate" title={identity.verified ? identity.value : `${identity.value} · ${t('profile.claimed')}`}>
        {text}
      </span>
      {identity.verified ? (
        <span role="img" aria-label={t('profile.verified')} title={t('profile.verified')} className="text-good">
          <Icon of={BadgeCheck} size={15} />
        </span>
      ) : (
        <IconButton
          label={t('profile.removeIdentity', { value: text })}
          onClick={remove}
          className="size-6 opacity-0 group-hover:opacity-100 focus-visible:opacity-100"
        >
          <Icon of={X} size={14} />
        </IconButton>
      )}
    </li>
  )
}

/** An address as it is; a visitor's or account's id without the channel it belongs to, and short. */
function useIdentityText({ kind, value }: Identity): string {
  const { t } = useTranslation()
  const own = value.slice(value.indexOf('/') + 1)
  if (kind === 'email') return value
  return kind === 'visitor' ? t('profile.visitor', { value: own.slice(-4) }) : t('profile.account', { value: own })
}

function AddEmail({ customer, onDone }: { customer: Customer; onDone: () => void }) {
  const { t } = useTranslation()
  const [value, setValue] = useState('')
  const [error, setError] = useState<string>()
  const add = async () => {
    try {
      const next = await call('identity.add', { id: customer.id, kind: 'email', value })
      learn((draft) => keep(draft, 'customers', next))
      onDone()
    } catch (refusal) {
      if (!(refusal instanceof ApiError)) throw refusal
      setError(explain(refusal))
    }
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    void add()
  }
  return (
    <form onSubmit={onSubmit} className="mt-2 flex flex-col gap-2" onKeyDown={(event) => event.key === 'Escape' && onDone()}>
      <input
        autoFocus
        required
        type="email"
        aria-label={t('profile.emailAddress')}
        placeholder={t('profile.emailAddress')}
        aria-invalid={Boolean(error)}
        value={value}
        onChange={(event) => setValue(event.target.value)}
        className="h-8 rounded-sm border border-line-strong bg-panel px-2"
      />
      {error && (
        <p role="alert" className="text-s text-seal-ink">
          {error}
        </p>
      )}
      <div className="flex gap-1.5">
        <Button small look="primary" type="submit">
          {t('profile.addEmail')}
        </Button>
        <Button small onClick={onDone}>
          {t('app.cancel')}
        </Button>
      </div>
    </form>
  )
}
