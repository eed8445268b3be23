import { Plus } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { nameOf } from '../../../i18n/index.ts'
import type { Conversation } from '../../../../../contract/conversations.ts'
import type { Customer, CustomerRef } from '../../../../../contract/customers.ts'
import { call } from '../../../api.ts'
import { relink } from '../../../sync/commands.ts'
import { Avatar } from '../../../ui/avatar.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { report } from '../../../ui/failure.ts'
import { Icon } from '../../../ui/icon.tsx'
import { toast } from '../../../ui/toasts.tsx'

type Props = { conversation: Conversation; open: boolean; onClose: () => void }

/** Moves a conversation to the customer it really is of: one that exists, or a new one. */
export function RelinkDialog({ conversation, open, onClose }: Props) {
  const { t } = useTranslation()
  return (
    <Dialog open={open} onClose={onClose} title={t('profile.relinkTitle')} hint={t('profile.relinkHint')} top>
      <RelinkForm conversation={conversation} onClose={onClose} />
    </Dialog>
  )
}

function RelinkForm({ conversation, onClose }: Omit<Props, 'open'>) {
  const { t } = useTranslation()
  const [q, setQ] = useState('')
  const found = useFound(q).filter((customer) => customer.id !== conversation.customer.id)
  const name = q.trim()
  const link = async (customer: CustomerRef) => {
    await relink({ id: conversation.id, customerId: customer.id })
    toast(
      t('profile.relinked', { name: nameOf(customer.name) }),
      () => void relink({ id: conversation.id, customerId: conversation.customer.id }).catch(report),
    )
    onClose()
  }
  const create = async () => link(await call('customer.create', { name }))
  return (
    <div className="mt-4">
      <input
        autoFocus
        aria-label={t('customers.search')}
        placeholder={t('customers.search')}
        value={q}
        maxLength={120}
        onChange={(event) => setQ(event.target.value)}
        className="h-10 w-full rounded-md border border-line-strong bg-panel px-3"
      />
      <div className="mt-2 flex min-h-52 flex-col">
        {found.map((customer) => (
          <Choice
            key={customer.id}
            onChoose={() => void link(customer).catch(report)}
            icon={<Avatar id={customer.id} name={customer.name} size={32} />}
            hint={customer.identities[0]?.value}
          >
            {nameOf(customer.name)}
          </Choice>
        ))}
        {name !== '' && (
          <Choice onChoose={() => void create().catch(report)} icon={<Icon of={Plus} className="mx-[7px] text-ink-3" />}>
            {t('profile.relinkCreate', { name })}
          </Choice>
        )}
      </div>
    </div>
  )
}

function Choice({
  icon,
  hint,
  onChoose,
  children,
}: {
  icon: ReactNode
  hint?: string | undefined
  onChoose: () => void
  children: ReactNode
}) {
  return (
    <button type="button" onClick={onChoose} className="-mx-2 flex min-h-12 items-center gap-3 rounded-md px-2 text-left hover:bg-hover">
      {icon}
      <span className="min-w-0">
        <span className="block truncate">{children}</span>
        {hint && <span className="block truncate text-s text-ink-3">{hint}</span>}
      </span>
    </button>
  )
}

function useFound(q: string): Customer[] {
  const [found, setFound] = useState<Customer[]>([])
  useEffect(() => {
    const search = () =>
      call('customer.list', { ...(q.trim() ? { q: q.trim() } : {}), limit: 5 }).then(({ data }) => setFound(data), report)
    const timer = setTimeout(() => void search(), 150)
    return () => clearTimeout(timer)
  }, [q])
  return found
}
