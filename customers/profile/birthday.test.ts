import { describe, expect, test } from 'vitest'
import type { Birthday } from '../../contract/customers.ts'
import { birthdayDay, comingDays, isPossible, nextReturn, returnIn, type Day } from './birthday.ts'

const lunar = (month: number, day: number, more: Partial<Birthday> = {}): Birthday => ({
  calendar: 'lunar',
  month,
  day,
  year: null,
  leap: false,
  ...more,
})
const solar = (month: number, day: number, year: number | null = null): Birthday => ({ calendar: 'solar', month, day, year, leap: false })
const on = (text: string): Day => {
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number)
  return { year, month, day }
}
const text = ({ year, month, day }: Day) => [year, String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-')

/** Every return from the first day of `from` to the last of `to`. */
function returns(birthday: Birthday, from: number, to: number): string[] {
  const found: string[] = []
  for (let today = on(`${from}-1-1`); ;) {
    const { day } = nextReturn(birthday, today)
    if (day.year > to) return found
    found.push(text(day))
    const after = new Date(Date.UTC(day.year, day.month - 1, day.day + 1))
    today = { year: after.getUTCFullYear(), month: after.getUTCMonth() + 1, day: after.getUTCDate() }
  }
}

describe('a lunar birthday', () => {
  test('begins the year on the right day, where Node’s own calendar is wrong', () => {
    expect(text(returnIn(lunar(1, 1), 2027))).toBe('2027-02-06')
    expect(text(returnIn(lunar(1, 1), 2030))).toBe('2030-02-03')
  })

  test('on 腊月初一 returns twice in 2027 and never in 2028', () => {
    expect(returns(lunar(12, 1), 2026, 2029)).toEqual(['2026-01-19', '2027-01-08', '2027-12-28', '2029-01-15'])
  })

  test('names the lunar year it returns in, so that the two of 2027 are two', () => {
    expect(nextReturn(lunar(12, 1), on('2027-01-01')).year).toBe(2026)
    expect(nextReturn(lunar(12, 1), on('2027-01-09')).year).toBe(2027)
  })

  test('on 腊月三十 falls on the 29th in a year without it', () => {
    expect(text(returnIn(lunar(12, 30), 2023))).toBe('2024-02-09')
    expect(text(returnIn(lunar(12, 30), 2025))).toBe('2026-02-16')
    expect(returnIn(lunar(12, 29), 2025)).toEqual(returnIn(lunar(12, 30), 2025))
  })

  test('in a leap month returns in it when there is one, else in the ordinary month, never in both', () => {
    const leap = lunar(6, 1, { leap: true })
    expect(text(returnIn(leap, 2025))).toBe('2025-07-25')
    expect(text(returnIn(lunar(6, 1), 2025))).toBe('2025-06-25')
    expect(returnIn(leap, 2026)).toEqual(returnIn(lunar(6, 1), 2026))
    expect(returns(leap, 2025, 2027)).toHaveLength(3)
  })

  test('returns today on the day itself', () => {
    expect(text(nextReturn(lunar(8, 15), on('2026-09-25')).day)).toBe('2026-09-25')
    expect(text(nextReturn(lunar(8, 15), on('2026-09-26')).day)).toBe('2027-09-15')
  })
})

describe('a solar birthday', () => {
  test('on 29 February is kept on the 28th in common years, or on 1 March, and on one of them only', () => {
    expect(returns(solar(2, 29), 2027, 2029)).toEqual(['2027-02-28', '2028-02-29', '2029-02-28'])
    expect(text(nextReturn(solar(2, 29), on('2027-01-01'), 'march').day)).toBe('2027-03-01')
    expect(text(nextReturn(solar(2, 29), on('2028-01-01'), 'march').day)).toBe('2028-02-29')
  })

  test('of this year that has passed returns in the next', () => {
    expect(nextReturn(solar(11, 21), on('2026-11-22'))).toEqual({ day: on('2027-11-21'), year: 2027 })
  })

  test('is looked for by month and day of its next return', () => {
    expect(birthdayDay(solar(5, 9), on('2026-11-22'))).toBe(509)
    expect(birthdayDay(solar(2, 29), on('2027-01-01'))).toBe(229)
    expect(birthdayDay(lunar(12, 1), on('2027-02-01'))).toBe(1228)
  })
})

describe('the days that come', () => {
  test('are today and as many more as are asked for, over the end of a year', () => {
    expect(comingDays(on('2026-12-31'), 1, 'february')).toEqual([1231, 101])
  })

  test('bring 29 February on the day the workspace keeps it, and on that one only', () => {
    const on29 = (today: string, days: number, leapDay: 'february' | 'march') => comingDays(on(today), days, leapDay).includes(229)
    expect([on29('2027-02-28', 0, 'february'), on29('2027-03-01', 0, 'february')]).toEqual([true, false])
    expect([on29('2027-02-28', 0, 'march'), on29('2027-03-01', 0, 'march')]).toEqual([false, true])
    expect([on29('2027-02-22', 6, 'march'), on29('2027-02-22', 7, 'march')]).toEqual([false, true])
  })

  test('of a leap year bring it on the 29th, whatever the workspace chose', () => {
    for (const leapDay of ['february', 'march'] as const)
      expect(['2028-02-28', '2028-02-29', '2028-03-01'].map((today) => comingDays(on(today), 0, leapDay).includes(229))).toEqual([
        false,
        true,
        false,
      ])
  })
})

describe('a birthday that cannot be', () => {
  test.each([
    ['31 April', solar(4, 31), false],
    ['29 February without a year', solar(2, 29), true],
    ['29 February 2023', solar(2, 29, 2023), false],
    ['lunar 31st', lunar(1, 31), false],
    ['a leap month of a year without it', lunar(6, 1, { leap: true, year: 2026 }), false],
    ['a leap month of a year with it', lunar(6, 1, { leap: true, year: 2025 }), true],
    ['腊月三十 of a year without it', lunar(12, 30, { year: 2025 }), false],
    ['a solar leap month', { ...solar(6, 1), leap: true }, false],
  ] as const)('%s', (_, birthday, possible) => {
    expect(isPossible(birthday)).toBe(possible)
  })
})
