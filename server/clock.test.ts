import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import { currentMs, noteTime } from './clock.ts'

const root = path.resolve(import.meta.dirname, '..')
const served = ['accounts', 'channels', 'customers', 'inbox', 'server', 'contract', 'language', 'main.ts']

/** Who may ask the machine for the time, and why. */
const allowed: Record<string, string> = {
  'server/clock.ts': 'until the database was asked, and to tell how far the two are apart',
  'channels/wechaty/client.ts': 'gRPC counts its deadlines by the machine’s clock',
  'server/postgres/initialise.ts': 'compares with the time of a file of this machine, before there is a database',
  'server/postgres/lock.ts': 'compares with the time of a file of this machine, before there is a database',
}

function sources(): string[] {
  return served.flatMap((name) =>
    name.endsWith('.ts')
      ? [name]
      : readdirSync(path.join(root, name), { recursive: true, encoding: 'utf8' })
          .filter((file) => /\.ts$/.test(file) && !/\.test\.ts$|(^|\/)(demo|peer|[\w-]*-peer|peer-[\w-]*|simulator)\b/.test(file))
          .map((file) => `${name}/${file}`),
  )
}

test('what is served asks the one clock, and the machine’s only where it says why', () => {
  const asking = sources().filter((file) => {
    const code = readFileSync(path.join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
    return /\bDate\.now\(\)|\bnew Date\(\)/.test(code)
  })
  expect(asking.filter((file) => !(file in allowed))).toEqual([])
  expect(Object.keys(allowed).filter((file) => !asking.includes(file))).toEqual([])
})

test('the clock is the database’s, and goes on when the machine’s is set', () => {
  const database = Date.now() + 3_600_000
  noteTime(database, performance.now(), performance.now())
  const before = currentMs()
  expect(Math.abs(before - database)).toBeLessThan(1_000)
  vi.setSystemTime(0)
  expect(Math.abs(currentMs() - before)).toBeLessThan(1_000)
  vi.useRealTimers()
})

test('an answer that came late does not move it by what it may be wrong', () => {
  const now = performance.now()
  noteTime(1_000_000, now, now)
  // Told at some moment of the last two seconds; taken for their middle it would put the clock half a second ahead.
  noteTime(999_500, now - 2_000, now)
  expect(currentMs() - (performance.now() - now)).toBeCloseTo(1_000_000, 0)
})
