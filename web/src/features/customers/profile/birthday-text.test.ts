import { expect, test } from 'vitest'
import { birthdayText, readBirthday } from './birthday-text.ts'

test.each([
  ['lunar 1992-08-15', '农历1992年八月十五'],
  ['lunar 闰06-01', '农历闰六月初一'],
  ['1990-08-15', '1990年8月15日'],
  ['02-29', '2月29日'],
])('the timeline’s %s is told as people say it', (kept, told) => {
  expect(birthdayText(readBirthday(kept)!, 'zh-CN')).toBe(told)
})

test('what is no birthday stays what it is', () => {
  expect(readBirthday('•••')).toBeNull()
})
