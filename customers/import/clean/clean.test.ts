import { describe, expect, test } from 'vitest'
import { readBirthday } from './birthdays.ts'
import { isoDay, readDay } from './dates.ts'
import { isMadeUpAddress, isMadeUpPhone, splitAddresses, splitPhones, withoutExponent } from './handles.ts'
import { readAmount, readNumber } from './numbers.ts'
import { optionNamed } from './options.ts'
import { cellText, cleanName, nameOfParts, readYesNo, splitWords } from './words.ts'

describe('days', () => {
  test.each([
    '2024-01-05', '2024/1/5', '2024.1.5', '2024年1月5日', '２０２４年１月５日', '20240105', '2024-01-05T08:30:00Z', '2024/1/5 8:30', '5.1.2024',
    '05.01.24', '45296', '45296.5', '5 Jan 2024', 'Jan 5, 2024', 'January 5th, 2024', '5-Jan-24', '24/1/5', '24-01-05',
  ])('%s is 5 January 2024', (written) => expect(readDay(written, 'ymd')).toEqual({ year: 2024, month: 1, day: 5 })) // prettier-ignore

  test('a number over 12 is the day; else the order asked for says', () => {
    expect(readDay('31/12/2023', 'ymd')).toEqual(readDay('12/31/2023', 'dmy'))
    expect(readDay('03/04/2024', 'dmy')).toEqual({ year: 2024, month: 4, day: 3 })
    expect(readDay('03/04/2024', 'mdy')).toEqual({ year: 2024, month: 3, day: 4 })
    expect(readDay('03/04/2024', 'ymd')).toBe('two-faced')
    expect(readDay('04/04/2024', 'ymd')).toEqual({ year: 2024, month: 4, day: 4 })
  })

  test.each(['2024-02-30', '2023-02-29', '2024-13-01', '31.4.2024', '13800138000', 'soon', '', '5', '1800-01-01', '99999'])(
    '“%s” is no day',
    (written) => expect(readDay(written, 'dmy')).toBeNull(),
  )

  test('is written in full', () => expect(isoDay({ year: 2024, month: 1, day: 5 })).toBe('2024-01-05'))
})

describe('birthdays', () => {
  const lunar = (month: number, day: number, year: number | null = null, leap = false) => ({ calendar: 'lunar', month, day, year, leap })
  const solar = (month: number, day: number, year: number | null = null) => ({ calendar: 'solar', month, day, year, leap: false })
  test.each([
    ['农历八月十五', lunar(8, 15)],
    ['八月十五', lunar(8, 15)],
    ['阴历：正月初一', lunar(1, 1)],
    ['1990年腊月三十', lunar(12, 30, 1990)],
    ['农历1990年8月15日', lunar(8, 15, 1990)],
    ['农历 1990-08-15', lunar(8, 15, 1990)],
    ['农历8月15', lunar(8, 15)],
    ['2001年闰四月廿三', lunar(4, 23, 2001, true)],
    ['十二月二十', lunar(12, 20)],
    ['冬月廿', lunar(11, 20)],
    ['一九九〇年十月初十', lunar(10, 10, 1990)],
    ['八月十五日', solar(8, 15)],
    ['--08-15', solar(8, 15)],
    ['1990/8/15 (lunar)', lunar(8, 15, 1990)],
    ['8月15日（农历）', lunar(8, 15)],
    ['8-15 阳历', solar(8, 15)],
    ['8月15日', solar(8, 15)],
    ['08-15', solar(8, 15)],
    ['15.8.', null],
    ['15.8', solar(8, 15)],
    ['1990-08-15', solar(8, 15, 1990)],
    ['29/2', solar(2, 29)],
    ['2/29', solar(2, 29)],
    ['1990-02-29', null],
    ['2024年闰四月初一', null],
    ['2099-01-01', null],
    ['三', null],
  ])('%s', (written, birthday) => expect(readBirthday(written, 'ymd')).toEqual(birthday))

  test('a column of lunar birthdays makes every day in it lunar, but for one marked solar', () => {
    expect(readBirthday('1990-08-15', 'ymd', true)).toEqual(lunar(8, 15, 1990))
    expect(readBirthday('阳历8月15日', 'ymd', true)).toEqual(solar(8, 15))
  })
})

describe('numbers', () => {
  test.each([
    ['1,234.50', 1234.5], ['1.234,50', 1234.5], ['1 234', 1234], ['1,234', 1234], ['12,5', 12.5], ['¥1,234', 1234], ['１２３', 123], ['1.5万', 15_000],
    ['-3', -3], ['(3)', -3], ['CNY 12', 12], ['12 EUR', 12], ['12元', 12], ['1,234,567', 1_234_567], ['+7', 7],
    ['12-13', null], ['abc', null], ['', null], ['1.2.3', null], ['--1', null],
  ])('%s', (written, value) => expect(readNumber(written)).toBe(value)) // prettier-ignore

  test('amounts are kept in the smallest unit of their currency', () => {
    expect(readAmount('19.99', 'CNY')).toEqual({ minor: 1999, rounded: false })
    expect(readAmount('19.990000000000002', 'CNY')).toEqual({ minor: 1999, rounded: false })
    expect(readAmount('12,345,678,901.23', 'CNY')).toEqual({ minor: 1_234_567_890_123, rounded: false })
    expect(readAmount('500', 'JPY')).toEqual({ minor: 500, rounded: false })
    expect(readAmount('1.234', 'KWD')).toEqual({ minor: 1234, rounded: false })
    expect(readAmount('33.3333', 'CNY')).toEqual({ minor: 3333, rounded: true })
    expect(readAmount('0.125', 'CNY')).toEqual({ minor: 13, rounded: true })
    expect(readAmount('abc', 'CNY')).toBeNull()
    for (const own of ['¥5', '5元', 'RMB 5', '5 CNY', '5']) expect(readAmount(own, 'CNY')).toEqual({ minor: 500, rounded: false })
    expect(readAmount('HK$5', 'HKD')).toEqual({ minor: 500, rounded: false })
    for (const other of ['$5', '€5', '5 USD', 'EUR 5']) expect(readAmount(other, 'CNY')).toBe('foreign')
    expect(readAmount('¥5', 'EUR')).toBe('foreign')
  })

  test.each(['12.345', '¥1.005', '999.000 EUR'])('%s may be thousands or decimals', (written) =>
    expect(readAmount(written, 'CNY')).toBe('two-faced'),
  )
})

describe('words', () => {
  test('names lose their padding and full width, and nothing else', () => {
    expect(cleanName('  张　伟 ')).toBe('张伟')
    expect(cleanName('Ｔｏｍ　Ｌｅｅ')).toBe('Tom Lee')
    expect(cleanName('王 Tom')).toBe('王 Tom')
    expect(cleanName('欧阳 娜娜 工作室')).toBe('欧阳 娜娜 工作室')
  })

  test('what only says nothing is empty', () => {
    for (const cell of ['-', ' 无 ', 'N/A', 'null', '\0']) expect(cellText(cell)).toBe('')
    expect(cellText('无锡')).toBe('无锡')
  })

  test('several words of one cell are parted', () => {
    expect(splitWords('VIP, 老客户；北京、VIP')).toEqual(['VIP', '老客户', '北京'])
    expect(splitWords('a@x.example ::: b@x.example')).toEqual(['a@x.example', 'b@x.example'])
  })

  test('a name in parts is put together as its script has it', () => {
    expect(nameOfParts({ first: '小明', last: '王' })).toBe('王小明')
    expect(nameOfParts({ first: 'Ola', middle: 'B.', last: 'Nordmann' })).toBe('Ola B. Nordmann')
    expect(nameOfParts({ first: '민준', last: '김' })).toBe('김민준')
    expect(nameOfParts({ first: 'Tom', last: '王' })).toBe('Tom 王')
    expect(nameOfParts({ last: 'Only' })).toBe('Only')
    expect(nameOfParts({})).toBe('')
  })

  test.each([
    ['是', true],
    ['YES', true],
    ['√', true],
    ['１', true],
    ['否', false],
    ['No', false],
    ['不同意', false],
    ['maybe', null],
    ['', null],
  ])(
    '%s',
    (written, value) => expect(readYesNo(written)).toBe(value), // prettier-ignore
  )
})

describe('numbers and addresses', () => {
  test.each([
    ['138 0013 8000／010-1234 5678', ['138 0013 8000', '010-1234 5678']],
    ['0171/1000041', ['0171/1000041']],
    ['0234/123456-10', ['0234/123456-10']],
    ['0171 1000005 oder 0171 1000006', ['0171 1000005', '0171 1000006']],
    ['13800138000或13900139000', ['13800138000', '13900139000']],
    ['+49 171 1000011 ::: +49 171 1000012', ['+49 171 1000011', '+49 171 1000012']],
    ['(0171) 100 00 07 ext. 12', ['(0171) 100 00 07 ext. 12']],
    ['', []],
  ])('%s', (written, numbers) => expect(splitPhones(written, 'DE')).toEqual(numbers))

  test('addresses are parted at a slash too', () => {
    expect(splitAddresses('Anna Berg <a@x.example>, mailto:b@x.example')).toEqual(['a@x.example', 'b@x.example'])
    expect(splitAddresses('a@x.example/b@x.example; c@x.example')).toEqual(['a@x.example', 'b@x.example', 'c@x.example'])
  })

  test.each([
    ['8.61E+12', null],
    ['1,71e+11', null],
    ['8.613800138000E+12', '8613800138000'],
    ['138e', '138e'],
    ['13800138000', '13800138000'],
  ])('%s', (written, whole) => expect(withoutExponent(written)).toBe(whole))

  test('what only fills a form is known', () => {
    for (const phone of ['000', '0000000000', '1111111', '12345678', '123456789', '+86 000 0000 0000'])
      expect(isMadeUpPhone(phone, 'CN')).toBe(true)
    for (const phone of ['13800138000', '００８６１３９００１３９００２', '12', '13888888888', '010 8888 8888', '0171/1000041'])
      expect(isMadeUpPhone(phone, 'CN')).toBe(false)
    for (const address of ['none@none.com', 'noemail@x.example', 'no-email@x.example', 'a@a.com', 'test@shop.example', '无@x.example'])
      expect(isMadeUpAddress(address)).toBe(true)
    for (const address of ['nona@x.example', 'anna@anna.example', 'li@x.example', 'testa@x.example'])
      expect(isMadeUpAddress(address)).toBe(false)
  })
})

describe('options', () => {
  const options = ['普洱 Pu’er', 'Red wine', 'Red label', '绿茶（龙井）'].map((label, at) => ({ id: String(at), label }))
  test.each([
    ['普洱', '0'],
    ['pu’er', '0'],
    ['龙井', '3'],
    ["PU'ER", '0'],
    ['Pu`er', '0'],
    ['red  wine', '1'],
    ['Red-Wine', '1'],
    ['red WINE', '1'],
    ['red', null],
    ['乌龙', null],
  ])('%s', (word, id) => expect(optionNamed(options, word)).toBe(id))
})
