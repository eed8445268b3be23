import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { customer } from '../../../../../tests/web/samples.ts'
import { startTexts } from '../../../i18n/index.ts'
import { birthdayText } from './birthday-text.ts'
import { minorUnits, moneyInput } from './money.ts'
import { changeOf, isSame, valueOf, withValue } from './profile-keys.ts'
import { sectionsOf } from './profile-form.tsx'
import { shownText } from './shown-text.ts'

await startTexts('en')

const solar = { calendar: 'solar', month: 8, day: 15, year: null, leap: false } as const

describe('a birthday', () => {
  test('by the sun is a day of the year, with the year when it is known', () => {
    expect(birthdayText(solar, 'en')).toBe('August 15')
    expect(birthdayText({ ...solar, year: 1990 }, 'zh-CN')).toBe('1990年8月15日')
  })

  test('on 29 February is no other day', () => {
    expect(birthdayText({ ...solar, month: 2, day: 29 }, 'en')).toBe('February 29')
  })

  test.each([
    [1, 1, false, '农历正月初一'],
    [8, 15, false, '农历八月十五'],
    [12, 30, false, '农历腊月三十'],
    [11, 20, false, '农历冬月二十'],
    [6, 21, true, '农历闰六月廿一'],
    [10, 10, false, '农历十月初十'],
  ])('by the moon is said as people say it: %i-%i', (month, day, leap, text) => {
    expect(birthdayText({ calendar: 'lunar', month, day, year: null, leap }, 'zh-CN')).toBe(text)
  })
})

describe('what the server tells of a field', () => {
  const fields = {
    born: { type: 'date' },
    spent: { type: 'money', currency: 'CNY' },
    seller: { type: 'user' },
    tea: { type: 'choices', options: [] },
  }
  const known = { users: {}, teams: {}, labels: {}, kinds: {}, fields } as never
  const clock = { locale: 'zh-CN', timeZone: 'Asia/Shanghai' }

  test.each([
    ['birthday', '1992-08-15', '1992年8月15日'],
    ['birthday', 'lunar 08-15', '农历八月十五'],
    ['owner', '王砚', '王砚'],
    ['labels', ['VIP', '批发'], 'VIP, 批发'],
    ['seller', '王砚', '王砚'],
    ['tea', ['普洱', '白茶'], '普洱, 白茶'],
    ['born', '2020-01-31', '2020年1月31日'],
    ['spent', 326_800, '¥3,268.00'],
    ['company', null, ''],
  ])('of %s is read as it is meant: %j', (key, value, text) => {
    expect(shownText(known, key, value, clock)).toBe(text)
  })
})

describe('an amount', () => {
  test.each(['CNY', 'JPY', 'KWD'])('in %s is the same after it was written out and read again', (currency) => {
    fc.assert(
      fc.property(fc.integer({ min: -10_000_000, max: 10_000_000 }), (minor) => {
        expect(minorUnits(moneyInput(minor, currency), currency)).toBe(minor === 0 ? 0 : minor)
      }),
    )
  })

  test('is read with separators of either kind, and refused when it is none', () => {
    expect(minorUnits('1,268.5', 'CNY')).toBe(126_850)
    expect(minorUnits('1，268', 'CNY')).toBe(126_800)
    expect(minorUnits('twelve', 'CNY')).toBeNull()
  })
})

describe('a field', () => {
  test.each([
    ['company', '云帆'],
    ['owner', 'u1'],
    ['team', 't1'],
    ['labels', ['l1']],
    ['birthday', solar],
    ['0197a000-0000-7000-8000-00000000000f', 7],
  ])('%s holds what was put into it, and nothing once it was emptied', (key, value) => {
    const filled = withValue(customer(), key, value as never)
    expect(valueOf(filled, key)).toEqual(value)
    if (key !== 'labels') expect(valueOf(withValue(filled, key, null), key)).toBeNull()
  })

  test('goes to the server under its own name, a custom one under its id', () => {
    expect(changeOf('owner', 'u1', 3)).toEqual({ owner: { value: 'u1', base: 3 } })
    expect(changeOf('f1', 5, 0)).toEqual({ fields: { f1: { value: 5, base: 0 } } })
  })

  test('is unchanged when only the order of its labels is another', () => {
    expect(isSame(['a', 'b'], ['b', 'a'])).toBe(true)
    expect(isSame([], null)).toBe(true)
    expect(isSame('a', 'b')).toBe(false)
  })

  test('that was put away is not shown, nor a section with nothing else in it', () => {
    const fields = { f1: { archived: true }, f2: { archived: false } } as never
    const layout = {
      version: 1,
      sections: [
        { id: 's1', title: 'One', fields: ['f1'] },
        { id: 's2', title: 'Two', fields: ['company', 'f1', 'f2', 'gone'] },
      ],
    }
    expect(sectionsOf(layout, fields)).toEqual([{ id: 's2', title: 'Two', fields: ['company', 'f2'] }])
  })
})
