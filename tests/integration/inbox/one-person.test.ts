import { readFileSync } from 'node:fs'
import { beforeEach, describe, expect, test } from 'vitest'
import type { InboundItem } from '../../../channels/adapter.ts'
import { adapters } from '../../../channels/table.ts'
import { createCustomer } from '../../../customers/create.ts'
import { findSome, lookAgain } from '../../../customers/duplicates/find.ts'
import { pool } from '../../../server/db.ts'
import { eraseCustomer } from '../../../inbox/erase.ts'
import { call } from '../call.ts'
import { catchUp } from '../catch-up.ts'
import { useInbox } from '../serve.ts'
import { newFakeScene, take, useFake, type FakeScene } from './fake-channel.ts'

useInbox()
useFake()

let scene: FakeScene
beforeEach(async () => {
  scene = await newFakeScene()
})

/** What WhatsApp sends, as its channel reads it. */
function said(name: string): Promise<InboundItem[]> {
  return adapters.get('whatsapp')!.parse(readFileSync(new URL(`../../../channels/whatsapp/fixtures/case-${name}.json`, import.meta.url)))
}

async function arrive(...names: string[]): Promise<void> {
  for (const name of names) await take(scene, ...(await said(name)))
}

async function people() {
  const { rows } = await pool().query<{ name: string; handles: string[]; threads: number }>(
    `SELECT c.name, ARRAY(SELECT i.value FROM identities i JOIN customers o ON o.id = i.customer_id WHERE o.root_id = c.id ORDER BY i.value) AS handles,
            (SELECT count(*)::int FROM conversations v JOIN customers o ON o.id = v.customer_id WHERE o.root_id = c.id) AS threads
       FROM customers c WHERE c.workspace_id = $1 AND c.root_id = c.id ORDER BY c.created_at`,
    [scene.workspaceId],
  )
  return rows
}

const known = (phone: string) => createCustomer(scene.owner.context, { name: 'Ana', phone })

describe('somebody WhatsApp names by number, by id, or by both', () => {
  const una = [{ name: 'Una', handles: ['+491710000001', 'whatsapp/US.13491208655302741918'], threads: 1 }]

  test.each([
    [['both', 'bsuid-in-from', 'bsuid-empty-from']],
    [['bsuid-in-from', 'bsuid-empty-from', 'both']],
    [['bsuid-empty-from', 'both', 'bsuid-in-from']],
  ])('is one customer with one conversation, in the order %s', async (order) => {
    await arrive(...order)
    expect(await people()).toEqual(una)
  })

  test('is one customer when all comes in one batch', async () => {
    await take(scene, ...(await said('bsuid-in-from')), ...(await said('both')), ...(await said('bsuid-empty-from')))
    expect(await people()).toEqual(una)
  })

  test('is the customer a colleague knows by the number', async () => {
    await known('+49 171 0000001')
    await arrive('both', 'bsuid-in-from')
    expect(await people()).toEqual([{ ...una[0]!, name: 'Ana' }])
  })

  test('who were two customers before become one by themselves', async () => {
    await known('+49 171 0000001')
    await arrive('bsuid-in-from')
    expect(await people()).toHaveLength(2)
    await arrive('both')
    await look()
    expect(await people()).toMatchObject([{ handles: una[0]!.handles }])
  })
})

async function look(): Promise<void> {
  await catchUp(lookAgain)
  while ((await findSome()) > 0);
}

describe('a number that WhatsApp spells its own way', () => {
  test.each([
    ['mx-reply', '+52 55 9876 5432', '+5215598765432'],
    ['ar-reply', '+54 11 9876 5432', '+5491198765432'],
  ])('finds the customer (%s)', async (name, written, told) => {
    const { id } = await known(written)
    await arrive(name)
    expect(await people()).toMatchObject([{ name: 'Ana', handles: expect.arrayContaining([told]), threads: 1 }])
    expect((await call(scene.owner.context, 'customer.get', { id })).identities.map(({ value }) => value)).toContain(told)
  })

  test('continues the conversation that was begun under the other spelling', async () => {
    const [item] = await said('mx-reply')
    if (item?.type !== 'message') throw new Error('a message was expected')
    await take(scene, { ...item, externalId: 'first', from: { ...item.from, value: '+525598765432' }, thread: { key: '+525598765432', refs: ['first'] } }) // prettier-ignore
    await take(scene, item)
    expect(await people()).toMatchObject([{ threads: 1 }])
  })
})

describe('a number that changed', () => {
  test.each(['changed-number', 'changed-number-new'])('suggests a merge with who has the new one, with the evidence (%s)', async (name) => {
    await arrive(name)
    await look()
    const { id } = await known('+49 171 9999999')
    await look()
    const { data } = await call(scene.owner.context, 'suggestion.list', {})
    expect(data).toHaveLength(1)
    expect([data[0]!.a.id, data[0]!.b.id]).toContain(id)
    expect(data[0]!.evidence).toContainEqual({ kind: 'changed_number', a: '+491710000001', b: '+491719999999', weight: 7 })
    expect(await people()).toHaveLength(2)
  })

  test('is forgotten with the customer', async () => {
    await arrive('changed-number')
    const hints = () => pool().query('SELECT FROM handle_hints WHERE workspace_id = $1', [scene.workspaceId])
    expect((await hints()).rowCount).toBe(1)
    const { data } = await call(scene.owner.context, 'customer.list', {})
    await eraseCustomer(scene.owner.context, { id: data[0]!.id, confirm: data[0]!.name })
    expect((await hints()).rowCount).toBe(0)
  })
})
