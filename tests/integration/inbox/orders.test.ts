import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { InboundItem } from '../../../channels/adapter.ts'
import { receiveBatch } from '../../../inbox/receive.ts'
import { sweepEarly } from '../../../inbox/early.ts'
import { receiveAll } from '../scene.ts'
import { useInbox } from '../serve.ts'
import { bring, echo, listMessages, message, newFakeScene, person, useFake } from './fake-channel.ts'

useFake()
useInbox()

const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1) + seconds * 1_000).toISOString()
const receipt = (status: 'delivered' | 'read', seconds: number): InboundItem => ({
  ...{ type: 'receipt', for: { externalId: 'e' }, status, upTo: false, thread: null, at: at(seconds) },
})

/** What happened, in order. */
const happened: InboundItem[] = [
  message({ by: 'mei', name: 'Mei', externalId: 'm', text: 'first', sentAt: at(1) }),
  message({ by: 'mei', name: 'Mei', externalId: 'gone', text: 'secret', sentAt: at(2) }),
  { type: 'edit', externalId: 'm', text: 'second', at: at(3) },
  { type: 'edit', externalId: 'gone', text: 'still secret', at: at(4) },
  { type: 'reaction', externalId: 'm', from: person('li', 'Li'), emoji: '👍', at: at(5) },
  { type: 'recall', externalId: 'gone', at: at(6) },
  { type: 'reaction', externalId: 'm', from: person('li', 'Li'), emoji: null, at: at(7) },
  { type: 'edit', externalId: 'm', text: 'third', at: at(8) },
  echo({ to: 'mei', externalId: 'e', text: 'From the phone', author: 'Boss', sentAt: at(9) }),
  { type: 'reaction', externalId: 'e', from: person('mei', 'Mei'), emoji: '❤️', at: at(10) },
  receipt('delivered', 11),
  receipt('read', 12),
]

test('in whatever order, batches and repeats a provider tells what happened, the thread says the same in the end', async () => {
  const order = fc.shuffledSubarray([...happened, ...happened], { minLength: happened.length * 2 })
  const cuts = fc.array(fc.boolean(), { minLength: happened.length * 2, maxLength: happened.length * 2 })
  await fc.assert(
    fc.asyncProperty(order, cuts, async (items, ends) => {
      const scene = await newFakeScene()
      const raw: InboundItem[] = []
      for (const [n, item] of items.entries()) {
        raw.push(item)
        if (ends[n]) await bring(scene, raw.splice(0))
        if (ends[n] && n % 3 === 0) await receiveBatch()
      }
      await bring(scene, raw)
      await receiveAll()
      await sweepEarly.run('')
      const thread = (await listMessages(scene, 'mei')).toSorted((a, b) => a.sentAt.localeCompare(b.sentAt))
      expect(
        thread.map(({ text, status, reactions, recalledAt, editedAt }) => ({
          text,
          status,
          reactions,
          recalledAt,
          editedAt: recalledAt ? null : editedAt,
        })),
      ).toEqual([
        { text: 'third', status: 'received', reactions: [], recalledAt: null, editedAt: at(8) },
        { text: '', status: 'received', reactions: [], recalledAt: at(6), editedAt: null },
        { text: 'From the phone', status: 'read', reactions: [{ emoji: '❤️', by: 'Mei' }], recalledAt: null, editedAt: null },
      ])
    }),
    { numRuns: 15 },
  )
})
