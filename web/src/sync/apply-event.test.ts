import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DomainEvent } from '../../../contract/events.ts'
import type { Message } from '../../../contract/messages.ts'
import { conversation, customer, event, message, messageEvent } from '../../../tests/web/samples.ts'
import { applyEvents } from './apply-event.ts'
import { type Entities, noEntities } from './entities.ts'
import { customerOf } from './store.ts'

const opened: Entities = { ...noEntities, threads: { c1: { phase: 'ready', ids: [], older: null } } }

/** What may become of a message after it was told: its file came in, somebody reacted, its writer changed it and took it back. */
const changes: Partial<Message>[] = [
  { parts: { sent: 1, of: 2 } },
  { reactions: [{ emoji: '👍', by: '赵敏' }] },
  { text: '您好', editedAt: '2026-11-20T02:01:00.000Z' },
  { text: '', recalledAt: '2026-11-20T02:02:00.000Z' },
]

/** A history as the server would tell it: messages arrive, their states grow, the conversation moves with each. */
const histories = fc
  .array(
    fc.record({ retold: fc.integer({ min: 0, max: 3 }), changes: fc.subarray(changes), assignee: fc.option(fc.constantFrom('u1', 'u2')) }),
    {
      minLength: 1,
      maxLength: 12,
    },
  )
  .map((steps) =>
    steps.flatMap(({ retold, changes, assignee }, index) => {
      const position = index + 1
      const told = message({ id: `m${position}`, conversationId: 'c1', position, version: 1, direction: 'out', status: 'queued' })
      const states = (['sent', 'delivered', 'read'] as const).slice(0, retold)
      return [
        messageEvent('message.queued', told),
        ...states.map((status, at) => messageEvent(`message.${status}`, { ...told, version: at + 2, status })),
        ...changes.map((change, at) => messageEvent('message.changed', { ...told, ...change, version: retold + at + 2 })),
        event('conversation.assigned', { conversation: conversation({ id: 'c1', version: position, assigneeId: assignee }) }),
      ]
    }),
  )

describe('what the screen knows', () => {
  test('is the same whatever the order, the doubles and the batches events come in', () => {
    fc.assert(
      fc.property(
        histories.chain((events) =>
          fc.tuple(
            fc.constant(events),
            fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 }),
            fc.integer({ min: 1, max: 7 }),
          ),
        ),
        ([inOrder, jumbled, size]) => {
          const fresh = applyEvents(opened, inOrder)
          let seen = opened
          for (let at = 0; at < jumbled.length; at += size) seen = applyEvents(seen, jumbled.slice(at, at + size))
          expect(seen).toEqual(fresh)
        },
      ),
    )
  })

  test('follows a message that was changed and then taken back, and is not led astray by the change told late', () => {
    const told = message({ id: 'm1', position: 1, version: 1 })
    const edited = messageEvent('message.changed', { ...told, version: 2, text: '您好', editedAt: told.createdAt })
    const recalled = messageEvent('message.changed', { ...told, version: 3, text: '', recalledAt: told.createdAt })
    const seen = applyEvents(applyEvents(opened, [messageEvent('message.received', told), recalled]), [edited])
    expect(seen.messages['m1']).toMatchObject({ version: 3, text: '', recalledAt: told.createdAt })
    expect(seen.threads['c1']?.ids).toEqual(['m1'])
  })

  test('converges when events were missed and then fetched again with the rest', () => {
    fc.assert(
      fc.property(
        histories.chain((events) => fc.tuple(fc.constant(events), fc.subarray(events))),
        ([all, arrived]) => {
          const behind = applyEvents(opened, arrived)
          expect(applyEvents(behind, all)).toEqual(applyEvents(opened, all))
        },
      ),
    )
  })

  test('keeps the newer version when the older one comes late', () => {
    const resolved = conversation({ id: 'c1', version: 5, status: 'resolved' })
    const late = conversation({ id: 'c1', version: 4, status: 'open' })
    const state = applyEvents(noEntities, [
      event('conversation.resolved', { conversation: resolved }),
      event('conversation.advanced', { conversation: late }),
    ])
    expect(state.conversations['c1']?.status).toBe('resolved')
  })

  test('holds no messages of threads nobody has opened', () => {
    const state = applyEvents(noEntities, [messageEvent('message.received', message({ conversationId: 'elsewhere' }))])
    expect(state.messages).toEqual({})
  })

  test('puts a message that overtook another behind it', () => {
    const [first, second] = [
      message({ id: 'a', conversationId: 'c1', position: 1 }),
      message({ id: 'b', conversationId: 'c1', position: 2 }),
    ]
    const state = applyEvents(opened, [messageEvent('message.received', second), messageEvent('message.received', first)])
    expect(state.threads['c1']?.ids).toEqual(['a', 'b'])
  })

  test('leaves untouched tables as they are, so that React draws only what changed', () => {
    const state = applyEvents(opened, [event('conversation.opened', { conversation: conversation({ id: 'c9' }) })])
    expect(state.messages).toBe(opened.messages)
    expect(state.users).toBe(opened.users)
    expect(state.conversations).not.toBe(opened.conversations)
  })

  test('forgets a conversation that went out of sight, with its messages, whatever comes late', () => {
    const seen = event('conversation.assigned', { conversation: conversation({ id: 'c1', version: 2 }) })
    const said = messageEvent('message.received', message({ id: 'm1', conversationId: 'c1' }))
    const hidden = event('conversation.hidden', { id: 'c1', lost: ['me'], access: [] })
    const state = applyEvents(applyEvents(opened, [seen, said, hidden]), [seen, said])
    expect(state).toMatchObject({ conversations: {}, threads: {}, messages: {} })
  })

  test('shows a conversation again that came back into sight, even when its loss is told twice', () => {
    const hidden = event('conversation.hidden', { id: 'c1', lost: ['me'], access: [] })
    const back = event('conversation.assigned', { conversation: conversation({ id: 'c1', version: 2 }) })
    expect(applyEvents(applyEvents(opened, [hidden, back]), [hidden]).conversations['c1']?.version).toBe(2)
  })

  test('follows a merged customer’s id to whom it was merged into, and back when the merge is undone', () => {
    const merged = event('customer.merged', { customer: customer({ id: 'a', version: 2, mergedIds: ['b'] }), fromId: 'b' })
    const undone = event('customer.unmerged', { customer: customer({ id: 'a', version: 3 }), restoredId: 'b' })
    const alone = event('customer.updated', { customer: customer({ id: 'b', version: 5 }) })
    const after = applyEvents(noEntities, [merged])
    expect(customerOf(after, 'b')?.id).toBe('a')
    expect(customerOf(applyEvents(after, [alone, undone, merged]), 'b')?.id).toBe('b')
  })

  test('does not bring back a label that was removed', () => {
    const label = { id: 'l1', version: 1, name: 'VIP', tone: 'plain' }
    const [made, removed] = [event('label.created', { label }), event('label.deleted', { id: 'l1' })]
    expect(applyEvents(noEntities, [made, removed, made]).labels).toEqual({})
  })

  test('keeps a suggestion settled, and remembers the newest that was told, in whatever order', () => {
    const told = [
      event('suggestion.created', { id: 's1', access: [] }),
      event('suggestion.settled', { id: 's1', access: [] }),
      event('suggestion.created', { id: 's2', access: [] }),
    ]
    const { gone, suggested } = applyEvents(noEntities, told.toReversed())
    expect({ gone, suggested }).toEqual({ gone: { s1: true }, suggested: told[2]?.cursor })
  })

  test('passes over an event this page is too old to know', () => {
    const unheard = { ...event('customer.created', { customer: { id: 'x' } as never }), name: 'moon.rose' } as unknown as DomainEvent
    expect(applyEvents(opened, [unheard]).customers).toEqual({})
  })
})
