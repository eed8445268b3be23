import { AlertTriangle, Check, CheckCheck, CircleDashed, CircleHelp, Clock, type LucideIcon, Trash2 } from 'lucide-react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import type { MessageStatus } from '../../../../../contract/messages.ts'
import { cx } from '../../../ui/cx.ts'
import { Icon } from '../../../ui/icon.tsx'

/** `pending`, `refused` and `stale` are still on this device; the others are the server's word. */
export type Mark = MessageStatus | 'pending' | 'refused' | 'stale'

const marks: Record<Mark, { icon: LucideIcon; color: string; spoken: boolean }> = {
  received: { icon: Check, color: '', spoken: false },
  pending: { icon: Clock, color: '', spoken: false },
  queued: { icon: CircleDashed, color: '', spoken: false },
  sending: { icon: CircleDashed, color: '', spoken: false },
  sent: { icon: Check, color: '', spoken: false },
  delivered: { icon: CheckCheck, color: '', spoken: false },
  read: { icon: CheckCheck, color: 'text-accent dark:text-accent-ink', spoken: false },
  failed: { icon: AlertTriangle, color: 'text-seal-ink', spoken: true },
  refused: { icon: AlertTriangle, color: 'text-seal-ink', spoken: true },
  unknown: { icon: CircleHelp, color: 'text-warn', spoken: true },
  discarded: { icon: Trash2, color: '', spoken: true },
  stale: { icon: CircleHelp, color: 'text-warn', spoken: true },
}

/** How far a message of ours got: a tick whose shape differs by state, and in words where somebody has to act. */
export function StatusMark({ status }: { status: Mark }) {
  const { t } = useTranslation()
  const { icon, color, spoken } = marks[status]
  const text = t(`status.${status}`)
  return (
    <span title={text} data-status={status} className={cx('inline-flex items-center gap-1', color, spoken && 'font-medium')}>
      <Icon of={icon} size={14} />
      <span className={spoken ? '' : 'sr-only'}>{text}</span>
    </span>
  )
}
