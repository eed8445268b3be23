import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { outbound } from '../../tests/support/outbound.ts'
import { compose, replySubject, toHtml } from './compose.ts'
import { emailConfig } from './config.ts'

test('a mail goes to everybody it is for, and tells nobody of hidden copies', async () => {
  const config = emailConfig.parse({ address: 'support@example.com', receiver: true, delivery: 'outbox' })
  const box = (name: string, address: string) => ({ name, address })
  const recipients = {
    to: [box('Chen', 'chen@a.example'), box('', 'bo@a.example')],
    cc: [box('Li 李', 'li@a.example'), box('', 'bo@a.example')],
    bcc: [box('Spy', 'spy@a.example')],
  }
  const made = compose({ kind: 'email', workspaceId: 'w', channelId: 'c', name: 'Shop', config }, outbound({ recipients }))
  if ('problem' in made) throw new Error(made.problem)
  expect(made.to).toEqual(['chen@a.example', 'bo@a.example', 'li@a.example', 'spy@a.example'])
  const mail = (await text(await made.open())).replace(/\r\n[ \t]+/g, ' ')
  expect(mail).toContain('To: Chen <chen@a.example>, bo@a.example')
  expect(mail).toMatch(/^Cc: =\?UTF-8\?\S+ <li@a.example>/m)
  expect(mail).not.toMatch(/spy|bcc/i)
})

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
