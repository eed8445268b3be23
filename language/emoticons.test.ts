import { describe, expect, it } from 'vitest'
import { takeEmoticons, valenceOfEmoji, valenceOfName } from './emoticons.ts'

describe('emoticons', () => {
  it('knows a code however it is written', () => {
    expect(takeEmoticons('好的[微笑]谢谢/::)')).toEqual({ names: ['微笑', '微笑'], rest: '好的 谢谢 ' })
    expect(takeEmoticons('/微笑 [Smile] /:rose')).toEqual({ names: ['微笑', 'smile', '玫瑰'], rest: '     ' })
  })

  it('tells /::D from /::d', () => {
    expect(takeEmoticons('/::D/::d').names).toEqual(['呲牙', '白眼'])
  })

  it('leaves brackets and slashes that are no codes', () => {
    for (const text of ['[图片]', 'see https://example.com/a', '3/4', '[abc] and/or'])
      expect(takeEmoticons(text)).toEqual({ names: [], rest: text })
  })

  it('says what people mean by them', () => {
    expect(valenceOfName('微笑')).toBeLessThan(0)
    expect(valenceOfName('心')).toBeGreaterThan(0)
    expect(valenceOfEmoji('😡'.codePointAt(0) ?? 0)).toBe(-1)
    expect(valenceOfEmoji('x'.codePointAt(0) ?? 0)).toBeUndefined()
  })
})
