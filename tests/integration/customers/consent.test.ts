import { describe, expect, test } from 'vitest'
import { v7 } from 'uuid'
import { moveBirthdays } from '../../../customers/profile/birthdays.ts'
import { optOut } from '../../../customers/consent/opt-out.ts'
import { maySend } from '../../../customers/consent/permits.ts'
import { pool } from '../../../server/db.ts'
import { call } from '../call.ts'
import { catchUp } from '../catch-up.ts'
import { chatIn, newConversation, newScene, receiveAll } from '../scene.ts'
import { useInbox } from '../serve.ts'
import { eventsOf } from '../workspaces.ts'

useInbox()

async function newGuest() {
  const scene = await newScene()
  const visitor = v7()
  const thread = await newConversation(scene, visitor)
  const { context } = scene.owner
  const id = thread.customer_id
  const marketing = (channelKind = 'webchat') => maySend(context.sql, { customerId: id, channelKind, purpose: 'marketing' })
  const say = async (text: string) => {
    await chatIn(scene, { visitor, text })
    await receiveAll()
    await catchUp(optOut)
  }
  const record = (state: 'granted' | 'withdrawn', more: { channelKind?: 'email' | 'webchat'; at?: string } = {}) =>
    call(context, 'consent.record', { id, purpose: 'marketing', state, evidence: 'Asked at the counter', ...more })
  await catchUp(optOut)
  return { ...scene, context, id, visitor, thread, marketing, say, record }
}

describe('whether something may be sent', () => {
  test('an answer may, marketing only with consent, and the reason is said', async () => {
    const { context, id, marketing, record } = await newGuest()
    expect(await maySend(context.sql, { customerId: id, channelKind: 'webchat', purpose: 'service' })).toEqual({
      allowed: true,
      reason: null,
    })
    expect(await marketing()).toMatchObject({ allowed: false, reason: expect.stringContaining('has not agreed') })
    await record('granted')
    expect([await marketing(), await marketing('email')]).toEqual([1, 2].map(() => ({ allowed: true, reason: null })))
  })

  test('a word about one kind of channel holds for that one; a later word about all holds for all', async () => {
    const { marketing, record } = await newGuest()
    await record('granted')
    await record('withdrawn', { channelKind: 'email' })
    expect([(await marketing()).allowed, (await marketing('email')).allowed]).toEqual([true, false])
    await record('withdrawn')
    expect((await marketing()).allowed).toBe(false)
    await record('granted', { channelKind: 'email' })
    expect([(await marketing()).allowed, (await marketing('email')).allowed]).toEqual([false, true])
  })

  test('what was said later counts, whenever it is written down; at the same time the withdrawal', async () => {
    const { marketing, record } = await newGuest()
    const at = '2026-01-01T00:00:00.000Z'
    await record('granted', { at: '2026-02-01T00:00:00.000Z' })
    await record('withdrawn', { at })
    expect((await marketing()).allowed).toBe(true)
    await record('withdrawn', { at: '2026-02-01T00:00:00.000Z' })
    expect(await marketing()).toMatchObject({ allowed: false, reason: expect.stringContaining('2026-02-01') })
  })

  test('nothing may be sent to another workspace’s customer, or to nobody', async () => {
    const { id } = await newGuest()
    const { context } = (await newScene()).owner
    for (const customerId of [id, v7()])
      expect(await maySend(context.sql, { customerId, channelKind: 'webchat', purpose: 'service' })).toMatchObject({ allowed: false })
  })
})

describe('consents', () => {
  test('are listed newest first with what follows for each channel, and audited', async () => {
    const { context, id, record, workspaceId } = await newGuest()
    await record('granted', { channelKind: 'email' })
    const { data, permits } = await call(context, 'consent.list', { id })
    expect(data).toMatchObject([{ purpose: 'marketing', channelKind: 'email', state: 'granted', source: 'person', by: { name: 'Person' } }])
    expect(permits).toContainEqual({ purpose: 'marketing', channelKind: 'email', allowed: true, reason: null })
    expect(permits).toContainEqual(expect.objectContaining({ purpose: 'marketing', channelKind: 'webchat', allowed: false }))
    const { rows } = await pool().query(`SELECT after FROM audit_entries WHERE workspace_id = $1 AND action = 'consent.record'`, [
      workspaceId,
    ])
    expect(rows).toEqual([{ after: { purpose: 'marketing', channelKind: 'email', state: 'granted' } }])
  })

  test('cannot be given tomorrow', async () => {
    const { record } = await newGuest()
    await expect(record('granted', { at: '2099-01-01T00:00:00.000Z' })).rejects.toMatchObject({ code: 'invalid', field: 'at' })
  })
})

describe('a refusal by message', () => {
  test('takes consent back at once on its channel, with the message as evidence, and once', async () => {
    const { context, id, say, record, marketing, workspaceId } = await newGuest()
    await record('granted')
    await say(' 退订。')
    expect([(await marketing()).allowed, (await marketing('email')).allowed]).toEqual([false, true])
    await say('TD')
    const { data } = await call(context, 'consent.list', { id })
    expect(data.filter(({ source }) => source === 'message')).toMatchObject([
      { state: 'withdrawn', channelKind: 'webchat', evidence: expect.stringContaining('退订'), by: { id } },
    ])
    expect((await eventsOf(workspaceId)).map(({ name }) => name)).toContain('customer.noted')
  })

  test('by one letter counts after we offered that letter, else it is small talk', async () => {
    const { thread, say, record, marketing } = await newGuest()
    await record('granted')
    await say('R')
    expect((await marketing()).allowed).toBe(true)
    await pool().query(
      `INSERT INTO messages (id, workspace_id, conversation_id, channel_id, position, kind, direction, author_type, author_name, text, status, sent_at)
       SELECT $1, workspace_id, id, channel_id, position + 1, 'text', 'out', 'agent', 'Person', '双十一五折，拒收请回复R', 'sent', now() FROM conversations WHERE id = $2`,
      [v7(), thread.id],
    )
    await pool().query('UPDATE conversations SET position = position + 1 WHERE id = $1', [thread.id])
    await say('T')
    expect((await marketing()).allowed).toBe(true)
    await say('r')
    expect((await marketing()).allowed).toBe(false)
  })

  test('is none when there is more to the message', async () => {
    const { say, record, marketing } = await newGuest()
    await record('granted')
    await say('退订流程是什么？')
    await say('Please stop by tomorrow')
    expect((await marketing()).allowed).toBe(true)
  })
})

test('a lunar birthday that has passed moves on to its next return; others stay', async () => {
  const { context, id } = await newGuest()
  await call(context, 'customer.update', {
    id,
    changes: { birthday: { value: { calendar: 'lunar', month: 8, day: 15, year: null, leap: false } } },
  })
  const dayOf = async () => (await pool().query<{ d: number }>('SELECT birthday_day AS d FROM customers WHERE id = $1', [id])).rows[0]!.d
  const right = await dayOf()
  const yesterday = new Date(Date.now() - 86_400_000)
  const passed = (yesterday.getUTCMonth() + 1) * 100 + yesterday.getUTCDate()
  await pool().query('UPDATE customers SET birthday_day = $2 WHERE id = $1', [id, passed])
  await moveBirthdays.run('')
  expect(await dayOf()).toBe(right)
})
