import { CornerUpRight, ShieldAlert } from 'lucide-react'
import type { Recipients } from '../../../../../contract/conversations.ts'
import type { ChosenRecipients, Mailbox } from '../../../../../contract/mailbox.ts'
import { sameAddress, writeMailbox } from '../../../../../contract/mail-address.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { Icon } from '../../../ui/icon.tsx'
import { rows } from './recipients.ts'

type Props = {
  found: Recipients
  chosen: ChosenRecipients
  /** Null where this person cannot choose. */
  onAdd: ((some: readonly Mailbox[]) => void) | null
  onRemove: ((some: readonly Mailbox[]) => void) | null
}

/** What is to be known of the recipients before an answer goes out: who was named by a sender nobody vouches for, and that the answer goes elsewhere. */
export function RecipientsNote({ found, chosen, onAdd, onRemove }: Props) {
  const { t } = useTranslation()
  const { unconfirmed, insteadOf, to } = found
  const isChosen = (one: Mailbox) => rows.some((row) => chosen[row].some(({ address }) => sameAddress(address, one.address)))
  const included = unconfirmed.filter(isChosen)
  const goesElsewhere = insteadOf !== null && to.some(isChosen)
  const names = (list: readonly Mailbox[]) => list.map(writeMailbox).join(', ')
  return (
    <>
      {goesElsewhere && (
        <p className="flex items-start gap-1.5 py-1 text-ink-2">
          <Icon of={CornerUpRight} size={15} className="mt-px flex-none" />
          <span className="[overflow-wrap:anywhere]">{t('composer.insteadOf', { from: names([insteadOf]), to: names(to) })}</span>
        </p>
      )}
      {unconfirmed.length > 0 && (
        <div className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 rounded-sm bg-warn-tint px-2.5 py-1.5 text-warn">
          <Icon of={ShieldAlert} size={15} />
          <span className="min-w-40 flex-1 [overflow-wrap:anywhere]">
            {included.length > 0
              ? t('composer.copiesUnproven', { who: names(included) })
              : t('composer.copiesHeld', { who: names(unconfirmed) })}
          </span>
          {onAdd && onRemove && (
            <button
              type="button"
              onClick={() => (included.length > 0 ? onRemove(included) : onAdd(unconfirmed))}
              className="h-7 rounded-sm border border-line-strong bg-panel px-2.5 font-medium text-ink hover:bg-hover max-md:h-9"
            >
              {included.length > 0 ? t('composer.copiesRemove') : t('composer.copiesAdd')}
            </button>
          )}
        </div>
      )}
    </>
  )
}
