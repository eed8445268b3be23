import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold, simplify } from './folding.ts'

describe('folding', () => {
  it('makes width, case, script and invisible marks equal', () => {
    expect(fold('ＡＢＣ１２３')).toBe('abc123')
    expect(fold('頭髮')).toBe(fold('头发'))
    expect(fold('發展')).toBe(fold('发展'))
    expect(fold('啟動後臺')).toBe('启动后台')
    expect(fold('Re\u200bfund\ufeff')).toBe('refund')
  })

  it('leaves simplified text as it is', () => {
    const text = '你好，么么哒！请问什么时候发货？面条、干洗、里面、后天都可以。'
    expect(simplify(text)).toBe(text)
  })

  it('changes nothing the second time', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => fold(fold(text)) === fold(text)))
    // Parted, or marks would join the letter before them.
    const everyUnit = Array.from({ length: 0xd800 }, (_, code) => String.fromCharCode(code)).join(' ')
    expect(fold(fold(everyUnit))).toBe(fold(everyUnit))
  })
})
