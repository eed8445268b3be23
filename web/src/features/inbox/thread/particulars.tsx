import { useTranslation } from '../../../i18n/use-translation.ts'
import type { Message } from '../../../../../contract/messages.ts'
import { fullTime, useClock } from '../../../i18n/time.ts'

/** What a channel did with a message: written elsewhere, sent as a template or piece by piece, changed since. */
export function Particulars({ message }: { message: Message }) {
  const { t } = useTranslation()
  const clock = useClock()
  const { parts, template, editedAt, recalledAt } = message
  return (
    <>
      {isFromOutside(message) && <span title={t('said.outsideHint')}>{t('said.outside')} ·</span>}
      {template !== null && <span className="max-w-48 truncate">{t('said.template', { name: template })} ·</span>}
      {parts && parts.sent < parts.of && (
        <span title={t('said.partsHint')} className="tabular-nums">
          {t('said.parts', parts)} ·
        </span>
      )}
      {editedAt && !recalledAt && <span title={t('said.editedAt', { time: fullTime(clock, editedAt) })}>{t('said.edited')} ·</span>}
    </>
  )
}

/** The account wrote it, but nobody of us: from its own app, its console, another program. */
const isFromOutside = ({ kind, direction, author }: Message) =>
  kind === 'text' && direction === 'out' && author.type === 'agent' && author.id === null
