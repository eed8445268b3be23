import { beforeAll, expect, test } from 'vitest'
import { v7 } from 'uuid'
import { findSome, lookAgain } from '../../../customers/duplicates/find.ts'
import { identifyAll, identityKey } from '../../../customers/index.ts'
import type { Context } from '../../../server/context.ts'
import { pool, transaction } from '../../../server/db.ts'
import { emitAll } from '../../../server/events.ts'
import { useDatabase } from '../../support/database.ts'
import { call } from '../call.ts'
import { catchUp } from '../catch-up.ts'
import { newPerson, newWorkspace } from '../workspaces.ts'

useDatabase()

let context: Context
beforeAll(async () => {
  await catchUp(lookAgain)
  context = (await newPerson(await newWorkspace(), 'owner')).context
})

/** Lets the finder look at everybody who changed, and at whom that concerns. */
async function look(): Promise<void> {
  await catchUp(lookAgain)
  while ((await findSome()) > 0);
}

const suggestionsOf = async (customerId: string) => (await call(context, 'suggestion.list', { customerId })).data
const create = (name: string, more: { email?: string; phone?: string } = {}) => call(context, 'customer.create', { name, ...more })

test('two who are likely one are suggested, with what speaks for it', async () => {
  const one = await create('單田芳', { email: 'tianfang.shan@tea.example' })
  const other = await create('Shan Tianfang', { email: 'tianfang.shan@leaf.example' })
  await create('王伟', { email: 'wei@leaf.example' })
  await look()
  const [suggestion, ...more] = await suggestionsOf(one.id)
  expect(more).toEqual([])
  expect([suggestion?.a.id, suggestion?.b.id].toSorted()).toEqual([one.id, other.id].toSorted())
  expect(suggestion?.evidence.map(({ kind }) => kind).toSorted()).toEqual(['mail_local_part', 'same_name_pinyin'])
  expect(suggestion?.score).toBeGreaterThan(0.5)
})

test('refused they never come again, whatever changes', async () => {
  const [one, other] = [await create('慕容雪晴', { phone: '13900001111' }), await create('慕容雪晴', { email: 'snow@tea.example' })]
  await look()
  const [suggestion] = await suggestionsOf(one.id)
  await call(context, 'suggestion.refuse', { id: suggestion!.id })
  await call(context, 'customer.update', { id: other.id, changes: { company: { value: 'Acme' } } })
  await call(context, 'customer.update', { id: one.id, changes: { company: { value: 'Acme' } } })
  await look()
  expect(await suggestionsOf(one.id)).toEqual([])
  await expect(call(context, 'suggestion.refuse', { id: suggestion!.id })).rejects.toMatchObject({ code: 'conflict' })
})

test('accepted they are merged into the one to keep; a merge that is undone leaves it open whether they are', async () => {
  const [one, other] = [await create('欧阳子轩', { phone: '13900002222' }), await create('歐陽子軒', { email: 'zixuan@tea.example' })]
  await look()
  const [suggestion] = await suggestionsOf(one.id)
  await expect(call(context, 'suggestion.accept', { id: suggestion!.id, keepId: v7() })).rejects.toMatchObject({ field: 'keepId' })
  const kept = await call(context, 'suggestion.accept', { id: suggestion!.id, keepId: other.id })
  expect(kept).toMatchObject({ id: other.id, mergedIds: [one.id] })
  const { data } = await call(context, 'merge.list', { id: other.id })
  await call(context, 'merge.undo', { id: data[0]!.id })
  expect(await suggestionsOf(one.id)).toHaveLength(1)
  await look()
  const [again] = await suggestionsOf(one.id)
  await call(context, 'suggestion.refuse', { id: again!.id })
  await look()
  expect(await suggestionsOf(one.id)).toEqual([])
})

test('what is likely no longer is suggested no longer', async () => {
  const [one, other] = [await create('司徒明月', { phone: '13900003333' }), await create('司徒明月', { email: 'moon@tea.example' })]
  await look()
  expect(await suggestionsOf(one.id)).toHaveLength(1)
  await call(context, 'customer.update', { id: other.id, changes: { name: { value: 'Gideon Lindqvist' } } })
  await look()
  expect(await suggestionsOf(one.id)).toEqual([])
})

test('the same name with a number a channel proved is linked without asking; a family’s shared number is not', async () => {
  const field = await call(context, 'field.create', { name: 'Mobile', type: 'phone' })
  const proven = await identified('+8613900004444', '诸葛云飞')
  const imported = await create('诸葛云飞')
  const sister = await create('诸葛云霞')
  for (const { id } of [imported, sister])
    await call(context, 'customer.update', { id, changes: { fields: { [field.id]: { value: '139 0000 4444' } } } })
  await look()
  expect((await call(context, 'customer.get', { id: imported.id })).id).toBe(proven)
  expect((await call(context, 'customer.get', { id: sister.id })).id).toBe(sister.id)
  const [merge] = (await call(context, 'merge.list', { id: proven })).data
  expect(merge).toMatchObject({ by: { type: 'system', name: 'Parley' }, undoneAt: null })
  // Whoever takes apart what was linked by itself does not find it linked again; that is left to people.
  await call(context, 'merge.undo', { id: merge!.id })
  await call(context, 'customer.update', { id: imported.id, changes: { company: { value: 'Acme' } } })
  await look()
  expect((await call(context, 'customer.get', { id: imported.id })).id).toBe(imported.id)
  expect((await suggestionsOf(imported.id)).some(({ a, b }) => [a.id, b.id].includes(proven))).toBe(true)
})

async function identified(phone: string, name: string): Promise<string> {
  const handle = { workspaceId: context.workspaceId, kind: 'phone' as const, value: phone, name, verified: true }
  return transaction(async (client) => {
    const { found, events } = await identifyAll(client, [handle])
    await emitAll(client, events)
    return found.get(identityKey(handle))!.customerId
  })
}

test('while a file is being taken in its workspace is left in peace, and looked at when the file is in', async () => {
  const [one] = [await create('司馬長風', { phone: '13900005555' }), await create('司马长风', { email: 'changfeng@tea.example' })]
  const importId = v7()
  await pool().query(
    `INSERT INTO customer_imports (id, workspace_id, hash, file_name, size, encoding, columns, sample, options, status, by_name)
     VALUES ($1, $2, '', 'customers.csv', 0, 'utf-8', '{}', '[]', '{}', 'running', 'Somebody')`,
    [importId, context.workspaceId],
  )
  await look()
  expect(await suggestionsOf(one.id)).toEqual([])
  await pool().query(`UPDATE customer_imports SET status = 'done' WHERE id = $1`, [importId])
  await look()
  expect(await suggestionsOf(one.id)).toHaveLength(1)
})

test('a customer of before names had tokens gets them', async () => {
  const { id } = await create('上官婉儿')
  await pool().query(`UPDATE customers SET name_tokens = '{}' WHERE id = $1`, [id])
  await pool().query('INSERT INTO duplicate_checks (customer_id, workspace_id) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
    id,
    context.workspaceId,
  ])
  await look()
  expect((await pool().query(`SELECT name_tokens FROM customers WHERE id = $1`, [id])).rows[0].name_tokens).toContain('shangguanwaner')
})
