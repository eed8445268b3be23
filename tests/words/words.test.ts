import { describe, expect, test } from 'vitest'
import { adapterWords } from '../../channels/table.ts'
import { zhCN as own } from '../../contract/words.zh-CN.ts'
import { zhCN as appChinese } from '../../web/src/i18n/zh-CN.ts'
import { translate } from '../../server/words.ts'
import { textsForPeople } from './texts.ts'

/** What is said by us, and by the channels' adapters, which bring their words along. */
const zhCN = { ...own, ...adapterWords }
const texts = textsForPeople()
const said = new Set(texts.map(({ text }) => text))

describe('what the server side says to people', () => {
  test('is found in its sources, by every way of saying it', () => {
    for (const text of [
      'Your role does not allow this. Ask an owner of the workspace.',
      'Use at least 10 characters.',
      'The mail server refused {}: {}',
      'Only a message whose fate is unknown can be marked as arrived.',
      'Parley was interrupted while sending this, so nobody can tell whether it arrived. Check, then send again or mark it as arrived.',
      'SMTP encryption',
      'Name the SMTP server, or choose the local outbox.',
    ])
      expect(said).toContain(text)
  })

  test('has its Chinese', () => {
    const without = texts.filter(({ text }) => !/\p{Script=Han}/u.test(translate(text, 'zh-CN')))
    expect(without.map(({ where, text }) => `${where} ${text}`)).toEqual([])
  })

  test('is all that the table holds', () => {
    expect(Object.keys(zhCN).filter((text) => !said.has(text))).toEqual([])
  })
})

test('a Chinese text has a place for every part of the English one, each once', () => {
  for (const [english, chinese] of Object.entries(zhCN)) {
    const filled = translate(english.replaceAll('{}', () => '<part>'), 'zh-CN') // prettier-ignore
    expect(filled.split('<part>').length, english).toBe(english.split('{}').length)
    expect(chinese.match(/\{\d?\}/g)?.length ?? 0, english).toBe(english.split('{}').length - 1)
  }
})

test('the Chinese is written as Chinese is: full-width punctuation, a space between Chinese and Latin words', () => {
  const odd = Object.values(zhCN).filter((text) => /\p{Script=Han}[,.;:?!()]|[,;:?!]\p{Script=Han}|\p{Script=Han}[A-Za-z0-9]|[A-Za-z0-9]\p{Script=Han}/u.test(text)) // prettier-ignore
  expect(odd).toEqual([])
})

test('the Chinese says 您 to whoever reads it, in the catalogue of the app too', () => {
  const familiar = (text: string) => /你(?!好)/.test(text)
  expect(Object.values(zhCN).filter(familiar)).toEqual([])
  expect(JSON.stringify(appChinese).match(/[^"]*你(?!好)[^"]*/g)).toBeNull()
})
