import { dayName, fullDate, useClock, useNow } from '../../../i18n/time.ts'

export function DayLine({ at }: { at: string }) {
  const clock = useClock()
  const now = useNow()
  return (
    <p className="pt-2.5 pb-2 text-center text-s text-ink-3">
      <time dateTime={at} title={fullDate(clock, at)}>
        {dayName(clock, at, now)}
      </time>
    </p>
  )
}
