import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keptSecret } from './app-secret.ts'
import { hmac, sameSecret, seal, sha256, token, unseal } from './crypto.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'parley-crypto-'))
beforeAll(() => {
  process.env['APP_SECRET'] = 'a test secret of more than 32 characters'
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('digests', () => {
  it('agree with the published vectors', () => {
    expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
    // RFC 4231, test case 2.
    expect(hmac('Jefe', 'what do ya want for nothing?')).toBe('5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843')
  })

  it('makes tokens that differ and fit into a URL', () => {
    expect(token()).toMatch(/^[\w-]{43}$/)
    expect(token()).not.toBe(token())
  })
})

describe('comparing secrets', () => {
  it('takes equal text only', () => {
    expect(sameSecret('right', 'right')).toBe(true)
    expect(sameSecret('right', 'righ')).toBe(false)
    expect(sameSecret('密码', '密码')).toBe(true)
  })

  it.each([undefined, null, '', [], ['right'], {}, 0, true])('refuses %j without throwing', (given) => {
    expect(sameSecret(given, 'right')).toBe(false)
    expect(sameSecret(given, given)).toBe(false)
  })
})

describe('sealing', () => {
  it('gives back what was sealed, and never the same bytes twice', () => {
    expect(unseal(seal('口令 password'))).toBe('口令 password')
    expect(unseal(seal(''))).toBe('')
    expect(seal('x')).not.toBe(seal('x'))
  })

  it('refuses what was altered, cut short or comes from another version', () => {
    const sealed = seal('secret')
    const altered = sealed.slice(0, -2) + (sealed.endsWith('AA') ? 'BB' : 'AA')
    expect(() => unseal(altered)).toThrow()
    expect(() => unseal('v1.AAAA')).toThrow('cut short')
    expect(() => unseal(sealed.replace('v1.', 'v9.'))).toThrow('version')
  })
})

describe('the kept secret', () => {
  it('is made once, for its owner only', () => {
    const made = keptSecret(path.join(folder, 'new'))
    expect(made).toMatch(/^[\w-]{43}$/)
    expect(keptSecret(path.join(folder, 'new'))).toBe(made)
    const file = path.join(folder, 'new', 'app-secret')
    expect(readFileSync(file, 'utf8')).toBe(`${made}\n`)
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600)
  })
})
