import { describe, expect, test } from 'vitest'
import { foldQuote } from './quote.ts'

const folded = (...lines: string[]) => foldQuote(lines.join('\n')).text.split('\n').filter((line) => line !== '') // prettier-ignore
const quotedLines = ['', '> When does the tea come?', '> It was promised for Monday.']

describe('an attribution over several lines is folded whole', () => {
  test.each([
    [['On Dec 16, 2026, at 12:47 PM, Some Writer', '<writer@example.com>', 'wrote:']],
    [['On Wed, Dec 9, Some Writer', '<writer@example.com> wrote:']],
    [['On Nov 21, 2026,', 'at 10:18,', 'Some Writer <writer@example.com> wrote:']],
    [['pe 20. lokakuuta 2026 klo 17.50 Some Writer', '<writer@example.com> kirjoitti:']],
    [['Em 10 de julho de 2026 às 16:32:35, Some Writer - Shop (', 'writer@example.com) escreveu:']],
  ])('%j', (attribution) => {
    expect(folded('It came today, thank you.', '', ...attribution, ...quotedLines)).toEqual(['It came today, thank you.'])
  })
})

test('own words straight above an attribution are no part of it', () => {
  const attribution = 'On 2 Nov 2026, Some Writer <writer@example.com> wrote:'
  for (const own of ['See you at 10:00', 'I ordered on 5 Nov 2026.', 'On 5 days I called, nobody answered', 'Invoice 2026/10'])
    expect(folded(own, attribution, ...quotedLines), own).toEqual([own])
})

describe('a block of headers is folded', () => {
  test('whose sender takes two lines', () => {
    const block = [
      'From: Human Resources',
      '<a-long-address-of-a-department@example.com>',
      'Sent: Monday, August 24, 2026 4:37 PM',
      'Subject: New',
    ]
    expect(folded('I agree.', '', ...block, '', 'The new rules')).toEqual(['I agree.'])
  })

  test('that begins with the date', () => {
    const block = [
      'Message du : 12/12/2026 13:20',
      'De : "Questions" <questions@example.com>',
      'A : some@example.com',
      'Copie à :',
      'Sujet : Commande',
    ]
    expect(folded('Merci beaucoup.', '', '====', ...block, 'Bonjour')).toEqual(['Merci beaucoup.'])
  })

  test('and a list of the writer’s own is not', () => {
    for (const own of [
      ['Date: 2 Nov 2026 10:30', 'From: Paris', 'To: Lyon'],
      ['From: Paris', 'To: Lyon', 'Seats: 2'],
    ])
      expect(folded('Please book:', ...own)).toEqual(['Please book:', ...own])
  })
})

describe('what a client adds below the last words', () => {
  test.each([
    'Sent from my iPhone',
    'Sent from my Some Carrier BlackBerry',
    'Get Outlook for iOS<https://aka.ms/x>',
    'Sent from SomeMail<https://example.com/get>',
    'Von meinem iPhone gesendet',
    'Envoyé de mon iPhone',
    '发自我的iPhone',
    '发自我的华为手机',
    '从我的 iPhone 发送',
    'Sent from Mail for Windows',
  ])('is folded: %s', (footer) => {
    expect(foldQuote(`Here it is.\n\n${footer}`)).toEqual({ text: 'Here it is.', quoted: footer })
    expect(folded('Here it is.', '', footer, '', 'On 2 Nov 2026, at 9:00, A <a@example.com> wrote:', ...quotedLines)).toEqual([
      'Here it is.',
    ])
  })

  test.each([
    'Sent from my desk, which is easier than from my phone.',
    'Sent from Hangzhou on Monday',
    '从手机上看不到图片',
    '来自小米用户的订单',
    'Get Outlook for us please',
  ])('is not taken for it: %s', (own) => {
    expect(foldQuote(`Here it is.\n${own}`)).toEqual({ text: `Here it is.\n${own}`, quoted: null })
  })

  test('stays where there is nothing else', () => {
    expect(foldQuote('Sent from my iPhone')).toEqual({ text: 'Sent from my iPhone', quoted: null })
    expect(foldQuote('Sent from my iPhone\n\nOn 2 Nov 2026, at 9:00, A <a@example.com> wrote:\n> hello').text).toBe('Sent from my iPhone')
  })
})
