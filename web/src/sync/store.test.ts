import { beforeEach, describe, expect, test } from 'vitest'
import { conversation, event, ownConversation, user } from '../../../tests/web/samples.ts'
import { learn, learnConversation, overwrite, receive, resetStore, useStore } from './store.ts'

const counts = () => useStore.getState().counts
const known = conversation({ id: 'c1', version: 1, assigneeId: null })

beforeEach(() => {
  resetStore()
  learn((draft) => void (draft.state.conversations = { c1: known }))
  useStore.setState({ me: user({ id: 'me' }), counts: { mine: 0, unassigned: 1, all: 1 } })
})

describe('the counters', () => {
  test('move with an assignment', () => {
    receive([event('conversation.assigned', { conversation: { ...known, version: 2, assigneeId: 'me' } })])
    expect(counts()).toEqual({ mine: 1, unassigned: 0, all: 1 })
  })

  test('move once, though the change is shown before the server’s answer and its event', () => {
    const resolved = { ...known, status: 'resolved' as const }
    overwrite(resolved)
    expect(counts()).toEqual({ mine: 0, unassigned: 0, all: 0 })
    learnConversation(ownConversation({ ...resolved, version: 2 }))
    receive([event('conversation.resolved', { conversation: { ...resolved, version: 2 } })])
    expect(counts()).toEqual({ mine: 0, unassigned: 0, all: 0 })
  })

  test('come back when the server refuses', () => {
    overwrite({ ...known, status: 'resolved' })
    overwrite(known)
    expect(counts()).toEqual({ mine: 0, unassigned: 1, all: 1 })
  })

  test('grow with a conversation that was just opened, once', () => {
    const opened = event('conversation.opened', { conversation: conversation({ id: 'c2', version: 1 }) })
    receive([opened, opened])
    receive([opened])
    expect(counts()).toEqual({ mine: 0, unassigned: 2, all: 2 })
  })

  test('leave alone what they may have counted already', () => {
    receive([event('conversation.advanced', { conversation: conversation({ id: 'never-seen', version: 7 }) })])
    expect(counts()).toEqual({ mine: 0, unassigned: 1, all: 1 })
  })
})

test('my own name follows its event', () => {
  receive([event('user.updated', { user: user({ id: 'me', version: 2, name: '新名字' }) })])
  expect(useStore.getState().me?.name).toBe('新名字')
})
