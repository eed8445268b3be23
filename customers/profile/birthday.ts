import { LunarDay, LunarMonth, LunarYear, SolarDay, SolarMonth } from 'tyme4ts'
import type { Birthday } from '../../contract/customers.ts'

/** A day of the solar calendar. */
export type Day = { year: number; month: number; day: number }

/** When somebody born on 29 February has their day in a common year; one of the two, never both. */
export type LeapDayRule = 'february' | 'march'

/** `day`: when a birthday returns. `year`: which year of its own calendar that is, so that it is kept once in each. */
export type Return = { day: Day; year: number }

/**
 * The next return of a birthday, `today` included. Lunar: a leap month's falls into the ordinary month in years without that leap month,
 * and a 30th on the 29th where the month is short. It returns once in every lunar year, so in a solar year twice, once or never.
 */
export function nextReturn(birthday: Birthday, today: Day, rule: LeapDayRule = 'february'): Return {
  const year = birthday.calendar === 'lunar' ? lunarYearOf(today) : today.year
  const [first, second] = [returnIn(birthday, year, rule), returnIn(birthday, year + 1, rule)]
  return dayNumber(first) >= dayNumber(today) ? { day: first, year } : { day: second, year: year + 1 }
}

/** The day a birthday falls on in a year of its own calendar. */
export function returnIn({ calendar, month, day, leap }: Birthday, year: number, rule: LeapDayRule = 'february'): Day {
  if (calendar === 'lunar') return lunarReturn(year, leap && LunarYear.fromYear(year).getLeapMonth() === month ? -month : month, day)
  if (month === 2 && day === 29 && SolarMonth.fromYm(year, 2).getDayCount() < 29)
    return rule === 'february' ? { year, month: 2, day: 28 } : { year, month: 3, day: 1 }
  return { year, month, day }
}

/** Whether the day exists in its calendar at all: solar days of a known year are checked in it, lunar months have at most 30. */
export function isPossible({ calendar, month, day, year, leap }: Birthday): boolean {
  if (calendar === 'solar') return !leap && day <= SolarMonth.fromYm(year ?? 2000, month).getDayCount()
  if (year === null) return day <= 30
  if (leap && LunarYear.fromYear(year).getLeapMonth() !== month) return false
  return day <= LunarMonth.fromYm(year, leap ? -month : month).getDayCount()
}

/** What `customers.birthday_day` holds: month × 100 + day of the next return. */
export function birthdayDay(birthday: Birthday, today: Day): number {
  const { day } = nextReturn(birthday, today)
  return day.month * 100 + day.day
}

function lunarReturn(year: number, month: number, day: number): Day {
  const last = LunarMonth.fromYm(year, month).getDayCount()
  const solar = LunarDay.fromYmd(year, month, Math.min(day, last)).getSolarDay()
  return { year: solar.getYear(), month: solar.getMonth(), day: solar.getDay() }
}

function lunarYearOf({ year, month, day }: Day): number {
  return SolarDay.fromYmd(year, month, day).getLunarDay().getYear()
}

const dayNumber = ({ year, month, day }: Day) => year * 10_000 + month * 100 + day
