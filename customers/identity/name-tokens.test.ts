import { describe, expect, test } from 'vitest'
import { nameTokens, searchTokens } from './name-tokens.ts'

describe('a name is found by', () => {
  test.each([
    ['张伟', '张'],
    ['张伟', '伟'],
    ['张伟', 'zhangw'],
    ['张伟', 'zw'],
    ['張偉', '张伟'],
    ['吕布', 'lv'],
    ['吕布', 'lubu'],
    ['单田芳', 'shan'],
    ['Zhang Wei', 'zhangwei'],
    ['Zhang Wei', 'WEI zh'],
    ['José O’Brien', 'jose bri'],
    ['ＬＩＮ Mei', 'lin'],
    ['Łukasz Đorđević', 'lukasz dord'],
    ['Søren Groß', 'sor gross'],
    ['Ayşe Işık', 'ayse isik'],
    ['Æsa Œuvre', 'aesa oeuvre'],
    ['Lukasz', 'Łuk'],
    ['Straße', 'STRASSE'],
    ['张伟 (Acme)', 'acme 张'],
    ['田中 太郎', '田中太郎'],
    ['田中 太郎', '太郎'],
    ['田中太郎', '太郎'],
    ['김민수', '민수'],
    ['김 민수', '김민수'],
    ['さくら', 'くら'],
  ])('%s: by what somebody types as “%s”', (name, typed) => {
    expect(nameTokens(name)).toEqual(expect.arrayContaining(searchTokens(typed)))
  })

  test.each([
    ['张伟', '王'],
    ['Zhang Wei', 'hang'],
    ['Zhang Wei', 'zhang li'],
  ])('%s: not by “%s”', (name, typed) => {
    expect(nameTokens(name)).not.toEqual(expect.arrayContaining(searchTokens(typed)))
  })
})

test('however long a name is, its tokens are few and short', () => {
  const tokens = nameTokens('一二三四五六七八九十'.repeat(50) + ' and so on'.repeat(50))
  expect(tokens.length).toBeLessThanOrEqual(80)
  expect(Math.max(...tokens.map((token) => token.length))).toBeLessThanOrEqual(16)
})

test('a name without letters has no tokens', () => {
  expect(nameTokens('🙂 —')).toEqual([])
})
