import { beforeAll, describe, expect, test } from 'vitest'
import { nameOf, say, setLocale, startTexts, t } from './index.ts'

beforeAll(() => startTexts('zh-CN'))

describe('the app', () => {
  test('shows Chinese once it is here, and English again at once', async () => {
    expect([document.documentElement.lang, t('app.inbox')]).toEqual(['zh-CN', '收件箱'])
    await setLocale('en')
    expect([document.documentElement.lang, t('app.inbox')]).toEqual(['en', 'Inbox'])
  })

  test('shows the language chosen last, whichever came first', async () => {
    await Promise.all([setLocale('zh-CN'), setLocale('en')])
    expect([document.documentElement.lang, t('app.inbox')]).toEqual(['en', 'Inbox'])
    await Promise.all([setLocale('en'), setLocale('zh-CN')])
    expect([document.documentElement.lang, t('app.inbox')]).toEqual(['zh-CN', '收件箱'])
  })
})

describe('what the server says', () => {
  const reason = 'The name mx.example.com has no address: check its spelling.\nParley tries again.'

  test('is read in the app’s language, the texts within it too', async () => {
    await setLocale('zh-CN')
    expect(say(reason)).toBe('域名 mx.example.com 没有对应的地址，请检查拼写。\nParley 会自动重试。')
    await setLocale('en')
    expect(say(reason)).toBe(reason)
  })

  test('shows a time as the reader writes times', async () => {
    const held = 'Nothing goes out on this channel before 2026-11-22T09:05:00.000Z; this goes out by itself then.'
    await setLocale('zh-CN')
    expect(say(held)).toBe('此渠道在 2026年11月22日 09:05 之前暂停发送，届时会自动发出。')
    await setLocale('en')
    expect(say(held)).toMatch(/before Nov 22, 2026, 09:05; this/)
  })
})

test('a visitor without a name is called so in the app’s language, and nobody else’s name is touched', async () => {
  await setLocale('zh-CN')
  expect([nameOf('Visitor 77e1'), nameOf('Visitor Center'), nameOf('王梅')]).toEqual(['访客 77e1', 'Visitor Center', '王梅'])
  await setLocale('en')
  expect(nameOf('Visitor 77e1')).toBe('Visitor 77e1')
})
