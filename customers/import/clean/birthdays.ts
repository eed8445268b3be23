import type { Birthday } from '../../../contract/customers.ts'
import { isPossible } from '../../profile/birthday.ts'
import { readDay, twoFaced, type DateOrder } from './dates.ts'
import { halfWidth } from './words.ts'
import { currentTime } from '../../../server/clock.ts'

const numerals = '〇一二三四五六七八九十'
const lunarMonths: Record<string, number> = { 正: 1, 冬: 11, 腊: 12, 臘: 12 }

/**
 * A birthday with or without its year, by sun or moon: what `readDay` reads, 8月15日, 08-15, and 农历八月十五, 正月初一, 闰四月廿三,
 * 1990年腊月三十, 农历1990-8-15. Chinese numerals without 日 are a lunar date, as people write them; `lunar`: so are all others (a column
 * called 农历生日). Null: no birthday.
 */
export function readBirthday(written: string, order: DateOrder, lunar = false): Birthday | typeof twoFaced | null {
  const text = inOrder(halfWidth(written).trim())
  const marked = /^(农历|農曆|阴历|陰曆|旧历|lunar)\s*[:：]?\s*/i.exec(text)?.[0] ?? ''
  const solarMark = /^(阳历|陽曆|公历|新历|solar)\s*[:：]?\s*/i.exec(text)?.[0] ?? ''
  const bare = text.slice(marked.length || solarMark.length)
  const isLunar = marked !== '' || (lunar && solarMark === '')
  return readChinese(bare, isLunar) ?? readWithoutYear(bare, isLunar, order) ?? readFull(bare, isLunar, order)
}

/** `--08-15`, as address books write a day without its year; and a calendar named behind the day, put before it. */
function inOrder(text: string): string {
  const [, day, calendar] = /^(.*\d\D?)\s*\(?\s*(农历|農曆|阴历|陰曆|旧历|阳历|陽曆|公历|新历|lunar|solar)\s*\)?$/i.exec(text) ?? []
  return day === undefined ? text.replace(/^--(?=\d)/, '') : `${calendar} ${day.trim()}`
}

function readChinese(text: string, lunar: boolean): Birthday | null {
  const parts =
    /^(?:([\d〇零一二三四五六七八九]{4})年)?\s*(闰|閏)?([正冬腊臘一二三四五六七八九十]{1,2})月(初|廿|卅|二十|三十|十)?([一二三四五六七八九十])?([日号])?$/.exec(
      text,
    )
  if (!parts) return null
  const [, year, leap, month = '', tens = '', unit = '', sign] = parts
  const isLunar = lunar || sign === undefined || leap !== undefined || month in lunarMonths || /[初廿]/.test(tens)
  return kept({
    calendar: isLunar ? 'lunar' : 'solar',
    year:
      year === undefined
        ? null
        : Number([...year.replaceAll('零', '〇')].map((char) => (/\d/.test(char) ? char : numerals.indexOf(char))).join('')),
    month: lunarMonths[month] ?? numeralOf(month),
    day: dayOf(tens, unit),
    leap: leap !== undefined,
  })
}

/** 十二 → 12. */
function numeralOf(text: string): number {
  return text.length === 2 ? 10 + numerals.indexOf(text[1]!) : numerals.indexOf(text)
}

/** 初五 → 5, 十五 → 15, 二十 → 20, 廿三 → 23, 三十 → 30. */
function dayOf(tens: string, unit: string): number {
  const base = { 初: 0, 十: 10, 廿: 20, 二十: 20, 卅: 30, 三十: 30 }[tens] ?? 0
  return base + (unit === '' ? 0 : numerals.indexOf(unit))
}

function readWithoutYear(text: string, lunar: boolean, order: DateOrder): Birthday | typeof twoFaced | null {
  const parts = /^(闰)?(\d{1,2})(月|[-/.])(\d{1,2})[日号]?$/.exec(text)
  if (!parts) return null
  const [first, second] = [Number(parts[2]), Number(parts[4])]
  const dayFirst = parts[3] === '.' || (parts[3] !== '月' && (order === 'dmy' || first > 12))
  const [month, day] = dayFirst ? [second, first] : [first, second]
  return kept({ calendar: lunar ? 'lunar' : 'solar', year: null, month, day, leap: parts[1] !== undefined })
}

function readFull(text: string, lunar: boolean, order: DateOrder): Birthday | typeof twoFaced | null {
  const day = readDay(text, order)
  if (day === null || day === twoFaced) return day
  return kept({ calendar: lunar ? 'lunar' : 'solar', ...day, leap: false })
}

function kept(birthday: Birthday): Birthday | null {
  const inRange = birthday.month >= 1 && birthday.month <= 12 && birthday.day >= 1 && birthday.day <= 31
  const year = birthday.year === null || (birthday.year >= 1900 && birthday.year <= currentTime().getUTCFullYear())
  return inRange && year && isPossible(birthday) ? birthday : null
}
