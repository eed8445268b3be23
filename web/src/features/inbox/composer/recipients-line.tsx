import { ShieldAlert } from 'lucide-react'
import type { Recipients } from '../../../../../contract/conversations.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { Icon } from '../../../ui/icon.tsx'

type Props = {
  recipients: Recipients
  /** Whether those nobody vouches for get a copy too. */
  all: boolean
  onAll: (all: boolean) => void
}

/** Whom the answer goes to. Who was named by a sender that is not verified gets a copy only when the writer says so. */
export function RecipientsLine({ recipients: { to, cc, unconfirmed }, all, onAll }: Props) {
  const { t } = useTranslation()
  const copied = all ? [...cc, ...unconfirmed] : cc
  return (
    <div className="mx-3.5 mt-2 grid gap-1 text-s text-ink-2">
      <Addresses name={t('thread.to')} values={[to]} />
      <Addresses name={t('thread.cc')} values={copied} />
      {unconfirmed.length > 0 && (
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1 rounded-sm bg-warn-tint px-2.5 py-1.5 text-warn">
          <Icon of={ShieldAlert} size={15} />
          <span className="min-w-40 flex-1 [overflow-wrap:anywhere]">
            {all ? t('composer.copiesAdded', { count: unconfirmed.length }) : t('composer.copiesHeld', { who: unconfirmed.join(', ') })}
          </span>
          <button
            type="button"
            onClick={() => onAll(!all)}
            className="h-7 rounded-sm border border-line-strong bg-panel px-2.5 font-medium text-ink hover:bg-hover max-md:h-9"
          >
            {all ? t('composer.copiesRemove') : t('composer.copiesAdd')}
          </button>
        </div>
      )}
    </div>
  )
}

function Addresses({ name, values }: { name: string; values: string[] }) {
  if (values.length === 0) return null
  return (
    <p className="[overflow-wrap:anywhere]">
      <span className="text-ink-3">{name}:</span> {values.join(', ')}
    </p>
  )
}
