import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pinyinOf } from './pinyin.ts'

describe('pinyin of names', () => {
  it.each([
    ['张伟', 'zhangwei', 'zw'],
    ['单田芳', 'shantianfang', 'stf'],
    ['單田芳', 'shantianfang', 'stf'],
    ['仇小明', 'qiuxiaoming', 'qxm'],
    ['尉迟恭', 'yuchigong', 'ycg'],
    ['長孫無忌', 'zhangsunwuji', 'zswj'],
    ['Zhang Wei', 'zhangwei', 'zw'],
    ['张伟 John', 'zhangweijohn', 'zwj'],
    ['José Ñandú', 'josenandu', 'jn'],
  ])('%s is typed %s or %s', (name, full, initials) => {
    expect(pinyinOf(name)).toEqual({ full: [full], initials: [initials] })
  })

  it('knows the ways to type ü', () => {
    expect(pinyinOf('吕布').full).toEqual(['lvbu', 'lubu', 'lübu', 'lyubu'])
    expect(pinyinOf('略').full).toEqual(['lve', 'lue', 'lüe', 'lyue'])
  })

  it('finds nothing where there are no letters', () => {
    expect(pinyinOf(' 👍 ')).toEqual({ full: [], initials: [] })
  })

  it('answers for any string, with small letters and digits only', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        const { full, initials } = pinyinOf(name)
        expect(full.length > 0).toBe(initials.length > 0)
        expect([...full, ...initials].filter((typed) => /[\s\p{Script=Han}]/u.test(typed))).toEqual([])
      }),
    )
  })
})
