import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Sink } from '../adapter.ts'
import { hold } from './hold.ts'

const pause = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms))
vi.mock('node:timers/promises', () => ({ setTimeout: (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms)) }))

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  vi.spyOn(Math, 'random').mockReturnValue(0.5)
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

type Life = (opened: () => Promise<void>, progress: () => void, n: number) => Promise<void>

/** Holds for so many minutes connections that live like this; how often one was tried, and each change of health that was told. */
async function held(minutes: number, life: Life) {
  const stop = new AbortController()
  const told: string[] = []
  let tries = 0
  const sink = { health: async (state: string) => void (told.at(-1) !== state && told.push(state)) } as unknown as Sink
  const running = hold(
    sink,
    stop.signal,
    (opened, progress) => life(opened, progress, ++tries),
    ({ message }) => message,
  )
  await vi.advanceTimersByTimeAsync(minutes * 60_000)
  stop.abort()
  await vi.advanceTimersByTimeAsync(3 * 60_000)
  await running
  return { tries, told }
}

const breaks = () => Promise.reject(new Error('broken'))

test('connections that open and break at once are tried ever more rarely, and are told once', async () => {
  const { tries, told } = await held(30, async (opened) => {
    await opened()
    return breaks()
  })
  expect(told).toEqual(['ok', 'failing'])
  expect(tries).toBeLessThan(45)
})

test('connections that bring something each time go on at once, and are no trouble to tell of', async () => {
  const { tries, told } = await held(1, async (_opened, progress) => {
    progress()
    await pause(100)
    return breaks()
  })
  expect(told).toEqual([])
  expect(tries).toBeGreaterThan(40)
})

test('a sound connection that ends is not told, one that cannot be opened again is, and its mending too', async () => {
  const { told } = await held(30, async (opened, _progress, n) => {
    if (n > 1 && n < 5) return breaks()
    await opened()
    await pause(60_000)
    return breaks()
  })
  expect(told).toEqual(['ok', 'failing', 'ok'])
})
