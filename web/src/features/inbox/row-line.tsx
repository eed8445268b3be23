import { AlertTriangle, Frown, Globe, type LucideIcon } from 'lucide-react'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { Conversation } from '../../../../contract/conversations.ts'
import { useStore } from '../../sync/store.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { cx } from '../../ui/cx.ts'
import { Icon } from '../../ui/icon.tsx'
import { tonesOfLabels } from '../customers/profile/label-chip.tsx'
import { isPublic, isUnhappy, troubleOf } from './row-facts.ts'

const none: readonly string[] = []
const chip = 'inline-flex h-4 min-w-0 items-center gap-[3px] rounded-[4px] px-[5px] text-[11px] font-medium'

/** The last line of a row: what needs a person first, then the customer's labels, the channel, and whose it is. */
export function RowFacts({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation()
  const trouble = useStore((state) => troubleOf(state, conversation))
  const channel = useStore((state) => state.channels[conversation.channelId]?.name)
  return (
    <span className="flex h-[18px] items-center gap-[5px] text-xs text-ink-3">
      <span className="flex min-w-0 flex-1 items-center gap-[5px] overflow-hidden">
        {trouble && <Mark icon={AlertTriangle}>{trouble === 'unsent' ? t('inbox.unsent') : t(`status.${trouble}`)}</Mark>}
        {isUnhappy(conversation) && <Mark icon={Frown}>{t('inbox.sour')}</Mark>}
        {isPublic(conversation) && (
          <span className={cx(chip, 'flex-none bg-sunken text-ink-2')} title={t('surface.publicHint')}>
            <Icon of={Globe} size={11} />
            {t(`surface.${conversation.surface as 'comment' | 'mention'}`)} · {t('surface.public')}
          </span>
        )}
        <Labels customerId={conversation.customer.id} />
        <span className="min-w-6 truncate">{channel}</span>
      </span>
      <Assignee id={conversation.assigneeId} />
    </span>
  )
}

function Mark({ icon, children }: { icon: LucideIcon; children: string }) {
  return (
    <span className={cx(chip, 'flex-none bg-seal-tint text-seal-ink')}>
      <Icon of={icon} size={11} />
      {children}
    </span>
  )
}

/** At most two, and how many more there are. */
function Labels({ customerId }: { customerId: string }) {
  const ids = useStore((state) => state.labelsOf[state.mergedInto[customerId] ?? customerId] ?? none)
  const labels = useStore((state) => state.labels)
  const known = ids.flatMap((id) => labels[id] ?? [])
  if (known.length === 0) return null
  return (
    <>
      {known.slice(0, 2).map((label) => (
        <span key={label.id} className={cx(chip, 'max-w-20 flex-none', tonesOfLabels[label.tone] ?? tonesOfLabels['plain'])}>
          <span className="truncate">{label.name}</span>
        </span>
      ))}
      {known.length > 2 && (
        <span className="flex-none" title={known.map(({ name }) => name).join(', ')}>
          +{known.length - 2}
        </span>
      )}
    </>
  )
}

function Assignee({ id }: { id: string | null }) {
  const { t } = useTranslation()
  const user = useStore((state) => (id ? state.users[id] : undefined))
  if (!user) return null
  const text = t('inbox.withWhom', { name: user.name })
  return (
    <span title={text} className="flex-none">
      <Avatar id={user.id} name={user.name} size={18} />
      <span className="sr-only">{text}</span>
    </span>
  )
}
