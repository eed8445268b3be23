import { v7 } from 'uuid'
import { beforeAll, describe, expect, test } from 'vitest'
import { loadAccount, practiceUrl } from '../../../channels/index.ts'
import { createChannel } from '../../../channels/create.ts'
import { adapters } from '../../../channels/table.ts'
import { pool } from '../../../server/db.ts'
import { newScene, type Scene } from '../scene.ts'
import { useServer } from '../serve.ts'

const server = useServer()
let scene: Scene
beforeAll(async () => {
  scene = await newScene()
})

async function practiceChannel(kind: string): Promise<string> {
  const config = adapters.get(kind)!.demo!.config(practiceUrl) as object
  return (await createChannel(scene.owner.context, { kind, name: kind, config: { ...config } })).id
}

async function rawsOf(channelId: string): Promise<number> {
  return (await pool().query('SELECT 1 FROM raw_events WHERE channel_id = $1', [channelId])).rows.length
}

const called = [...adapters.values()].filter(({ demo, verify }) => demo && verify).map(({ kind }) => kind)

describe.each(called)('a webhook of %s', (kind) => {
  const { demo, acknowledgement } = adapters.get(kind)!

  /** What the provider sends for one message, as it travels: signed, or without all that proves who sent it. */
  async function request(channelId: string): Promise<{ query: string; signed: RequestInit; bare: RequestInit }> {
    const account = await loadAccount(channelId)
    const sent = demo!.simulate(account, { type: demo!.simulates[0]!, from: '林晓', text: '在吗', id: v7(), now: new Date() })
    if ('dedupeKey' in sent) throw new Error(`${kind} sends no webhooks in practice`)
    const headers = Object.entries(sent.headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value] as [string, string]],
    )
    const query = new URLSearchParams(Object.entries(sent.query).map(([name, value]) => [name, value ?? '']))
    const bare = { method: sent.method, body: new Uint8Array(sent.body) }
    return { query: query.toString(), signed: { ...bare, headers }, bare }
  }

  test('is answered as the provider wants to be, also when it comes again, and kept once', async () => {
    const channelId = await practiceChannel(kind)
    const { query, signed } = await request(channelId)
    for (const duplicate of [false, true]) {
      const answer = await fetch(`${server.url()}/webhooks/${channelId}?${query}`, signed)
      expect([answer.status, await answer.text()]).toEqual([200, acknowledgement?.body ?? JSON.stringify({ ok: true, duplicate })])
      expect(answer.headers.get('Content-Type')).toContain(acknowledgement?.type ?? 'application/json')
    }
    expect(await rawsOf(channelId)).toBe(1)
  })

  test('that bears no proof of who sent it is refused, and not kept', async () => {
    const channelId = await practiceChannel(kind)
    expect((await fetch(`${server.url()}/webhooks/${channelId}`, (await request(channelId)).bare)).status).toBe(401)
    expect(await rawsOf(channelId)).toBe(0)
  })
})

test('a provider’s question whether the address is ours is answered in its own words, and one that does not know us refused', async () => {
  const channelId = await practiceChannel('messenger')
  const ask = (token: string) =>
    fetch(`${server.url()}/webhooks/${channelId}?hub.mode=subscribe&hub.verify_token=${token}&hub.challenge=1158201444`)
  const right = await ask('practice-verify-token')
  expect([right.status, right.headers.get('Content-Type'), await right.text()]).toEqual([200, 'text/plain; charset=utf-8', '1158201444'])
  expect((await ask('another')).status).toBe(401)
  expect(await rawsOf(channelId)).toBe(0)
})
