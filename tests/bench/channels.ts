import { v7 } from 'uuid'
import type { Machine } from './machine.ts'
import type { Account, Adapter, RawRequest, Verified } from '../../channels/adapter.ts'
import { store } from '../../channels/ingress.ts'
import { adapters } from '../../channels/table.ts'
import { closePool, openPool, pool } from '../../server/db.ts'
import { env } from '../../server/env.ts'
import { percentile, short, spread, type Bench, type Figure } from './figures.ts'
import { repeated } from './raw.ts'

const rounds = 400
// Read once, by whichever bench comes first.
process.env['APP_SECRET'] ??= 'a secret for a bench that is long enough to be taken'

/** What a webhook costs us, kind by kind: checking its signature, keeping it, and reading it; one after the other, nothing else running. */
export const channelsBench: Bench = {
  name: 'channels',
  about: 'check, store and parse a webhook of every kind',
  run: async (machine) => {
    const url = await machine.database('channels')
    openPool(url)
    const workspaceId = await newWorkspace()
    const figures: Figure[] = []
    for (const adapter of adapters.values()) if (adapter.demo) figures.push(await figureOf(machine, url, adapter, workspaceId))
    await closePool()
    return figures
  },
}

async function newWorkspace(): Promise<string> {
  const id = v7()
  await pool().query(`INSERT INTO workspaces (id, name) VALUES ($1, 'Bench')`, [id])
  return id
}

async function figureOf(machine: Machine, url: string, adapter: Adapter, workspaceId: string): Promise<Figure> {
  const account = await newAccount(adapter, workspaceId)
  for (let n = 0; n < 50; n += 1) await takeOne(adapter, account, `warm-${n}`)
  const took: number[] = []
  for (let n = 0; n < rounds; n += 1) took.push(await takeOne(adapter, account, `round-${n}`))
  const bare = await repeated(await machine.connect(url), rounds, {
    name: 'bare',
    text: 'INSERT INTO raw_events (workspace_id, channel_id, dedupe_key, body, size) VALUES ($1, $2, gen_random_uuid()::text, $3, 300)',
    values: [workspaceId, account.channelId, Buffer.alloc(300, 'x')],
  })
  const p50 = percentile(took, 0.5)
  return {
    what: `a webhook of ${adapter.kind}: check, store and parse, p50 / p99`,
    goal: 'p50 ≤ 3 ms',
    measured: spread(took),
    met: p50 <= 3,
    raw: `${spread(bare)}, one INSERT`,
    ratio: `${short(p50 / percentile(bare, 0.5))} ×`,
  }
}

async function newAccount(adapter: Adapter, workspaceId: string): Promise<Account> {
  const channelId = v7()
  await pool().query(`INSERT INTO channels (id, workspace_id, kind, name, config, secrets) VALUES ($1, $2, $3, 'Bench', '{}', '')`, [
    channelId,
    workspaceId,
    adapter.kind,
  ])
  return { kind: adapter.kind, workspaceId, channelId, name: 'Bench', config: adapter.config.parse(adapter.demo!.config('demo:')) }
}

/** In ms, from the request in memory to its items; making the request is the provider's affair. */
async function takeOne(adapter: Adapter, account: Account, id: string): Promise<number> {
  const now = new Date()
  const sent = adapter.demo!.simulate(account, { type: 'text', from: '林晓', text: `在吗？ ${id}`, id, now })
  const start = performance.now()
  const taken = 'dedupeKey' in sent ? sent : verified(adapter, account, sent, now)
  await store(account, { ...taken, requestId: id })
  await adapter.parse(taken.body)
  return performance.now() - start
}

function verified(adapter: Adapter, account: Account, sent: Omit<RawRequest, 'url'>, now: Date): Verified {
  const url = new URL(`${env().PUBLIC_URL}/webhooks/${account.channelId}`)
  for (const [name, value] of Object.entries(sent.query)) url.searchParams.set(name, value ?? '')
  const taken = adapter.verify?.({ ...sent, url: url.href }, account, now)
  if (!taken) throw new Error(`${adapter.kind} refused what its own stand-in signed`)
  return taken
}
