import { v7 } from 'uuid'
import { beforeEach, expect, test, vi } from 'vitest'
import type { Account } from '../../../channels/adapter.ts'
import { tokenStore } from '../../../channels/tokens.ts'
import { pool } from '../../../server/db.ts'
import { useInbox } from '../serve.ts'

useInbox()

let account: Account
beforeEach(() => {
  account = { kind: 'wecom', workspaceId: v7(), channelId: v7(), name: 'Shop', config: {} }
})

/** As a process of its own: with nothing in its memory, on the same database. */
async function newProcess() {
  vi.resetModules()
  const { shareTokens, tokenFor } = await import('../../../channels/provider/tokens.ts')
  shareTokens(tokenStore)
  return tokenFor
}

/** A provider that hands out tokens one after the other, each a moment after it was asked for. */
function provider(seconds = 7_200) {
  const asked: string[] = []
  const ask = async () => {
    const token = `token-${asked.push('')}`
    await new Promise((resolve) => setTimeout(resolve, 50))
    return { token, seconds }
  }
  return { asked, ask }
}

test('a token is asked for once, by however many in however many processes, and lies sealed', async () => {
  const { asked, ask } = provider()
  const [one, other] = [await newProcess(), await newProcess()]
  const given = await Promise.all([one, one, other, other].map((tokenFor) => tokenFor(account, { secret: 's' }, ask)))
  expect(given).toEqual(given.map(() => expect.objectContaining({ token: 'token-1' })))
  expect(asked).toHaveLength(1)
  const { rows } = await pool().query('SELECT token FROM channel_tokens WHERE channel_id = $1', [account.channelId])
  expect(JSON.stringify(rows)).not.toContain('token-1')
})

test('one that is refused is replaced once, also where two are told of it, and never where somebody has a newer one', async () => {
  const { asked, ask } = provider()
  const [one, other] = [await newProcess(), await newProcess()]
  const wants = (tokenFor: typeof one, refused?: string) => tokenFor(account, { secret: 's' }, ask, refused)
  await Promise.all([wants(one), wants(other)])
  expect(await Promise.all([wants(one, 'token-1'), wants(other, 'token-1')])).toMatchObject([{ token: 'token-2' }, { token: 'token-2' }])
  expect(await wants(one, 'token-1')).toMatchObject({ token: 'token-2' })
  expect(asked).toHaveLength(2)
})

test('other settings get a token of their own, and a short one is used for half of its life', async () => {
  const { asked, ask } = provider(60)
  const tokenFor = await newProcess()
  for (const secret of ['a', 'a', 'b', 'b']) await tokenFor(account, { secret }, ask)
  expect(asked).toHaveLength(2)
  const { rows } = await pool().query<{ seconds: number }>(
    'SELECT extract(epoch FROM fresh_until - now())::float8 AS seconds FROM channel_tokens WHERE channel_id = $1',
    [account.channelId],
  )
  expect(rows[0]!.seconds).toBeGreaterThan(20)
  expect(rows[0]!.seconds).toBeLessThanOrEqual(30)
})

test('a refusal is nobody else’s, and what cannot be shared is asked for all the same', async () => {
  const { asked, ask } = provider()
  const tokenFor = await newProcess()
  const refused = async () => ({ refusal: 'wrong secret' })
  expect(await tokenFor(account, { secret: 's' }, refused)).toEqual({ refusal: 'wrong secret' })
  await expect(tokenFor(account, { secret: 's' }, () => Promise.reject(new Error('no answer')))).rejects.toThrow('no answer')
  expect(await tokenFor({ ...account, channelId: 'no-uuid' }, { secret: 's' }, ask)).toMatchObject({ token: 'token-1' })
  expect(asked).toHaveLength(1)
})
