import { describe, expect, it } from 'vitest'
import { maskPersonal, personalIn } from './personal.ts'

const found = (text: string) => personalIn(text).map(({ kind, start, end }) => [kind, text.slice(start, end)])

describe('personal data', () => {
  it('finds what gives a person away, where it stands', () => {
    expect(found('打我电话13800138000，谢谢')).toEqual([['mobile', '13800138000']])
    expect(found('tel +86 138-0013-8000')).toEqual([['mobile', '+86 138-0013-8000']])
    expect(found('号码１３８００１３８０００')).toEqual([['mobile', '１３８００１３８０００']])
    expect(found('身份证11010519491231002X')).toEqual([['identity-card', '11010519491231002X']])
    expect(found('卡号 6222 0212 3456 7894')).toEqual([['bank-card', '6222 0212 3456 7894']])
    expect(found('write to li.lei@mail.example.com.')).toEqual([['email', 'li.lei@mail.example.com']])
    expect(found('加我微信：lilei_2020 或者QQ 12345678')).toEqual([
      ['wechat', '微信：lilei_2020'],
      ['qq', 'QQ 12345678'],
    ])
  })

  it('leaves numbers that are none of these', () => {
    for (const text of [
      '订单号 20261122138001380001',
      '身份证110105194912310021',
      '4111 1111 1111 1112',
      '12800138000',
      '价格1380.01',
      'a@b',
    ]) {
      expect(found(text)).toEqual([])
    }
  })

  it('masks the middle and nothing else', () => {
    expect(maskPersonal('打13800138000或写a.b@example.com')).toBe('打13•••••••00或写a.b•••••••••com'.replace('13•••••••00', '13•••••••00'))
    expect(maskPersonal('没有号码')).toBe('没有号码')
  })

  it('reads a megabyte of digits in time', () => {
    const start = performance.now()
    personalIn('1380013800'.repeat(100_000))
    personalIn('a@'.repeat(500_000))
    expect(performance.now() - start).toBeLessThan(5_000)
  })
})
