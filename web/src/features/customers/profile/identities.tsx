import { BadgeCheck, Plus, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import type { Customer, Identity } from '../../../../../contract/customers.ts'
import { call } from '../../../api.ts'
import { useMay } from '../../../sync/may.ts'
import { learnCustomer } from '../../../sync/store.ts'
import { IconButton } from '../../../ui/button.tsx'
import { Confirm } from '../../../ui/dialog.tsx'
import { report } from '../../../ui/failure.ts'
import { Icon } from '../../../ui/icon.tsx'
import { identityIcon, identityText } from '../identity-text.ts'
import { AddIdentity } from './add-identity.tsx'
import { Section } from './section.tsx'

/** How a customer is known: what was proved carries a mark, what was only claimed does not. */
export function Identities({ customer }: { customer: Customer }) {
  const { t } = useTranslation()
  const [adding, setAdding] = useState(false)
  const canWrite = useMay('customer.write') && !customer.erased
  const add = (
    <IconButton label={t('profile.addIdentity')} onClick={() => setAdding(true)} className="-my-1 size-7">
      <Icon of={Plus} size={16} />
    </IconButton>
  )
  return (
    <Section title={t('profile.identities')} action={canWrite && add}>
      <ul className="flex flex-col gap-[7px] text-[13.5px]">
        {customer.identities.map((identity) => (
          <IdentityRow key={identity.id} customer={customer} identity={identity} canWrite={canWrite} />
        ))}
      </ul>
      {adding && <AddIdentity customer={customer} onDone={() => setAdding(false)} />}
    </Section>
  )
}

function IdentityRow({ customer, identity, canWrite }: { customer: Customer; identity: Identity; canWrite: boolean }) {
  const { t } = useTranslation()
  const text = identityText(identity)
  const [asking, setAsking] = useState(false)
  const remove = () => call('identity.remove', { id: customer.id, identityId: identity.id }).then(learnCustomer, report)
  return (
    <li className="group flex min-h-6 items-center gap-2">
      <Icon of={identityIcon(identity)} size={15} className="text-ink-3" />
      <span className="min-w-0 flex-1 truncate" title={identity.verified ? identity.value : `${identity.value} · ${t('profile.claimed')}`}>
        {text}
      </span>
      {identity.verified && (
        <span role="img" aria-label={t('profile.verified')} title={t('profile.verified')} className="text-good">
          <Icon of={BadgeCheck} size={15} />
        </span>
      )}
      {!identity.verified && canWrite && (
        <IconButton
          label={t('profile.removeIdentity', { value: text })}
          onClick={() => setAsking(true)}
          className="size-6 opacity-0 group-hover:opacity-100 focus-visible:opacity-100"
        >
          <Icon of={X} size={14} />
        </IconButton>
      )}
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        title={t('profile.removeIdentityTitle', { value: text })}
        body={t('profile.removeIdentityBody')}
        action={t('profile.removeIdentityAction')}
        onConfirm={remove}
      />
    </li>
  )
}
