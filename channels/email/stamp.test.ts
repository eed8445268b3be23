import { expect, test } from 'vitest'
import { readHeaders } from './parse/headers.ts'
import { providerVerdict, readStamp, stamp } from './stamp.ts'

const headers = (text: string) => readHeaders(Buffer.from(text))

test('a stamp is read back, and nothing in it can begin a line', () => {
  const known = { address: 'a@example.com\r\nX: y', verified: true, receivedAt: new Date(0), returnPath: 'b@example.com>\r\nEvil: 1' }
  const stamped = stamp([Buffer.from('From: c@example.com\r\n\r\nx')], known)
  expect(readStamp(headers(stamped.toString()))).toEqual({ address: 'a@example.comx: y', verified: true, isOld: false, formSenders: '' })
  expect(headers(stamped.toString()).map((field) => field.name)).toEqual([
    'authentication-results',
    'delivered-to',
    'received',
    'return-path',
    'from',
  ])
})

test.each([
  ['mx.example.com; spf=pass; dmarc=pass header.from=example.com', true],
  ['mx.example.com; dmarc=fail', false],
  ['mx.example.com; spf=pass', null],
  ['mx.example.com; dmarc=none', null],
  ['evil.example; dmarc=pass', null],
  ['mx.example.com.evil.example; dmarc=pass', null],
])('the provider’s word “%s” counts as %s', (value, expected) => {
  expect(providerVerdict(headers(`Authentication-Results: ${value}\nFrom: a@example.com`), 'mx.example.com')).toBe(expected)
})

test('only the topmost word counts: a sender’s own line below it proves nothing', () => {
  const forged = 'Authentication-Results: other.example; dmarc=fail\nAuthentication-Results: mx.example.com; dmarc=pass'
  expect(providerVerdict(headers(forged), 'mx.example.com')).toBeNull()
  expect(providerVerdict(headers('Authentication-Results: x; dmarc=pass'), '')).toBeNull()
})
