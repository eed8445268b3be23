import { describe, expect, it } from 'vitest'
import { abusiveWords, matcherOf } from './sensitive.ts'

describe('sensitive words', () => {
  it('finds them whatever their width, case, script or gaps', () => {
    const find = matcherOf(['高仿', '發票', 'Refund fraud'])
    expect(find('这是高 仿的吧，高*仿')).toEqual(['高仿'])
    expect(find('开发票')).toEqual(['發票'])
    expect(find('ＲＥＦＵＮＤ ＦＲＡＵＤ!')).toEqual(['Refund fraud'])
  })

  it('takes Latin words whole', () => {
    const find = matcherOf(abusiveWords)
    expect(find('Scunthorpe, shiitake')).toEqual([])
    expect(find('what the FUCK, 混蛋')).toEqual(['fuck', '混蛋'])
  })

  it('takes listed words as they stand, not as patterns', () => {
    expect(matcherOf(['c++ (old)'])('a c++ (old) book')).toEqual(['c++ (old)'])
    expect(matcherOf(['', ' '])('anything')).toEqual([])
  })
})
