import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { fakeServer } from '../../../tests/web/fake-server.ts'
import { conversation, event, message, user } from '../../../tests/web/samples.ts'
import { follower } from './connection.ts'
import { setThread } from './entities.ts'
import { forgetLost } from './lost-sight.ts'
import type { OutboxItem } from './outbox.ts'
import { learn, receive, resetStore, useStore } from './store.ts'

const id = '0197a000-0000-7000-8000-0000000000c1'
const nobody = { data: [], next: null }

beforeEach(() => {
  vi.useFakeTimers()
  resetStore()
  learn((draft) => {
    draft.state.conversations = { [id]: conversation({ id }) }
    setThread(draft, id, { phase: 'ready', ids: [], older: null })
  })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('when what I may see changes', () => {
  test('what is on screen is dropped, my rights are learned anew, and the feed goes on from there', async () => {
    const server = fakeServer({
      'session.get': () => ({
        user: user({ id: 'me', role: 'analyst' }),
        workspace: { id: 'w1', name: 'Tea House', locale: 'en', timeZone: 'UTC', leapDay: 'february' },
        grants: { permissions: ['inbox.read'], scope: 'own', masked: ['phone'] },
        expiresAt: '2026-12-01T00:00:00.000Z',
      }),
      'user.list': () => nobody,
      'channel.list': () => nobody,
      'conversation.counts': () => ({ mine: 0, unassigned: 0, all: 0 }),
      'sync.since': () => ({ events: [], cursor: '2.9', more: false, reset: false }),
    })
    vi.stubGlobal('fetch', server.fetch)
    const before = useStore.getState().round
    const follow = follower('1.0')
    await follow.startOver('2.5')
    const { conversations, grants, round } = useStore.getState()
    expect([conversations, grants?.permissions, round]).toEqual([{}, ['inbox.read'], before + 1])
    await follow.hello('2.9')
    expect(server.calls.filter((one) => one.name === 'sync.since').map((one) => one.input)).toEqual([{ since: '2.5' }])
  })

  test('a conversation out of sight takes along its thread, its hints and the words not sent yet', () => {
    const unsent: OutboxItem = {
      id: 'm9',
      conversationId: id,
      kind: 'text',
      text: 'secret',
      attachments: [],
      seen: 0,
      createdAt: 0,
      tries: 0,
      state: 'waiting',
      reason: null,
    }
    useStore.setState({ outbox: [unsent], typing: { [id]: [] } })
    const events = [event('conversation.hidden', { id, lost: ['me'], access: [] })]
    receive(events)
    forgetLost(events)
    expect(useStore.getState()).toMatchObject({ conversations: {}, threads: {}, outbox: [], typing: {} })
  })

  test('the counters no longer count what is out of sight', () => {
    useStore.setState({ me: user({ id: 'me' }), counts: { mine: 0, unassigned: 1, all: 1 } })
    receive([event('conversation.hidden', { id, lost: ['me'], access: [] })])
    expect(useStore.getState().counts).toEqual({ mine: 0, unassigned: 0, all: 0 })
    receive([event('message.received', { message: message({ conversationId: id }), thread: { channelId: 'ch1', key: 'k', access: [] } })])
    expect(useStore.getState().messages).toEqual({})
  })
})
