import { describe, expect, test } from 'vitest'
import { decodeText } from './charset.ts'

const bytes = (hex: string) => Buffer.from(hex, 'hex')

describe('characters a platform’s own decoder drops are read', () => {
  test.each([
    ['what Hong Kong added to Big5', 'big5', 'a741a66ea1419df89dcfb0d5', '你好，啲嘢啦'],
    ['what Windows added to EUC-KR', 'euc-kr', '8c63b9e6b0a2c7cf', '똠방각하'],
  ])('%s', (_, label, hex, text) => {
    expect(decodeText(bytes(hex), label)).toBe(text)
  })
})

test.each([
  ['iso-2022-kr', '\x1b$)C\x0e>H3gGO<<?d\x0f \x0eAV9.\x0f OK', '안녕하세요 주문 OK'],
  ['hz-gb-2312', 'Hi ~{Dz:C~}, 5~~6', 'Hi 您好, 5~6'],
  ['HZ', '~{Dz:C\nok', '您好\nok'],
])('seven-bit dresses are taken off: %s', (label, written, text) => {
  expect(decodeText(Buffer.from(written, 'latin1'), label)).toBe(text)
})

describe('a Western label', () => {
  const gbk = bytes('c4fabac3a3acced2b5c4b2e8d2b6bbb9c3bbd3d0cad5b5bd')
  test.each(['iso-8859-1', 'windows-1252', 'iso-8859-15'])('%s over Chinese is not believed', (label) => {
    expect(decodeText(gbk, label)).toBe('您好，我的茶叶还没有收到')
  })

  test('over Western words it is, however few', () => {
    for (const text of ['Größe', 'ÄÖÜ', 'Où êtes-vous ? Déjà là, à côté', 'ÜBERGRÖSSE ÄÖÜ äöü'])
      expect(decodeText(Buffer.from(text, 'latin1'), 'iso-8859-1')).toBe(text)
  })
})
