import { beforeAll, beforeEach, expect, test } from 'vitest'
import * as z from 'zod'
import type { Adapter } from '../../../channels/adapter.ts'
import { getChannel } from '../../../channels/channels.ts'
import { createChannel } from '../../../channels/create.ts'
import { loadAccount } from '../../../channels/index.ts'
import { renewSettings } from '../../../channels/renew.ts'
import { adapters } from '../../../channels/table.ts'
import { updateChannel } from '../../../channels/update.ts'
import { pool } from '../../../server/db.ts'
import { fake } from '../inbox/fake-channel.ts'
import { useInbox } from '../serve.ts'
import { eventsOf, newPerson, newWorkspace } from '../workspaces.ts'

useInbox()

type Config = { token: string; place: string }
type Renew = NonNullable<Adapter['renew']>

const renewable: Adapter = {
  ...fake,
  kind: 'renewable',
  config: z.object({ token: z.string().meta({ secret: true }), place: z.string().default('') }),
}
beforeAll(() => {
  adapters.set(renewable.kind, renewable)
})

let scene: { owner: Awaited<ReturnType<typeof newPerson>>; id: string }
beforeEach(async () => {
  await pool().query('DELETE FROM channels')
  const owner = await newPerson(await newWorkspace(), 'owner')
  scene = { owner, id: await connect(owner, 'one') }
})

const connect = async ({ context }: typeof scene.owner, token: string) =>
  (await createChannel(context, { kind: 'renewable', name: 'Shop', config: { token, place: 'Hangzhou' } })).id
const settings = async (id = scene.id) => (await loadAccount(id)).config as Config
const channel = () => getChannel(scene.owner.context, scene.id)
const renewing = (renew: Renew) => (renewable.renew = renew)

/** A provider whose tokens end when it gives the next; gives what it was asked with. */
function provider(): string[] {
  const asked: string[] = []
  const next = new Map([['one', 'two']])
  renewing(async ({ config }) => {
    const { token } = config as Config
    asked.push(token)
    const given = next.get(token)
    next.delete(token)
    return given === undefined ? { warning: 'This token is good no more. Enter another.' } : { settings: { token: given } as object }
  })
  return asked
}

test('what a provider hands out anew is used from now on, told as a change of the channel, and shown to nobody', async () => {
  provider()
  const { version } = await channel()
  await renewSettings.run('')
  expect(await settings()).toEqual({ token: 'two', place: 'Hangzhou' })
  expect(await channel()).toMatchObject({ version: expect.any(Number), health: { state: 'ok' } })
  const updates = (await eventsOf(scene.owner.context.workspaceId)).filter(({ name }) => name === 'channel.updated')
  expect(updates[0]).toMatchObject({ data: { channel: { version: version + 1, config: { token: { set: true }, place: 'Hangzhou' } } } })
  const { rows } = await pool().query('SELECT config::text, secrets FROM channels WHERE id = $1', [scene.id])
  const { rows: audited } = await pool().query('SELECT * FROM audit_entries WHERE target_id = $1', [scene.id])
  expect(JSON.stringify([rows, updates, audited])).not.toMatch(/"two"|:two/)
  expect(audited).toContainEqual(expect.objectContaining({ action: 'channel.renew', after: { settings: ['token'] } }))
})

test('two processes that renew at once ask once, and lose nothing', async () => {
  const asked = provider()
  await Promise.all([renewSettings.run(''), renewSettings.run('')])
  expect(await settings()).toMatchObject({ token: 'two' })
  // Whoever comes second finds the other at work, or asks with what the other has kept.
  expect(asked.filter((token) => token === 'one')).toHaveLength(1)
})

test('what somebody entered while the provider was asked stays, and so does what they changed beside it', async () => {
  const meanwhile = (config: Partial<Config>) =>
    renewing(async () => {
      await updateChannel(scene.owner.context, { id: scene.id, config })
      return { settings: { token: 'two' } as object }
    })
  meanwhile({ place: 'Suzhou' })
  await renewSettings.run('')
  expect(await settings()).toEqual({ token: 'two', place: 'Suzhou' })
  meanwhile({ token: 'entered by hand' })
  await renewSettings.run('')
  expect(await settings()).toEqual({ token: 'entered by hand', place: 'Suzhou' })
})

test('what a person must do in time stands on the channel’s page until it is done', async () => {
  renewing(async () => ({ warning: 'The authorisation ends soon. Authorise again.' }))
  await renewSettings.run('')
  const warned = await channel()
  expect(warned.health).toMatchObject({ state: 'failing', message: 'The authorisation ends soon. Authorise again.' })
  await renewSettings.run('')
  expect((await channel()).version).toBe(warned.version)
  renewing(async () => ({ settings: { token: 'two' } as object }))
  await renewSettings.run('')
  expect((await channel()).health).toMatchObject({ state: 'ok', message: null })
})

test('a provider that does not answer hinders no other channel, nor does one there is nothing to do for', async () => {
  const other = await connect(scene.owner, 'other')
  renewing(async ({ config }) => {
    if ((config as Config).token === 'one') throw new Error('no answer')
    return { settings: { token: 'renewed' } as object }
  })
  await renewSettings.run('')
  expect([await settings(), await settings(other)]).toMatchObject([{ token: 'one' }, { token: 'renewed' }])
  renewing(async () => ({}))
  const { version } = await channel()
  await renewSettings.run('')
  expect(await channel()).toMatchObject({ version, health: { state: 'unknown' } })
})
