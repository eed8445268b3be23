import { describe, expect, test } from 'vitest'
import { conversation } from '../../../tests/web/samples.ts'
import { type List, listed, type Query } from './lists.ts'

const minute = (n: number) => new Date(Date.parse('2026-11-20T02:00:00Z') + n * 60_000).toISOString()
const said = (id: string, at: number, part = {}) =>
  conversation({
    id,
    lastMessage: { preview: id, unsupported: null, kind: 'text', direction: 'in', status: 'received', at: minute(at) },
    ...part,
  })
const table = (...all: ReturnType<typeof conversation>[]) => Object.fromEntries(all.map((one) => [one.id, one]))

const all: Query = { view: 'all', status: 'open', sort: 'newest' }
const whole: List = { query: all, phase: 'ready', next: null, edge: null, members: null }

describe('a list', () => {
  test('has the newest message first', () => {
    expect(listed(table(said('a', 1), said('b', 3), said('c', 2)), all, whole, 'me')).toEqual(['b', 'c', 'a'])
  })

  test('by waiting has the longest wait first and those nobody waits in last', () => {
    const conversations = table(
      said('answered', 9),
      said('short', 5, { waitingSince: minute(5) }),
      said('long', 7, { waitingSince: minute(1) }),
    )
    expect(listed(conversations, { ...all, sort: 'waiting' }, whole, 'me')).toEqual(['long', 'short', 'answered'])
  })

  test('of mine, of nobody’s and of resolved ones holds just those', () => {
    const conversations = table(
      said('mine', 1, { assigneeId: 'me' }),
      said('free', 2),
      said('hers', 3, { assigneeId: 'her' }),
      said('done', 4, { status: 'resolved' }),
    )
    expect(listed(conversations, { ...all, view: 'mine' }, whole, 'me')).toEqual(['mine'])
    expect(listed(conversations, { ...all, view: 'unassigned' }, whole, 'me')).toEqual(['free'])
    expect(listed(conversations, all, whole, 'me')).toEqual(['hers', 'free', 'mine'])
    expect(listed(conversations, { ...all, status: 'resolved' }, whole, 'me')).toEqual(['done'])
  })

  test('shows nothing behind the page it has read, so that further pages never push rows apart', () => {
    const edge = said('edge', 5)
    const conversations = table(said('new', 9), edge, said('opened-by-address', 1))
    expect(listed(conversations, all, { ...whole, next: 'more', edge }, 'me')).toEqual(['new', 'edge'])
  })

  test('lets a conversation rise past the edge when something new is said in it', () => {
    const edge = said('edge', 5)
    expect(listed(table(edge, said('old', 6)), all, { ...whole, next: 'more', edge }, 'me')).toEqual(['old', 'edge'])
  })
})
