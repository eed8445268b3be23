import { LunarDay, LunarMonth, LunarYear, SolarDay, SolarMonth } from 'tyme4ts'
import type { Birthday } from '../../contract/customers.ts'
import type { LeapDay } from '../../contract/users.ts'

/** A day of the solar calendar. */
export type Day = { year: number; month: number; day: number }

/** `day`: when a birthday returns. `year`: which year of its own calendar that is, so that it is kept once in each. */
export type Return = { day: Day; year: number }

/**
 * The next return of a birthday, `today` included. Lunar: a leap month's falls into the ordinary month in years without that leap month,
 * and a 30th on the 29th where the month is short. It returns once in every lunar year, so in a solar year twice, once or never. Solar: 29 February
 * in common years on the day of the workspace's choice, never on both.
 */
export function nextReturn(birthday: Birthday, today: Day, leapDay: LeapDay = 'february'): Return {
  const year = birthday.calendar === 'lunar' ? lunarYearOf(today) : today.year
  const [first, second] = [returnIn(birthday, year, leapDay), returnIn(birthday, year + 1, leapDay)]
  return dayNumber(first) >= dayNumber(today) ? { day: first, year } : { day: second, year: year + 1 }
}

/** The day a birthday falls on in a year of its own calendar. */
export function returnIn({ calendar, month, day, leap }: Birthday, year: number, leapDay: LeapDay = 'february'): Day {
  if (calendar === 'lunar') return lunarReturn(year, leap && LunarYear.fromYear(year).getLeapMonth() === month ? -month : month, day)
  if (month === 2 && day === 29 && SolarMonth.fromYm(year, 2).getDayCount() < 29)
    return leapDay === 'february' ? { year, month: 2, day: 28 } : { year, month: 3, day: 1 }
  return { year, month, day }
}

/** Whether the day exists in its calendar at all: solar days of a known year are checked in it, lunar months have at most 30. */
export function isPossible({ calendar, month, day, year, leap }: Birthday): boolean {
  if (calendar === 'solar') return !leap && day <= SolarMonth.fromYm(year ?? 2000, month).getDayCount()
  if (year === null) return day <= 30
  if (leap && LunarYear.fromYear(year).getLeapMonth() !== month) return false
  return day <= LunarMonth.fromYm(year, leap ? -month : month).getDayCount()
}

/** Whether two birthdays are the same day, each in its own calendar: 农历 1990-08-15 and 3 October 1990. Without their years nobody can say. */
export function isSameDay(a: Birthday, b: Birthday): boolean {
  if (a.year === null || b.year === null || a.calendar === b.calendar) return false
  return dayNumber(returnIn(a, a.year)) === dayNumber(returnIn(b, b.year))
}

/** What `customers.birthday_day` holds: month × 100 + day, of a solar birthday itself (29 February stays 229), of a lunar one's next return. */
export function birthdayDay(birthday: Birthday, today: Day): number {
  return dayCode(birthday.calendar === 'solar' ? birthday : nextReturn(birthday, today).day)
}

/** The `birthdayDay`s with a return within `days` after `today`, or on it. */
export function comingDays(today: Day, days: number, leapDay: LeapDay): number[] {
  const coming = Array.from({ length: Math.min(days, 366) + 1 }, (_, n) => dayAfter(today, n))
  const leapDays = [today.year, today.year + 1].map((year) => returnIn(born29February, year, leapDay))
  const isLeapDayComing = coming.some((day) => leapDays.some((leap) => dayNumber(leap) === dayNumber(day)))
  return [...new Set([...coming.map(dayCode), ...(isLeapDayComing ? [dayCode(born29February)] : [])])]
}

const born29February: Birthday = { calendar: 'solar', month: 2, day: 29, year: null, leap: false }

function dayAfter({ year, month, day }: Day, days: number): Day {
  const at = new Date(Date.UTC(year, month - 1, day + days))
  return { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate() }
}

const dayCode = ({ month, day }: Pick<Day, 'month' | 'day'>) => month * 100 + day

function lunarReturn(year: number, month: number, day: number): Day {
  const last = LunarMonth.fromYm(year, month).getDayCount()
  const solar = LunarDay.fromYmd(year, month, Math.min(day, last)).getSolarDay()
  return { year: solar.getYear(), month: solar.getMonth(), day: solar.getDay() }
}

function lunarYearOf({ year, month, day }: Day): number {
  return SolarDay.fromYmd(year, month, day).getLunarDay().getYear()
}

const dayNumber = ({ year, month, day }: Day) => year * 10_000 + month * 100 + day
