import { describe, expect, test } from 'vitest'
import { isPhone, normalizePhone, otherSpellings, phoneText, possiblePhone, regionOf } from './phones.ts'

describe('a phone number', () => {
  test.each([
    ['13800138000'],
    ['138 0013 8000'],
    ['138-0013-8000'],
    ['１３８００１３８０００'],
    ['＋８６ １３８－００１３－８０００'],
    ['+86 138 0013 8000'],
    ['0086 138 0013 8000'],
    ['0086-13800138000'],
    ['8613800138000'],
    ['(86)13800138000'],
    ['tel:+86-138-0013-8000'],
    ['手机：13800138000'],
  ])('%s is a Chinese mobile, whatever its spelling', (written) => {
    expect(normalizePhone(written)).toBe('+8613800138000')
  })

  test.each([
    ['010-12345678', '+861012345678'],
    ['(0755) 8888 8888', '+8675588888888'],
    ['010-12345678转123', '+861012345678;ext=123'],
    ['021-62888888-801', '+862162888888;ext=801'],
    ['400-820-8820', '+864008208820'],
    ['95588', '95588'],
    ['10086', '10086'],
    ['110', '110'],
    ['+1 (415) 555-2671', '+14155552671'],
    ['0044 20 7946 0958', '+442079460958'],
    ['+999 123', '+999123'],
    ['ask at the desk', 'ask at the desk'],
  ])('%s is stored as %s', (written, stored) => {
    expect(normalizePhone(written)).toBe(stored)
  })

  test('without its country is read as people of the workspace’s region write it', () => {
    expect(normalizePhone('(415) 555-2671', 'US')).toBe('+14155552671')
    expect(normalizePhone('13105551234', 'US')).toBe('+13105551234')
    expect(normalizePhone('0912 345 678', 'TW')).toBe('+886912345678')
  })
})

test.each([
  ['zh-CN', 'UTC', 'CN'],
  ['en-GB', 'Asia/Shanghai', 'GB'],
  ['en', 'America/New_York', 'US'],
  ['zh-Hant', 'Asia/Taipei', 'TW'],
  ['en', 'UTC', 'CN'],
])('a workspace of %s in %s writes numbers of %s', (locale, timeZone, region) => {
  expect(regionOf({ locale, timeZone })).toBe(region)
})

test.each([
  ['+8613800138000', true],
  ['+861012345678;ext=12', true],
  ['95588', true],
  ['12', false],
  ['ask at the desk', false],
])('whether %s can be dialled: %s', (normalized, dialable) => {
  expect(isPhone(normalized)).toBe(dialable)
})

test.each([
  ['+8613800138000', '+86 138 0013 8000'],
  ['+861012345678;ext=12', '+86 10 1234 5678 ext. 12'],
  ['95588', '95588'],
])('%s is shown as %s, and read as what it was', (kept, shown) => {
  expect(phoneText(kept)).toBe(shown)
  expect(normalizePhone(shown)).toBe(kept)
})

test.each([
  ['138 0013 8000', '+8613800138000'],
  ['0171', null],
  ['95588', null],
  ['+1 234', null],
  ['01234567890123456789', null],
])('%s as a possible number: %s', (written, possible) => expect(possiblePhone(written)).toBe(possible))

test.each([
  ['+5215598765432', '+525598765432'],
  ['+5491198765432', '+541198765432'],
  ['+5531987654321', '+553187654321'],
])('%s is one number with %s, both ways', (told, written) => {
  expect(otherSpellings(told)).toEqual([written])
  expect(otherSpellings(written)).toEqual([told])
})

test.each(['+8613800138000', '+551133334444', '+52155987654', '+15550001111', '95588'])('%s has one spelling', (phone) => {
  expect(otherSpellings(phone)).toEqual([])
})
