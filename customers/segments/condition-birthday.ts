import { asking, type Askable } from '../../server/conditions/catalogue.ts'

const leapDay = 229

/** A birthday's next return; the day it falls on is kept ready in `birthday_day` (see `birthday.ts`), so that an index finds it. */
export function birthdayField(root: string): Askable {
  return asking(
    { type: 'date', group: 'birthday', operators: ['in_next_days', 'is_set', 'is_not_set'] },
    ({ op, value }, { param, timeZone }) =>
      op === 'is_set'
        ? `${root}.birthday_day IS NOT NULL`
        : `${root}.birthday_day = ANY (${param(comingDays(new Date(), timeZone, Number(value)))}::int[])`,
  )
}

/** Month × 100 + day of today, where the workspace is, and of the `days` after it. */
export function comingDays(now: Date, timeZone: string, days: number): number[] {
  const today = new Intl.DateTimeFormat('en-CA', { timeZone }).format(now)
  const coming = Array.from({ length: Math.min(days, 366) + 1 }, (_, n) => {
    const day = new Date(`${today}T00:00:00Z`)
    day.setUTCDate(day.getUTCDate() + n)
    return (day.getUTCMonth() + 1) * 100 + day.getUTCDate()
  })
  // Who has not been moved on yet since a leap year ended.
  return coming.includes(228) && coming.includes(301) ? [...new Set([...coming, leapDay])] : [...new Set(coming)]
}
