import type { Birthday } from '../../../../../contract/customers.ts'
import { t } from '../../../i18n/index.ts'

const months = ['正', '二', '三', '四', '五', '六', '七', '八', '九', '十', '冬', '腊']
const figures = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']

/** A birthday as people say it: `15 August 1990`, `lunar 8-15`, `农历八月十五`. */
export function birthdayText(birthday: Birthday, locale: string): string {
  return birthday.calendar === 'lunar' ? lunarText(birthday, locale) : solarText(birthday, locale)
}

function solarText({ year, month, day }: Birthday, locale: string): string {
  // A leap year, so that 29 February has its place when the year is not known.
  const at = new Date(Date.UTC(year ?? 2000, month - 1, day))
  return new Intl.DateTimeFormat(locale, {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'long',
    ...(year === null ? {} : { year: 'numeric' }),
  }).format(at)
}

function lunarText({ year, month, day, leap }: Birthday, locale: string): string {
  if (locale.startsWith('zh')) return `农历${year === null ? '' : `${year}年`}${leap ? '闰' : ''}${months[month - 1]}月${lunarDay(day)}`
  const name = leap ? t('profile.birthday.leapText', { month, day }) : t('profile.birthday.lunarText', { month, day })
  return year === null ? name : `${name}, ${year}`
}

/** 初一 … 初十, 十一 … 二十, 廿一 … 三十. */
function lunarDay(day: number): string {
  if (day <= 10) return `初${figures[day - 1]}`
  if (day < 20) return `十${figures[day - 11]}`
  if (day === 20) return '二十'
  return day === 30 ? '三十' : `廿${figures[day - 21]}`
}

/** A birthday as the timeline keeps it: `1990-08-15`, `08-15`, `lunar 1992-08-15`, `lunar 闰06-01`; null for anything else. */
export function readBirthday(text: string): Birthday | null {
  const found = /^(lunar )?(?:(\d{4})-)?(闰)?(\d\d)-(\d\d)$/.exec(text)
  if (!found) return null
  const [, lunar, year, leap, month, day] = found
  const calendar = lunar ? 'lunar' : 'solar'
  return { calendar, year: year ? Number(year) : null, leap: Boolean(leap), month: Number(month), day: Number(day) }
}
