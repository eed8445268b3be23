import { expect, test } from 'vitest'
import { fits, hashPassword } from './passwords.ts'

test('a password fits its own hash only', async () => {
  const stored = await hashPassword('correct horse 电池')
  expect(await fits(stored, 'correct horse 电池')).toBe(true)
  expect(await fits(stored, 'correct horse 电池 ')).toBe(false)
})

test('hashes are argon2id at the recommended cost, salted', async () => {
  const [one, two] = [await hashPassword('parley-test'), await hashPassword('parley-test')]
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(two).not.toBe(one)
})

test('nobody has no password', async () => {
  expect(await fits(null, '')).toBe(false)
})

test('asking for nobody costs what asking for somebody costs', async () => {
  const stored = await hashPassword('correct horse')
  await fits(null, 'warm up')
  expect(await median(() => fits(null, 'wrong'))).toBeGreaterThan(0.5 * (await median(() => fits(stored, 'wrong'))))
})

async function median(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let n = 0; n < 7; n++) {
    const start = performance.now()
    await work()
    times.push(performance.now() - start)
  }
  return times.sort((a, b) => a - b)[3]!
}
