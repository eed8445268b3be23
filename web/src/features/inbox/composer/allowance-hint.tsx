import { useTranslation } from 'react-i18next'
import type { Allowance } from '../../../../../contract/conversations.ts'
import { clockTime, useClock } from '../../../i18n/time.ts'

/** How much the channel still lets us say, where it counts. */
export function AllowanceHint({ allowance }: { allowance: Allowance | undefined }) {
  const { t } = useTranslation()
  const clock = useClock()
  if (!allowance || (allowance.remaining === null && allowance.until === null)) return null
  const facts = [
    allowance.remaining !== null && t('composer.remaining', { count: allowance.remaining }),
    allowance.until !== null && t('composer.until', { time: clockTime(clock, allowance.until) }),
  ]
  return <p className="ml-auto truncate text-s text-ink-2">{facts.filter(Boolean).join(' · ')}</p>
}
