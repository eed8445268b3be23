import { expect, test } from 'vitest'
import { deliver } from '../../../inbox/deliver.ts'
import { eraseCustomer } from '../../../inbox/erase.ts'
import { eraseTraces } from '../../../inbox/erase-traces.ts'
import { reply } from '../../../inbox/reply.ts'
import { pool } from '../../../server/db.ts'
import { useInbox } from '../serve.ts'
import { conversationWith, echo, fake, listMessages, message, newFakeScene, person, take, useFake } from './fake-channel.ts'

useFake()
useInbox()

const canary = 'zqcanary'
const at = '2026-01-01T00:00:00.000Z'

/** Rows of this workspace's messages and of what hangs on them that say anything of the person; the feed is customers/erase.test.ts's. */
async function traces(): Promise<string[]> {
  const tables = [
    'messages',
    'attachments',
    'message_refs',
    'thread_refs',
    'early_items',
    'profile_asks',
    'conversations',
    'identities',
    'customers',
  ]
  const found = await Promise.all(
    tables.map(async (name) => (await pool().query<{ row: string }>(`SELECT '${name} ' || t::text AS row FROM ${name} t`)).rows),
  )
  return found.flat().flatMap(({ row }) => (row.includes(canary) ? [row] : []))
}

test('whoever is erased leaves no words in what channels brought: places, files, reactions, ids, what came early', async () => {
  const scene = await newFakeScene()
  const [who, file] = [`${canary}-1`, { ref: { id: `${canary}-f` }, name: `${canary}.jpg`, type: 'image/jpeg', size: 1 }]
  const place = { latitude: 1, longitude: 2, name: `${canary} street`, address: '' }
  fake.profile = () => Promise.resolve(null)
  fake.send = () => Promise.resolve({ outcome: 'sent', externalIds: [`${canary}-sent`] })
  await take(
    scene,
    message({ by: who, name: canary, externalId: `${canary}-m`, text: canary, place, files: [file] }),
    message({ by: 'li', externalId: 'm2' }),
  )
  await take(scene, echo({ to: who, externalId: `${canary}-e`, text: canary }))
  await take(scene, { type: 'follow', thread: { key: `person:${who}`, refs: [] }, from: person(who, canary), by: canary, at })
  await take(
    scene,
    ...['m2', `${canary}-m`].map((externalId) => ({ type: 'reaction' as const, externalId, from: person(who, canary), emoji: '👍', at })),
    { type: 'reaction', externalId: 'm2', from: person('li', 'Li'), emoji: '🎉', at },
    { type: 'reaction', externalId: 'unknown', from: person(who, canary), emoji: '👍', at },
    { type: 'receipt', for: { externalId: `${canary}-e2` }, status: 'read', upTo: false, thread: { key: `person:${who}` }, at },
  )
  const thread = await conversationWith(scene, who)
  await reply(scene.agent.context, { id: thread.id, kind: 'text', text: canary, attachmentIds: [] })
  await deliver(thread.id)
  expect((await traces()).length).toBeGreaterThan(10)
  const { rows } = await pool().query<{ name: string }>('SELECT name FROM customers WHERE id = $1', [thread.customer_id])
  await eraseCustomer(scene.owner.context, { id: thread.customer_id, confirm: rows[0]!.name })
  await eraseTraces.run(thread.customer_id)
  expect(await traces()).toEqual([])
  expect((await listMessages(scene, 'li'))[0]!.reactions).toEqual([{ emoji: '🎉', by: 'Li' }])
})
