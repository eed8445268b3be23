import { expect, test } from 'vitest'
import type { Window } from '../adapter.ts'
import { withinWindow } from './reply-window.ts'

const now = new Date('2026-11-30T12:00:00Z')
const rule = { ms: 3_600_000, most: 5 }
const after = (window: Partial<Window>) =>
  withinWindow({ openedBy: 'message', openedAt: '2026-11-30T11:30:00Z', sent: 0, closed: null, ...window }, rule, now)

test('an open window says what is left, and until when', () => {
  expect(after({ sent: 2 })).toEqual({ allowed: true, remaining: 3, until: '2026-11-30T12:30:00.000Z', reason: null, fallback: null })
})

test.each<[string, Partial<Window>, string]>([
  ['the count is used up', { sent: 5 }, 'All messages'],
  ['the provider says that it is, though we counted fewer', { sent: 2, closed: 'count' }, 'All messages'],
  ['the time is over', { openedAt: '2026-11-30T10:59:59Z' }, 'The time'],
  ['the provider says that it is', { closed: 'provider' }, 'The time'],
  ['both', { sent: 5, openedAt: '2026-11-30T10:59:59Z' }, 'The time'],
  ['they do not follow any more', { closed: 'unfollowed' }, 'no longer follows'],
])('a window that is closed says why: %s', (_, window, words) => {
  expect(after(window)).toMatchObject({ allowed: false, remaining: 0, reason: expect.stringContaining(words) })
})
