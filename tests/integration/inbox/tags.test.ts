import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as z from 'zod'
import type { Adapter } from '../../../channels/adapter.ts'
import { createChannel } from '../../../channels/create.ts'
import { adapters } from '../../../channels/table.ts'
import { updateChannel } from '../../../channels/update.ts'
import { getCustomer } from '../../../customers/customers.ts'
import { createCustomer } from '../../../customers/create.ts'
import { mergeCustomers } from '../../../customers/merge/merge.ts'
import { unmerge } from '../../../customers/merge/unmerge.ts'
import { createLabel, deleteLabel, findLabels, updateLabel } from '../../../customers/profile/labels.ts'
import { updateCustomer } from '../../../customers/profile/update.ts'
import { followLabels } from '../../../inbox/tags/due.ts'
import { sweepTags, syncTags } from '../../../inbox/tags/sync.ts'
import { pool } from '../../../server/db.ts'
import { catchUp } from '../catch-up.ts'
import { useInbox } from '../serve.ts'
import { newPerson, newWorkspace } from '../workspaces.ts'
import { conversationWith, fake, message, person, take, type FakeScene } from './fake-channel.ts'

const labelling: Adapter = { ...fake, kind: 'labelling', config: z.object({ follow: z.boolean().default(false) }) }
adapters.set(labelling.kind, labelling)
useInbox()

let scene: FakeScene
let customerId: string
/** What the provider keeps, by handle; null: not of this person. */
let kept: Map<string, string[] | null>
let calls: string[]
beforeEach(async () => {
  const workspaceId = await newWorkspace()
  const owner = await newPerson(workspaceId, 'owner')
  const channel = await createChannel(owner.context, { kind: 'labelling', name: 'Tea house', config: { follow: true } })
  scene = { workspaceId, owner, agent: owner, channelId: channel.id }
  kept = new Map()
  calls = []
  labelling.tags = {
    setting: 'follow',
    longest: 10,
    read: async (_, { value }) => {
      calls.push(`read ${value}`)
      return kept.get(value) ?? null
    },
    write: async (_, { value }, { add, remove }) => {
      calls.push(`write ${value} ${[...add.map((name) => `+${name}`), ...remove.map((name) => `-${name}`)].join(' ')}`)
      kept.set(value, [...(kept.get(value) ?? []).filter((name) => !remove.includes(name)), ...add])
    },
  }
})
afterEach(() => {
  delete labelling.tags
})

/** Somebody who wrote, labelled so at the provider. */
async function newCustomer(value: string, tags: string[] | null = []): Promise<string> {
  kept.set(value, tags)
  await take(scene, message({ by: value }))
  return (await conversationWith(scene, value)).customer_id
}

/** As the worker does it, until nothing is due any more: what changed here is noticed, then compared. Answers how many rounds it took. */
async function settle(): Promise<number> {
  for (let rounds = 0; ; rounds++) {
    await catchUp(followLabels)
    const due = await dueIds()
    if (due.length === 0) return rounds
    for (const id of due) await syncTags.run(id)
  }
}

const dueIds = async () =>
  (
    await pool().query<{ id: string }>(
      'SELECT identity_id AS id FROM tag_syncs s JOIN channels c ON c.id = s.channel_id WHERE s.due_at <= now() AND s.workspace_id = $1',
      [scene.workspaceId],
    )
  ).rows.map(({ id }) => id)

const here = async (id = customerId) => {
  const { labelIds } = await getCustomer(scene.owner.context, id)
  return (await findLabels(scene.owner.context.sql)).flatMap(({ id, name }) => (labelIds.includes(id) ? [name] : [])).toSorted()
}
const there = (value = 'mei') => kept.get(value)?.toSorted()
const labelIdOf = async (name: string) =>
  (await findLabels(scene.owner.context.sql)).find((label) => label.name === name)?.id ??
  (await createLabel(scene.owner.context, { name, tone: 'plain' })).id
async function label(...names: string[]) {
  const value = await Promise.all(names.map(labelIdOf))
  await updateCustomer(scene.owner.context, { id: customerId, changes: { labels: { value } } })
}
const tellsOf = (value: string) => take(scene, { type: 'tags', whose: person(value) })

describe('labels and the provider’s tags', () => {
  beforeEach(async () => {
    customerId = await newCustomer('mei', ['VIP'])
  })

  test('meet when somebody first writes: what there is there comes here, under the channel’s name', async () => {
    await settle()
    expect([await here(), there()]).toEqual([['VIP'], ['VIP']])
    const { rows } = await pool().query(
      `SELECT by_name, data ->> 'name' AS name FROM timeline_entries WHERE customer_id = $1 AND type = 'label'`,
      [customerId],
    )
    expect(rows).toEqual([{ by_name: 'Tea house', name: 'VIP' }])
  })

  test('follow what people do here, without a call that changes nothing', async () => {
    await settle()
    await label('VIP', 'Green tea')
    await settle()
    expect(there()).toEqual(['Green tea', 'VIP'])
    await label('Green tea')
    await settle()
    expect(there()).toEqual(['Green tea'])
    expect(calls.filter((call) => call.startsWith('write'))).toEqual(['write mei +Green tea', 'write mei -VIP'])
  })

  test('follow what is done there, once it is told', async () => {
    await settle()
    kept.set('mei', ['Regular'])
    await tellsOf('mei')
    await settle()
    expect(await here()).toEqual(['Regular'])
    kept.set('mei', [])
    await take(scene, { type: 'tags', whose: null })
    await settle()
    expect(await here()).toEqual([])
    expect(calls.filter((call) => call.startsWith('write'))).toEqual([])
  })

  test('lose nothing when both sides change at once, and come to rest', async () => {
    await label('VIP', 'Old')
    kept.set('mei', ['VIP', 'Old'])
    await settle()
    await label('VIP', 'Here')
    kept.set('mei', ['Old', 'There'])
    await tellsOf('mei')
    await settle()
    expect([await here(), there()]).toEqual([
      ['Here', 'There'],
      ['Here', 'There'],
    ])
    const before = calls.length
    await settle()
    expect([calls.length, await dueIds()]).toEqual([before, []])
  })

  test('follow a label’s new name, and its end', async () => {
    await settle()
    await updateLabel(scene.owner.context, { id: await labelIdOf('VIP'), name: 'Gold' })
    await settle()
    expect(there()).toEqual(['Gold'])
    await deleteLabel(scene.owner.context, { id: await labelIdOf('Gold') })
    await settle()
    expect([await here(), there()]).toEqual([[], []])
  })

  test('wait while the channel does not follow them, and then miss nothing', async () => {
    await settle()
    await updateChannel(scene.owner.context, { id: scene.channelId, config: { follow: false } })
    await label('VIP', 'Later')
    kept.set('mei', [])
    await tellsOf('mei')
    await catchUp(followLabels)
    await sweepTags.run('')
    for (const id of await dueIds()) await syncTags.run(id)
    expect([await here(), there()]).toEqual([['Later', 'VIP'], []])
    await updateChannel(scene.owner.context, { id: scene.channelId, config: { follow: true } })
    await settle()
    expect([await here(), there()]).toEqual([['Later'], ['Later']])
  })

  test('of a customer merged from two reach both, and part with them', async () => {
    const other = await newCustomer('bob', ['Wholesale'])
    await settle()
    await mergeCustomers(scene.owner.context, { id: customerId, otherId: other })
    await settle()
    expect([await here(), there(), there('bob')]).toEqual(Array(3).fill(['VIP', 'Wholesale']))
    const { rows } = await pool().query<{ id: string }>('SELECT id FROM merges WHERE from_id = $1', [other])
    await unmerge(scene.owner.context, { id: rows[0]!.id })
    await settle()
    expect([await here(), there()]).toEqual([['VIP'], ['VIP']])
  })

  test('stay here whole when the provider keeps none of somebody, or takes no name so long', async () => {
    await label('VIP', 'A name too long for it')
    await settle()
    expect([await here(), there()]).toEqual([['A name too long for it', 'VIP'], ['VIP']])
    kept.set('mei', null)
    await tellsOf('mei')
    await settle()
    kept.set('mei', [])
    await tellsOf('mei')
    await settle()
    expect(await here()).toEqual(['A name too long for it', 'VIP'])
    expect(there()).toEqual(['VIP'])
  })
})

describe('a comparison', () => {
  test('that failed is tried again later, and halfway through loses nothing', async () => {
    customerId = await newCustomer('mei', ['VIP'])
    await label('Here')
    const { write } = labelling.tags!
    labelling.tags!.write = () => Promise.reject(new Error('busy'))
    await catchUp(followLabels)
    for (const id of await dueIds()) await syncTags.run(id)
    expect([await here(), there(), await dueIds()]).toEqual([['Here', 'VIP'], ['VIP'], []])
    labelling.tags!.write = write
    await pool().query('UPDATE tag_syncs SET due_at = now() WHERE workspace_id = $1', [scene.workspaceId])
    await settle()
    expect([await here(), there()]).toEqual([
      ['Here', 'VIP'],
      ['Here', 'VIP'],
    ])
  })

  test('during which somebody labels the customer is followed by another', async () => {
    customerId = await newCustomer('mei', [])
    await label('First')
    const { write } = labelling.tags!
    labelling.tags!.write = async (...what) => {
      labelling.tags!.write = write
      await label('First', 'Meanwhile')
      await catchUp(followLabels)
      return write(...what)
    }
    await settle()
    expect(there()).toEqual(['First', 'Meanwhile'])
  })

  test('is not made of who never wrote here', async () => {
    await createCustomer(scene.owner.context, { name: 'Mei', email: 'mei@example.cn' })
    await tellsOf('stranger')
    await settle()
    expect(calls).toEqual([])
  })
})
