import { expect, test } from 'vitest'
import { offers, optOutWord } from './opt-out-words.ts'

test.each(['退订', ' 退訂。', 'td', 'ＴＤ', 'Stop', 'STOP!', '“拒收”', 'unsubscribe', 'Opt-out'])('“%s” alone is a refusal', (text) => {
  expect(optOutWord(text)).toMatchObject({ ifOffered: false })
})

test.each(['T', 'r', 'Ｎ', '0000'])('“%s” is one only as an answer to what offered it', (text) => {
  expect(optOutWord(text)).toMatchObject({ ifOffered: true })
})

test.each(['退订流程是什么？', 'Please stop by tomorrow', '怎么退订', 'TDX', 'No', '好', 'R2D2', 'stop the delivery of order 12', ''])(
  '“%s” is none',
  (text) => {
    expect(optOutWord(text)).toBeNull()
  },
)

test.each([
  ['【茶社】双十一五折，拒收请回复R', 'R', true],
  ['新茶上市，回T退订', 'T', true],
  ['Autumn sale! Reply N to opt out.', 'N', true],
  ['回复“TD”退订', 'TD', true],
  ['回复 Tomorrow 确认', 'T', false],
  ['您好，尺码是 R 吗？', 'R', false],
  ['拒收请回复R', 'T', false],
])('“%s” offers %s: %s', (text, word, offered) => {
  expect(offers(text, word)).toBe(offered)
})
