import { Frown, type LucideIcon, Meh, Smile } from 'lucide-react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import type { Message, SentimentLabel } from '../../../../../contract/messages.ts'
import { cx } from '../../../ui/cx.ts'
import { Icon } from '../../../ui/icon.tsx'
import { correctMood } from './correct.ts'
import { CorrectionMenu } from './correction-menu.tsx'

const faces: Record<SentimentLabel, { icon: LucideIcon; tone: string }> = {
  positive: { icon: Smile, tone: 'text-good' },
  neutral: { icon: Meh, tone: '' },
  negative: { icon: Frown, tone: 'text-seal-ink' },
}
const labels = ['positive', 'neutral', 'negative'] as const

/** How a customer's message sounds, and the menu to say better. A neutral face appears with the pointer or the focus. */
export function SentimentTag({ message }: { message: Message }) {
  const { t } = useTranslation()
  const { sentiment } = message
  if (!sentiment) return null
  const { label, correctedBy, confidence, model } = sentiment
  const { icon, tone } = faces[label]
  const name = t(`sentiment.${label}`)
  const why = correctedBy ? t('sentiment.corrected') : t('sentiment.sure', { share: Math.round(confidence * 100), model })
  return (
    <CorrectionMenu
      message={message}
      what="mood"
      name={t('sentiment.label', { name })}
      why={`${name} · ${why}`}
      isShown={label !== 'neutral'}
      className={cx('rounded-[4px] px-1', tone)}
      title={t('sentiment.correct')}
      value={label}
      options={labels.map((value) => ({ value, label: t(`sentiment.${value}`) }))}
      onChange={(next) => correctMood(message, next)}
    >
      <Icon of={icon} size={13} />
      {label !== 'neutral' && name}
      {correctedBy && '✓'}
    </CorrectionMenu>
  )
}
