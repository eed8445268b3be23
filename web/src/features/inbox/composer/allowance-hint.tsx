import { useTranslation } from '../../../i18n/use-translation.ts'
import type { Allowance } from '../../../../../contract/conversations.ts'
import { clockTime, dayOf, fullTime, timeLeft, useClock } from '../../../i18n/time.ts'
import { cx } from '../../../ui/cx.ts'
import { useTimeLeft } from './use-time-left.ts'

/** How much the channel still lets us say, and how long, where it counts. */
export function AllowanceHint({ allowance }: { allowance: Allowance | undefined }) {
  const { t } = useTranslation()
  if (!allowance?.allowed || (allowance.remaining === null && allowance.until === null)) return null
  const { remaining, until } = allowance
  return (
    <p title={t('composer.windowHint')} className="ml-auto flex min-w-0 items-center gap-x-1.5 text-s text-ink-2 max-md:w-full max-md:pt-1">
      {remaining !== null && <Dots n={remaining} />}
      {remaining !== null && <span className="flex-none tabular-nums">{t('composer.remaining', { count: remaining })}</span>}
      {remaining !== null && until !== null && <span aria-hidden="true">·</span>}
      {until !== null && <Closing at={until} />}
    </p>
  )
}

/** A few answers as so many dots: seen before the number is read. */
function Dots({ n }: { n: number }) {
  if (n < 1 || n > 5) return null
  return (
    <span aria-hidden="true" className={cx('flex flex-none gap-[3px]', n === 1 ? 'text-warn' : 'text-good')}>
      {Array.from({ length: n }, (_, at) => (
        <span key={at} className="size-[7px] rounded-full bg-current" />
      ))}
    </span>
  )
}

const hour = 3_600_000

/** Renews itself, so that a second that passes draws these words anew and nothing else. */
function Closing({ at }: { at: string }) {
  const { t } = useTranslation()
  const clock = useClock()
  const left = useTimeLeft(at)
  const isToday = dayOf(clock, at) === dayOf(clock, Date.parse(at) - left)
  const text =
    left >= hour && isToday ? t('composer.until', { time: clockTime(clock, at) }) : t('composer.closesIn', { time: timeLeft(clock, left) })
  return (
    <time dateTime={at} title={fullTime(clock, at)} className={cx('truncate tabular-nums', left < hour / 2 && 'text-warn')}>
      {text}
    </time>
  )
}
