import { afterEach, expect, test, vi } from 'vitest'
import { authenticate, bearerToken, cookieToken, sessionCookie } from './session.ts'

afterEach(() => vi.unstubAllEnvs())

test('nothing but a whole token is even looked up', async () => {
  // No database is open here: a look-up would throw.
  for (const token of [
    undefined,
    null,
    '',
    [],
    ['a'.repeat(43)],
    {},
    43,
    'short',
    'a'.repeat(44),
    `${'a'.repeat(42)}%`,
    `${'a'.repeat(43)}\n`,
  ])
    expect(await authenticate(token)).toBeNull()
})

test('the cookie cannot be read by scripts nor sent along from other sites', () => {
  expect(sessionCookie('t0ken')).toMatch(/^parley_session=t0ken; Path=\/; Max-Age=7776000; HttpOnly; SameSite=Lax/)
})

test('signing out takes the cookie away', () => {
  expect(sessionCookie(null)).toMatch(/^parley_session=; Path=\/; Max-Age=0;/)
})

test('the cookie is secure exactly when people reach Parley by https', async () => {
  expect(sessionCookie('t')).not.toContain('Secure')
  vi.stubEnv('PUBLIC_URL', 'https://inbox.example.com')
  vi.resetModules()
  const { sessionCookie: fresh } = await import('./session.ts')
  expect(fresh('t')).toContain('; Secure')
})

test.each([
  [undefined, null],
  ['other=1', null],
  ['a=1; parley_session=abc; b=2', 'abc'],
  ['xparley_session=no', null],
])('of the cookies %s the session is %s', (header, token) => {
  expect(cookieToken(header)).toBe(token)
})

test.each([
  [undefined, null],
  ['Basic abc', null],
  ['Bearer abc', 'abc'],
  ['bearer  abc', 'abc'],
  ['Bearer', null],
])('of the authorization %s the token is %s', (header, token) => {
  expect(bearerToken(header)).toBe(token)
})
