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
  const known: number[] = []
  const unknown: number[] = []
  for (let n = 0; n < 9; n++) {
    known.push(await timeOf(stored))
    unknown.push(await timeOf(null))
  }
  expect(median(unknown)).toBeGreaterThan(0.5 * median(known))
})

async function timeOf(stored: string | null): Promise<number> {
  const start = performance.now()
  await fits(stored, 'wrong')
  return performance.now() - start
}

const median = (times: number[]) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)]!
