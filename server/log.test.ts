import pino from 'pino'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { hushFailures, nowAndThen, sampled } from './log.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

function logger() {
  const lines: Record<string, unknown>[] = []
  const log = pino(
    { base: null, timestamp: false, hooks: { logMethod: sampled({ most: 2, ms: 1_000 }) } },
    { write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>) },
  )
  return { log, lines }
}

test('of many warnings with the same words the first are written, and at the end how many were left out', () => {
  const { log, lines } = logger()
  for (let n = 0; n < 30_000; n++) log.warn({ n }, 'a peer sends rubbish')
  expect(lines.map(({ n }) => n)).toEqual([0, 1])
  vi.advanceTimersByTime(1_000)
  expect(lines.at(-1)).toMatchObject({ msg: 'a peer sends rubbish', repeated: 29_998, level: 40 })
  log.warn({ n: 'next window' }, 'a peer sends rubbish')
  expect(lines.at(-1)).toMatchObject({ n: 'next window' })
  expect(lines).toHaveLength(4)
})

test('other words, other levels and mere information are not held back by them', () => {
  const { log, lines } = logger()
  for (let n = 0; n < 5; n++) {
    log.warn('one')
    log.warn('two')
    log.error('one')
    log.info('request')
  }
  expect(lines.filter(({ level }) => level === 40)).toHaveLength(4)
  expect(lines.filter(({ level }) => level === 50)).toHaveLength(2)
  expect(lines.filter(({ level }) => level === 30)).toHaveLength(5)
})

test('what goes wrong elsewhere is not told by everybody who meets it, while the one that watches it has told', () => {
  const { log, lines } = logger()
  hushFailures(true)
  log.warn({ error: 'connection refused' }, 'a lease could not be asked for')
  log.error({ err: new TypeError('x') }, 'a fault of ours')
  log.warn('an ordinary warning')
  hushFailures(false)
  log.warn({ error: 'no answer' }, 'a lease could not be asked for')
  expect(lines.map(({ msg }) => msg)).toEqual(['a fault of ours', 'an ordinary warning', 'a lease could not be asked for'])
})

test('what lasts is told when it is new or another, and then now and then', () => {
  const tell = nowAndThen(1_000)
  const told: string[] = []
  const say = (what: string) => tell(what, () => told.push(what))
  for (let n = 0; n < 5; n++) say('process 7')
  say('process 8')
  vi.advanceTimersByTime(1_000)
  for (let n = 0; n < 5; n++) say('process 8')
  expect(told).toEqual(['process 7', 'process 8', 'process 8'])
})
