import { v7 } from 'uuid'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ProfileHints } from '../../../channels/adapter.ts'
import { createCustomer } from '../../../customers/create.ts'
import { getCustomer } from '../../../customers/customers.ts'
import { askProfile, sweepProfiles } from '../../../inbox/profiles.ts'
import { pool } from '../../../server/db.ts'
import { useInbox } from '../serve.ts'
import { eventsOf } from '../workspaces.ts'
import { conversationWith, fake, message, newFakeScene, take, useFake, type FakeScene } from './fake-channel.ts'

useFake()
useInbox()

let scene: FakeScene
beforeEach(async () => {
  scene = await newFakeScene()
})
afterEach(() => {
  delete fake.profile
})

/** What the provider tells of anybody; gives the handles it was asked about. */
function tells(hints: ProfileHints | Error | null): string[] {
  const asked: string[] = []
  fake.profile = async (_, { value }) => {
    asked.push(value)
    if (hints instanceof Error) throw hints
    return hints
  }
  return asked
}

const asks = async () =>
  (
    await pool().query<{ id: string; attempts: number; due: boolean }>(
      'SELECT identity_id AS id, attempts, due_at IS NOT NULL AS due FROM profile_asks WHERE channel_id = $1',
      [scene.channelId],
    )
  ).rows
const ask = async () => {
  for (const { id } of await asks()) await askProfile.run(id)
}
const customerOf = async (value: string) => getCustomer(scene.owner.context, (await conversationWith(scene, value)).customer_id)
const mail = (value: string, verified: boolean | null = true) => ({ kind: 'email' as const, value, verified })

test('whoever is new is asked about once; name and addresses become theirs', async () => {
  const asked = tells({ name: 'Zhang Wei', handles: [mail('Wei@Example.CN'), mail('maybe@example.cn', false), mail('no address')] })
  await take(scene, message({ by: 'u123' }))
  await ask()
  await ask()
  await take(scene, message({ by: 'u123' }))
  await sweepProfiles.run('')
  await ask()
  expect(asked).toEqual(['u123'])
  const customer = await customerOf('u123')
  expect(customer.name).toBe('Zhang Wei')
  expect(customer.identities.map(({ kind, value, verified }) => [kind, value, verified])).toEqual([
    ['telegram', 'u123', true],
    ['email', 'wei@example.cn', true],
    ['email', 'maybe@example.cn', false],
  ])
  expect((await eventsOf(scene.workspaceId)).filter(({ name }) => name === 'customer.updated').at(-1)).toMatchObject({
    name: 'customer.updated',
    data: { customer: { version: customer.version } },
  })
})

test('a name somebody has stays', async () => {
  tells({ name: 'Other', handles: [] })
  await take(scene, message({ by: 'u123', name: 'Zhang Wei' }))
  await ask()
  expect((await customerOf('u123')).name).toBe('Zhang Wei')
})

test('a provider that tells nothing is not asked again; one that fails is, five times in all', async () => {
  tells(null)
  await take(scene, message({ by: 'quiet' }))
  await ask()
  expect(await asks()).toMatchObject([{ attempts: 1, due: false }])
  const asked = tells(new Error('busy'))
  await take(scene, message({ by: 'busy' }))
  for (let n = 0; n < 8; n++) {
    await pool().query('UPDATE profile_asks SET due_at = now() WHERE due_at IS NOT NULL AND channel_id = $1', [scene.channelId])
    await ask()
  }
  expect(asked).toHaveLength(5)
})

test('a channel that tells nothing of people is not asked', async () => {
  await take(scene, message({ by: 'u123' }))
  expect(await asks()).toEqual([])
})

test('a proven address that is proven another’s makes the two one; the older stays', async () => {
  const older = await newCustomer({ email: 'wei@example.cn', proven: true })
  tells({ handles: [mail('wei@example.cn')] })
  await take(scene, message({ by: 'u123' }))
  await ask()
  expect((await customerOf('u123')).id).toBe(older)
})

test('an address the other only claims makes them one by the same name as well, and not without', async () => {
  const [same, stranger] = [
    await newCustomer({ email: 'wei@example.cn', name: 'Zhang Weiming' }),
    await newCustomer({ email: 'li@example.cn', name: 'Li Na' }),
  ]
  tells({ name: 'Zhang Weiming', handles: [mail('wei@example.cn'), mail('li@example.cn')] })
  await take(scene, message({ by: 'u123' }))
  await ask()
  expect((await customerOf('u123')).id).toBe(same)
  expect((await getCustomer(scene.owner.context, stranger)).mergedIds).toEqual([])
})

test('a claimed address of somebody else’s changes nothing', async () => {
  const other = await newCustomer({ email: 'wei@example.cn', name: 'Zhang Weiming', proven: true })
  tells({ name: 'Zhang Weiming', handles: [mail('wei@example.cn', null)] })
  await take(scene, message({ by: 'u123' }))
  await ask()
  expect((await customerOf('u123')).identities).toHaveLength(1)
  expect((await getCustomer(scene.owner.context, other)).mergedIds).toEqual([])
})

test('two people with an id each in one place stay two, whatever address they share', async () => {
  const other = await newCustomer({ email: 'wei@example.cn', proven: true })
  await pool().query(
    `INSERT INTO identities (id, customer_id, workspace_id, kind, value, verified) VALUES ($1, $2, $3, 'telegram', 'u999', true)`,
    [v7(), other, scene.workspaceId],
  )
  tells({ handles: [mail('wei@example.cn')] })
  await take(scene, message({ by: 'u123' }))
  await ask()
  expect((await customerOf('u123')).id).not.toBe(other)
})

async function newCustomer({
  email,
  name = 'Somebody',
  proven = false,
}: {
  email: string
  name?: string
  proven?: boolean
}): Promise<string> {
  const { id } = await createCustomer(scene.owner.context, { name, email })
  if (proven) await pool().query('UPDATE identities SET verified = true WHERE customer_id = $1', [id])
  return id
}
