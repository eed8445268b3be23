import { isoTime } from '../reading.ts'

/** Weibo's `Mon Jul 16 18:09:20 +0800 2012` as ISO 8601; the epoch for what is written otherwise. */
export function weiboTime(text: string): string {
  const [, month, day, time, zone, year] = /^\w{3} ([A-Z][a-z]{2}) (\d\d?) (\d\d:\d\d:\d\d) ([+-]\d{4}) (\d{4})$/.exec(text) ?? []
  const ms = Date.parse(`${day} ${month} ${year} ${time} ${zone}`)
  return isoTime(month === undefined || Number.isNaN(ms) ? undefined : ms)
}
