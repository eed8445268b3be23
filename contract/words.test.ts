import { describe, expect, test } from 'vitest'
import { translator } from './words.ts'

const translate = translator({
  'Try again.': '请重试。',
  'The server refused {}: {}': '服务器拒收了{}：{}',
  'The server refused {}: {}. Parley tries again.': '服务器暂时拒收了{}：{}。Parley 会自动重试。',
  '{} takes mail for {} on port {}.': '{1}在端口 {3} 接收 {2} 的邮件。',
  'The receiver': '收信服务',
  '“{}” is large.': '“{}”过大。',
})

describe('a text', () => {
  test('is translated when the table has it, and comes back unchanged when not', () => {
    expect(translate('Try again.')).toBe('请重试。')
    expect(translate('Try again')).toBe('Try again')
    expect(translate('constructor')).toBe('constructor')
    expect(translate('')).toBe('')
  })

  test('keeps what was filled in, wherever the other language puts it', () => {
    expect(translate('Box takes mail for a@example.com on port 2525.')).toBe('Box在端口 2525 接收 a@example.com 的邮件。')
    expect(translate('“{}” is large.')).toBe('“{}”过大。')
    expect(translate('“$&$1 {1}” is large.')).toBe('“$&$1 {1}”过大。')
  })

  test('shows what is not ours in it as it is asked to, and our own words as they are', () => {
    const hide = (part: string) => part.replace(/\d{3}/g, '***')
    expect(translate('The server refused 123: Try again.', hide)).toBe('服务器拒收了***：请重试。')
    expect(translate('Box takes mail for 456 on port 2525.', hide)).toBe('Box在端口 ***5 接收 *** 的邮件。')
    expect(translate('What we do not know: 789', hide)).toBe('What we do not know: ***')
    expect(translate('“{}” is large.', hide)).toBe('“{}”过大。')
  })

  test('takes the pattern that says most of it', () => {
    expect(translate('The server refused a: 451 later. Parley tries again.')).toBe('服务器暂时拒收了a：451 later。Parley 会自动重试。')
    expect(translate('The server refused a: 550 gone')).toBe('服务器拒收了a：550 gone')
  })

  test('has its parts translated too, and each of its lines', () => {
    expect(translate('The receiver takes mail for “x” is large. on port 1.')).toBe('收信服务在端口 1 接收 “x”过大。 的邮件。')
    expect(translate('The server refused a: b\nTry again.\nas it is')).toBe('服务器拒收了a：b\n请重试。\nas it is')
  })

  test('is not taken for a pattern whose ends would have to share letters', () => {
    expect(translate('“ is large.')).toBe('“ is large.')
    expect(translator({ 'aa{}aa': 'x{}' })('aaa')).toBe('aaa')
  })

  test('of any length and any depth costs time in proportion', () => {
    const hostile = 'The server refused '.repeat(20_000) + ': '.repeat(20_000)
    const start = performance.now()
    translate(hostile)
    translate('“'.repeat(50_000) + '” is large.'.repeat(50_000))
    expect(performance.now() - start).toBeLessThan(1_000)
  })
})
