import { describe, expect, test } from 'vitest'
import type { TimelineEntry } from '../../../../../contract/timeline.ts'
import { joined } from './use-timeline.ts'

const by = { type: 'user' as const, id: 'u1', name: '林晚' }
const note = (id: string, minute: number): TimelineEntry => ({
  type: 'note',
  id,
  at: new Date(Date.UTC(2026, 10, 20, 2, minute)).toISOString(),
  by,
  text: id,
})
const ids = ({ entries }: { entries: readonly TimelineEntry[] }) => entries.map((entry) => entry.id)
const read = { phase: 'ready', entries: [note('c', 3), note('b', 2), note('a', 1)], next: null } as const

describe('a timeline read page by page', () => {
  test('grows at its end with a further page', () => {
    const after = joined({ ...read, next: 'more' }, { data: [note('z', 0)], next: null }, 'more')
    expect([ids(after), after.next]).toEqual([['c', 'b', 'a', 'z'], null])
  })

  test('shows what is new at its top and keeps what lies behind the page that was asked again', () => {
    const after = joined({ ...read, next: 'further' }, { data: [note('d', 4), note('c', 3)], next: 'c' }, null)
    expect([ids(after), after.next]).toEqual([['d', 'c', 'b', 'a'], 'further'])
  })

  test('loses what is no longer there', () => {
    const after = joined(read, { data: [note('c', 3)], next: null }, null)
    expect([ids(after), after.next]).toEqual([['c'], null])
  })
})
