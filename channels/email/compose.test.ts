import { expect, test } from 'vitest'
import { replySubject, toHtml } from './compose.ts'

test.each([
  ['Order', 'Re: Order'],
  ['Re: Order', 'Re: Order'],
  ['RE: re: 回复：答复: Re[2]: Order', 'Re: Order'],
  ['Reply needed', 'Re: Reply needed'],
  [null, 'Re:'],
  ['a\r\nBcc: b@example.com', 'Re: a Bcc: b@example.com'],
])('the subject “%s” is answered as “%s”', (subject, expected) => expect(replySubject(subject)).toBe(expected))

test('the text’s HTML is escaped and its addresses can be clicked', () => {
  expect(toHtml('<b>&\n见 https://example.com/a?b=1&c="x。')).toBe(
    '<div style="font-family:sans-serif;font-size:14px;line-height:1.5">&#60;b&#62;&#38;<br>\n见 <a href="https://example.com/a?b=1&#38;c=">https://example.com/a?b=1&#38;c=</a>&#34;x。</div>',
  )
})
