import { describe, expect, it } from 'vitest'
import { languageOf } from './script.ts'

describe('language by script', () => {
  it.each([
    ['我的订单到哪了', 'zh'],
    ['這個APP很好用', 'zh'],
    ['我的iPhone坏了', 'zh'],
    ['where is my order', 'en'],
    ['ORDER 微 delayed, please check today', 'en'],
    ['你好 I need help', 'mixed'],
    ['Hello 你好', 'mixed'],
    ['ありがとうございます', 'other'],
    ['Где мой заказ?', 'other'],
    ['où était déjà l’été à Évreux', 'other'],
    ['12345', 'other'],
    ['😂👍', 'other'],
    ['', 'other'],
  ])('%s is %s', (text, language) => {
    expect(languageOf(text)).toBe(language)
  })
})
