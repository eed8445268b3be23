import { decrypt as officialDecrypt, encrypt as officialEncrypt, getSignature } from '@wecom/crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answerEcho, openCallback, sealCallback } from './callback.ts'
import { decrypt, encrypt, signatureOf } from './callback-crypto.ts'

// The public examples of the two platforms' documentation.
const settings = { token: 'QDG6eK', aesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C', receiver: 'wx5823bf96d3bd56c7' }
const query = { timestamp: '1409659589', nonce: '263014780', msg_signature: '5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3' }
const echostr = 'P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ=='
const echo = { method: 'GET', headers: {}, query: { ...query, echostr }, url: '', body: Buffer.alloc(0) }

const key = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG'
const sealed = 'jn1L23DB+6ELqJ+6bruv21Y6MD7KeIfP82D6gU39rmkgczbWwt5+3bnyg5K55bgVtVzd832WzZGMhkP72vVOfg=='

describe('the documentation’s examples', () => {
  test('answer the question whether the address is ours', () => {
    expect(signatureOf(settings.token, query.timestamp, query.nonce, echostr)).toBe(query.msg_signature)
    expect(answerEcho(echo, settings)).toEqual({ type: 'text/plain', body: '1616140317555161061' })
    expect(answerEcho(echo, { ...settings, receiver: 'wx0000000000000000' })).toBe('refused')
    expect(answerEcho(echo, { ...settings, token: 'QDG6eL' })).toBe('refused')
  })

  test('are encrypted and opened to the byte', () => {
    expect(encrypt(key, '我是中文abcd123', 'wxb11529c136998cb6', Buffer.from('aaaabbbbccccdddd'))).toBe(sealed)
    expect(decrypt(key, sealed)).toEqual({ message: Buffer.from('我是中文abcd123'), receiver: 'wxb11529c136998cb6' })
  })
})

describe('any message', () => {
  const message = fc.string({ unit: 'binary', maxLength: 300 })

  test('goes to and fro between us and WeCom’s own library', () => {
    fc.assert(
      fc.property(message, (text) => {
        expect(officialDecrypt(key, encrypt(key, text, 'corp'))).toMatchObject({ message: Buffer.from(text).toString('utf8'), id: 'corp' })
        expect(decrypt(key, officialEncrypt(key, text, 'corp'))).toEqual({ message: Buffer.from(text), receiver: 'corp' })
        expect(signatureOf('t', '1', '2', text)).toBe(getSignature('t', '1', '2', text))
      }),
    )
  })

  test('sealed as a callback is opened; cut, changed or for another it is refused', () => {
    const now = new Date('2026-11-22T10:00:00Z')
    const open = (request: ReturnType<typeof sealCallback>, with_ = settings) => openCallback({ ...request, url: '' }, 'c', with_, now)
    fc.assert(
      fc.property(message, fc.nat(), (text, at) => {
        const request = sealCallback(text, settings, { id: text, now })
        expect(open(request)).toEqual(Buffer.from(text))
        const changed = Buffer.from(request.body)
        changed[at % changed.length]! ^= 1
        const outcome = open({ ...request, body: changed })
        if (outcome) expect(outcome).toEqual(Buffer.from(text))
        expect(open(request, { ...settings, aesKey: key })).toBeNull()
      }),
    )
  })
})

test('what is no ciphertext is null, whatever it is', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void decrypt(key, Buffer.from(bytes).toString('base64'))))
  expect(decrypt(key, '')).toBeNull()
  expect(decrypt(key, Buffer.alloc(33).toString('base64'))).toBeNull()
  const long = Buffer.alloc(32, 12)
  expect(decrypt(key, long.toString('base64'))).toBeNull()
})
