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
const known = (...all: ReturnType<typeof conversation>[]) => ({ conversations: table(...all), readings: {} })

const all: Query = { view: 'all', status: 'open', sort: 'newest' }
const whole: List = { query: all, phase: 'ready', next: null, edge: null, members: null }

describe('a list', () => {
  test('has the newest message first', () => {
    expect(listed(known(said('a', 1), said('b', 3), said('c', 2)), all, whole, { meId: 'me' })).toEqual(['b', 'c', 'a'])
  })

  test('by waiting has the longest wait first and those nobody waits in last', () => {
    const conversations = table(
      said('answered', 9),
      said('short', 5, { waitingSince: minute(5) }),
      said('long', 7, { waitingSince: minute(1) }),
    )
    expect(listed({ conversations, readings: {} }, { ...all, sort: 'waiting' }, whole, { meId: 'me' })).toEqual([
      'long',
      'short',
      'answered',
    ])
  })

  test('of mine, of nobody’s and of resolved ones holds just those', () => {
    const conversations = table(
      said('mine', 1, { assigneeId: 'me' }),
      said('free', 2),
      said('hers', 3, { assigneeId: 'her' }),
      said('done', 4, { status: 'resolved' }),
    )
    expect(listed({ conversations, readings: {} }, { ...all, view: 'mine' }, whole, { meId: 'me' })).toEqual(['mine'])
    expect(listed({ conversations, readings: {} }, { ...all, view: 'unassigned' }, whole, { meId: 'me' })).toEqual(['free'])
    expect(listed({ conversations, readings: {} }, all, whole, { meId: 'me' })).toEqual(['hers', 'free', 'mine'])
    expect(listed({ conversations, readings: {} }, { ...all, status: 'resolved' }, whole, { meId: 'me' })).toEqual(['done'])
  })

  test('shows nothing behind the page it has read, so that further pages never push rows apart', () => {
    const edge = said('edge', 5)
    const conversations = table(said('new', 9), edge, said('opened-by-address', 1))
    expect(listed({ conversations, readings: {} }, all, { ...whole, next: 'more', edge }, { meId: 'me' })).toEqual(['new', 'edge'])
  })

  test('of what is unread holds what I have not read, and the one I am reading', () => {
    const read = { version: 1, received: 2, marked: false }
    const state = {
      conversations: table(
        said('read', 1, { received: 2 }),
        said('new', 2, { received: 3 }),
        said('marked', 3, { received: 2 }),
        said('reading', 4, { received: 2 }),
        said('unheard-of', 5, { received: 2 }),
        said('done-with', 6, { received: 2, settled: 2 }),
      ),
      readings: {
        read: { id: 'read', ...read },
        new: { id: 'new', ...read },
        marked: { id: 'marked', ...read, marked: true },
        reading: { id: 'reading', ...read },
        'done-with': { id: 'done-with', ...read, received: 0 },
      },
    }
    expect(listed(state, { ...all, only: 'unread' }, whole, { meId: 'me', open: 'reading' })).toEqual(['reading', 'marked', 'new'])
  })

  test('of one channel holds its conversations', () => {
    const conversations = table(said('here', 1, { channelId: 'c1' }), said('there', 2, { channelId: 'c2' }))
    expect(listed({ conversations, readings: {} }, { ...all, channelId: 'c1' }, whole, { meId: 'me' })).toEqual(['here'])
  })

  test('lets a conversation rise past the edge when something new is said in it', () => {
    const edge = said('edge', 5)
    expect(listed(known(edge, said('old', 6)), all, { ...whole, next: 'more', edge }, { meId: 'me' })).toEqual(['old', 'edge'])
  })
})
