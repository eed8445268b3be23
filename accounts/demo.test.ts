import { afterEach, expect, test, vi } from 'vitest'

afterEach(() => vi.unstubAllEnvs())

/** Whether the password everybody knows is taken by a Parley with these settings. */
async function takesKnownPassword(settings: Record<string, string>): Promise<boolean> {
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value)
  vi.resetModules()
  const { knownPassword, refuseDemoPassword } = await import('./demo.ts')
  try {
    refuseDemoPassword('another password')
    refuseDemoPassword(knownPassword)
    return true
  } catch (error) {
    expect(error).toMatchObject({ code: 'forbidden', message: expect.stringContaining('DEMO_PASSWORD') })
    return false
  }
}

test.each(['127.0.0.1', 'localhost', '::1', '127.0.1.1'])('on %s, where nobody else comes, it is taken', async (HOST) => {
  expect(await takesKnownPassword({ HOST })).toBe(true)
})

test.each(['0.0.0.0', '::', '192.0.2.7', '127.0.0.1.example.com', 'localhost.example.com'])('on %s it is refused', async (HOST) => {
  expect(await takesKnownPassword({ HOST })).toBe(false)
})

test('anywhere it is taken where DEMO_PASSWORD says so', async () => {
  expect(await takesKnownPassword({ HOST: '0.0.0.0', DEMO_PASSWORD: 'parley-demo' })).toBe(true)
  expect(await takesKnownPassword({ HOST: '0.0.0.0', DEMO_PASSWORD: 'one of our own' })).toBe(false)
})
