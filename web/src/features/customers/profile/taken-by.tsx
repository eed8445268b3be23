import { useEffect, useState } from 'react'
import { Link } from 'wouter'
import { useTranslation } from '../../../i18n/use-translation.ts'
import type { Customer } from '../../../../../contract/customers.ts'
import { nameOf } from '../../../i18n/index.ts'
import { useMay } from '../../../sync/may.ts'
import { customerOf, useStore } from '../../../sync/store.ts'
import { loadCustomer } from '../../../sync/threads.ts'
import { MergeDialog } from '../../duplicates/merge-dialog.tsx'

type Props = {
  /** Whose the address or number is. */
  ownerId: string
  /** Who was to have it, where there is somebody to merge with. */
  customer?: Customer
  /** They were left for the other customer, or became one. */
  onLeave?: () => void
}

/** The ways on when an address belongs to another customer: to that one, and to making the two one. */
export function TakenBy({ ownerId, customer, onLeave }: Props) {
  const { t } = useTranslation()
  const [merging, setMerging] = useState(false)
  const mayMerge = useMay('customer.merge')
  const owner = useStore((state) => customerOf(state, ownerId))
  // Gone or hidden since the refusal, there is nowhere to lead to.
  useEffect(() => void loadCustomer(ownerId).catch(() => undefined), [ownerId])
  const isOne = owner !== undefined && owner.id === customer?.id
  useEffect(() => {
    if (isOne) onLeave?.()
  }, [isOne, onLeave])
  if (!owner || isOne) return null
  const look = 'rounded-sm font-medium text-accent-ink underline-offset-2 hover:underline'
  return (
    <p className="flex flex-wrap gap-x-3 gap-y-1 text-s">
      <Link to={`/customers/${owner.id}`} onClick={onLeave} className={look}>
        {t('profile.openOwner', { name: nameOf(owner.name) })}
      </Link>
      {customer && mayMerge && (
        <button type="button" className={look} onClick={() => setMerging(true)}>
          {t('profile.mergeOwner', { name: nameOf(owner.name) })}
        </button>
      )}
      {customer && <MergeDialog customer={customer} other={owner} open={merging} onClose={() => setMerging(false)} />}
    </p>
  )
}
