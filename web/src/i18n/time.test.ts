import { describe, expect, test } from 'vitest'
import { clockTime, dayName, dayStart, duration, shortAgo } from './time.ts'

const zh = { locale: 'zh-CN', timeZone: 'Asia/Shanghai' }
const en = { locale: 'en', timeZone: 'America/New_York' }
const now = Date.parse('2026-11-22T04:00:00Z')
const ago = (minutes: number) => new Date(now - minutes * 60_000).toISOString()

describe('times for people', () => {
  test('are the workspace’s, wherever the reader sits', () => {
    expect(clockTime(zh, '2026-11-22T04:05:00Z')).toBe('12:05')
    expect(clockTime(en, '2026-11-22T05:05:00Z')).toBe('00:05')
  })

  test.each([
    [0.5, '刚刚', 'now'],
    [6, '6 分钟', '6 min'],
    [90, '1 小时', '1 hr'],
    [26 * 60, '昨天', 'yesterday'],
  ])('%s minutes ago', (minutes, chinese, english) => {
    expect(shortAgo(zh, ago(minutes), now, '刚刚')).toBe(chinese)
    expect(shortAgo(en, ago(minutes), now, 'now')).toBe(english)
  })

  test('name the date when it is longer ago, and the year when it is another', () => {
    expect(shortAgo(zh, '2026-11-02T04:00:00Z', now, '')).toBe('11月2日')
    expect(shortAgo(zh, '2025-11-02T04:00:00Z', now, '')).toBe('2025/11/2')
  })

  test('count days by the calendar, not by 24 hours', () => {
    expect(dayName(zh, '2026-11-21T15:59:00Z', Date.parse('2026-11-21T16:01:00Z'))).toBe('昨天')
    expect(dayName(en, '2026-11-22T04:59:00Z', Date.parse('2026-11-22T05:01:00Z'))).toBe('Yesterday')
  })

  test.each([
    [zh, '2026-11-22', '2026-11-21T16:00:00.000Z'],
    [en, '2026-03-08', '2026-03-08T05:00:00.000Z'],
    [en, '2026-03-09', '2026-03-09T04:00:00.000Z'],
    [en, '2026-11-02', '2026-11-02T05:00:00.000Z'],
  ])('a day begins where the workspace is, also where clocks are changed: %j %s', (clock, day, begin) => {
    expect(dayStart(clock, day).toISOString()).toBe(begin)
  })

  test('never say that somebody has waited for zero minutes', () => {
    expect(duration(en, ago(0), now)).toBe('1 min')
    expect(duration(zh, ago(3 * 24 * 60), now)).toBe('3 天')
  })
})
