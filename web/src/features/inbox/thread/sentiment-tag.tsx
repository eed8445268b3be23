import { Frown, type LucideIcon, Meh, Smile } from 'lucide-react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import type { Message, SentimentLabel } from '../../../../../contract/messages.ts'
import { useMay } from '../../../sync/may.ts'
import { cx } from '../../../ui/cx.ts'
import { report } from '../../../ui/failure.ts'
import { Icon } from '../../../ui/icon.tsx'
import { Menu, MenuChoice, MenuLabel } from '../../../ui/menu.tsx'
import { judge } from './judge.ts'

const faces: Record<SentimentLabel, { icon: LucideIcon; tone: string }> = {
  positive: { icon: Smile, tone: 'text-good' },
  neutral: { icon: Meh, tone: '' },
  negative: { icon: Frown, tone: 'text-seal-ink' },
}
const labels = ['positive', 'neutral', 'negative'] as const

/** How a customer's message sounds, and the menu to say better. A neutral one shows only its face, and that faintly. */
export function SentimentTag({ message }: { message: Message }) {
  const { t } = useTranslation()
  const mayCorrect = useMay('inbox.work')
  const { sentiment } = message
  if (!sentiment) return null
  const { icon, tone } = faces[sentiment.label]
  const name = t(`sentiment.${sentiment.label}`)
  const why = sentiment.correctedBy
    ? t('sentiment.corrected')
    : t('sentiment.sure', { share: Math.round(sentiment.confidence * 100), model: sentiment.model })
  const face = (
    <button
      type="button"
      disabled={!mayCorrect}
      title={`${name} · ${why}`}
      aria-label={t('sentiment.label', { name })}
      className={cx('-mx-1 inline-flex items-center gap-1 rounded-[4px] px-1 hover:bg-hover', tone)}
    >
      <Icon of={icon} size={13} />
      {sentiment.label !== 'neutral' && name}
      {sentiment.correctedBy && '✓'}
    </button>
  )
  return (
    <Menu label={t('sentiment.correct')} trigger={face}>
      <MenuLabel>{t('sentiment.correct')}</MenuLabel>
      <MenuChoice
        value={sentiment.label}
        options={labels.map((value) => ({ value, label: t(`sentiment.${value}`) }))}
        onChange={(label) => void judge(message, label).catch(report)}
      />
    </Menu>
  )
}
