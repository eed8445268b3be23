import { expect, test } from 'vitest'
import { clock } from './findings.ts'

const now = new Date('2026-11-22T10:00:00Z')
const at = (seconds: number) => ({ headers: { date: new Date(now.getTime() + seconds * 1000).toUTCString() } })

test('a clock more than two minutes off is told, either way; a right one, or none, is not', () => {
  for (const seconds of [121, -121]) expect(clock(at(seconds), now)).toMatchObject([{ level: 'warning', fix: expect.any(String) }])
  for (const answer of [at(0), at(119), at(-119), { headers: {} }, { headers: { date: 'soon' } }]) expect(clock(answer, now)).toEqual([])
})
