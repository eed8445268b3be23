import { expect, test } from 'vitest'
import { conversation } from '../../../../tests/web/samples.ts'
import type { OutboxItem } from '../../sync/outbox.ts'
import { troubleOf } from './row-facts.ts'

const held = (conversationId: string, state: OutboxItem['state']) => ({ conversationId, state }) as OutboxItem

test('an answer held because the conversation went on is unsent, not failed; one on its way is no trouble', () => {
  const thread = conversation()
  expect(troubleOf({ outbox: [held(thread.id, 'stale')] }, thread)).toBe('unsent')
  expect(troubleOf({ outbox: [held(thread.id, 'waiting')] }, thread)).toBeNull()
  expect(troubleOf({ outbox: [held('another', 'stale')] }, thread)).toBeNull()
})
