import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { v7 } from 'uuid'
import { pool } from '../server/db.ts'
import { fail } from '../server/errors.ts'
import { holdLease } from '../server/leases.ts'
import { metrics } from '../server/metrics.ts'
import { findAccount, forgetAccount, type LoadedAccount } from './accounts.ts'
import type { Sink } from './adapter.ts'
import { setHealth } from './health.ts'
import { store } from './ingress.ts'
import { usesPractice } from './provider/peers.ts'
import { adapterFor, adapters } from './table.ts'

const lookEveryMs = 2_000

/** A channel that is being listened to, and the settings it was started with. */
type Listener = { settings: string; stop: AbortController; ended: Promise<void> }

/**
 * Listens on every active channel whose adapter can, until `signal` aborts: starts those that appear, stops those that are paused,
 * and starts again those whose settings changed, within a few seconds.
 */
export async function listenToChannels(signal: AbortSignal): Promise<void> {
  const listeners = new Map<string, Listener>()
  try {
    while (!signal.aborted) {
      await adjust(listeners, await wanted(), signal)
      await sleep(lookEveryMs, undefined, { signal }).catch(() => undefined)
    }
  } finally {
    await Promise.all([...listeners.keys()].map((id) => stop(listeners, id)))
  }
}

/** The channels to listen on, each with a fingerprint of what a restart depends on. */
async function wanted(): Promise<Map<string, string>> {
  const kinds = [...adapters.values()].filter(({ listen }) => listen).map(({ kind }) => kind)
  const { rows } = await pool().query<{ id: string; settings: string }>(
    `SELECT id, md5(name || config::text || secrets) AS settings FROM channels WHERE status = 'active' AND kind = ANY ($1)`,
    [kinds],
  )
  return new Map(rows.map((row) => [row.id, row.settings]))
}

async function adjust(listeners: Map<string, Listener>, wanted: Map<string, string>, signal: AbortSignal): Promise<void> {
  const stale = [...listeners].filter(([id, listener]) => wanted.get(id) !== listener.settings)
  await Promise.all(stale.map(([id]) => stop(listeners, id)))
  for (const [id, settings] of wanted) if (!listeners.has(id)) listeners.set(id, start(id, settings, signal))
}

async function stop(listeners: Map<string, Listener>, id: string): Promise<void> {
  const listener = listeners.get(id)
  listener?.stop.abort()
  await listener?.ended
  listeners.delete(id)
}

function start(id: string, settings: string, signal: AbortSignal): Listener {
  const stop = new AbortController()
  forgetAccount(id)
  return { settings, stop, ended: holdLease(`channel/${id}`, AbortSignal.any([signal, stop.signal]), (held) => listenTo(id, held)) }
}

async function listenTo(id: string, signal: AbortSignal): Promise<void> {
  const account = (await findAccount(id)) ?? fail('not_found', 'This channel is gone.')
  // A stand-in has nothing to listen to: it tells us by itself.
  if (usesPractice(account)) {
    if (!signal.aborted) await once(signal, 'abort')
    return
  }
  await adapterFor(account.kind).listen?.(account, sinkOf(account), signal)
}

/** Where a listening adapter puts what it hears. */
export function sinkOf(account: LoadedAccount): Sink {
  return {
    store: async (event) => {
      const outcome = await store(account, { ...event, requestId: v7() })
      metrics.rawEvents.inc({ kind: account.kind, outcome })
      return outcome
    },
    health: (state, message) => setHealth(account, state, message),
    cursor: { load: () => loadCursor(account.channelId), save: (value) => saveCursor(account.channelId, value) },
  }
}

async function loadCursor(channelId: string): Promise<unknown> {
  const { rows } = await pool().query<{ cursor: unknown }>('SELECT poll_cursor AS cursor FROM channels WHERE id = $1', [channelId])
  return rows[0]?.cursor ?? null
}

async function saveCursor(channelId: string, value: unknown): Promise<void> {
  await pool().query('UPDATE channels SET poll_cursor = $2::jsonb WHERE id = $1', [channelId, JSON.stringify(value)])
}
