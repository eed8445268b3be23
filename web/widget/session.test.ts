import { afterEach, expect, test, vi } from 'vitest'
import type { Keep } from './keep.ts'
import { openSession } from './session.ts'

afterEach(() => vi.unstubAllGlobals())

/** What a browser keeps, after a session opens as `visitorId`, for an account or nobody known. */
async function keptAfter(visitorId: string, account?: string): Promise<Record<string, unknown>> {
  const kept: Record<string, unknown> = { visitor: 'v1', outbox: ['not sent yet'], started: true }
  const keep = { read: (name: string) => kept[name] ?? null, write: (name: string, value: unknown) => void (kept[name] = value) } as Keep
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ token: 't', visitorId, verified: account !== undefined })))
  await openSession({ base: '', channelId: 'c', page: { identity: account === undefined ? null : { id: account, hash: '' } } }, keep)
  return kept
}

test('whoever signs in goes on with what they had not sent yet', async () => {
  expect(await keptAfter('v1', 'shop-7')).toMatchObject({ visitor: 'shop-7', outbox: ['not sent yet'], started: true })
})

test('whoever is somebody else begins with nothing of it', async () => {
  expect(await keptAfter('v2')).toMatchObject({ visitor: 'v2', outbox: [], started: false })
  expect(await keptAfter('v2', 'shop-7')).toMatchObject({ visitor: 'shop-7', outbox: [], started: false })
})
