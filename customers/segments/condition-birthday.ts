import { asking, type Askable } from '../../server/conditions/catalogue.ts'
import { comingDays, type Day } from '../profile/birthday.ts'
import { currentTime } from '../../server/clock.ts'

/** A birthday's next return; the day it falls on is kept ready in `birthday_day` (see `birthday.ts`), so that an index finds it. */
export function birthdayField(root: string): Askable {
  return asking(
    { type: 'date', group: 'birthday', operators: ['in_next_days', 'is_set', 'is_not_set'] },
    ({ op, value }, { param, timeZone, leapDay }) =>
      op === 'is_set'
        ? `${root}.birthday_day IS NOT NULL`
        : `${root}.birthday_day = ANY (${param(comingDays(todayOf(timeZone), Number(value), leapDay))}::int[])`,
  )
}

function todayOf(timeZone: string): Day {
  const [year = 0, month = 0, day = 0] = new Intl.DateTimeFormat('en-CA', { timeZone }).format(currentTime()).split('-').map(Number)
  return { year, month, day }
}
