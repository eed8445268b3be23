import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tokensOf } from './tokens.ts'

describe('tokens', () => {
  it('takes Latin words and numbers whole, Chinese in characters and pairs', () => {
    expect(tokensOf('Order 12 頭髮')).toEqual(['order', '12', '头', '发', '头发'])
    expect(tokensOf('iPhone手机壳')).toEqual(['iphone', '手', '机', '壳', '手机', '机壳'])
    expect(tokensOf('  …！')).toEqual([])
  })

  it('finds every word of two characters in any Chinese text around it', () => {
    const han = fc.stringMatching(/^[\u4e00-\u9fa5]{0,8}$/)
    fc.assert(fc.property(han, han, (before, after) => tokensOf(`${before}退款${after}`).includes('退款')))
  })

  it('answers for any string, without blanks or capitals', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(tokensOf(text).filter((token) => /\s|^$/.test(token))).toEqual([])
      }),
    )
  })
})
