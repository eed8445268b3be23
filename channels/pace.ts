import type pg from 'pg'
import { pool } from '../server/db.ts'
import type { Account } from './adapter.ts'
import { adapterFor } from './table.ts'

/** The pause a provider asked for: why, in words for a person, and until when (ISO 8601). */
export type Hold = { reason: string; until: string }

/** `granted`: send after `waitMs`. Otherwise nothing is reserved: come again after `waitMs`; `hold` says for which pause. */
export type Turn = { granted: true; waitMs: number } | { granted: false; waitMs: number; hold: Hold | null }

/**
 * The turn of one part on a channel whose provider takes only so many in a time, among all processes: never more than `n` in any `ms` of
 * the adapter's `pace`. Reserved if it comes within `patienceMs`; who comes too early for that is told a time of their own.
 */
export async function takeTurn(account: Account, patienceMs: number): Promise<Turn> {
  const { gapMs, burstMs } = spacing(account)
  const { rows } = await pool().query<{ wait: number }>({
    name: 'take-turn',
    text: `INSERT INTO channel_paces AS p (channel_id, free_at) VALUES ($1, clock_timestamp() + $2::float8 * interval '1 ms')
           ON CONFLICT (channel_id) DO UPDATE SET free_at = greatest(p.free_at + $2::float8 * interval '1 ms', excluded.free_at)
            WHERE p.free_at <= clock_timestamp() + ($3::float8 + $4::float8) * interval '1 ms'
           RETURNING ${msUntil(`free_at - ($2::float8 + $3::float8) * interval '1 ms'`)} AS wait`,
    values: [account.channelId, gapMs, burstMs, patienceMs],
  })
  return rows[0] ? { granted: true, waitMs: rows[0].wait } : { granted: false, ...(await standInLine(account.channelId, gapMs, burstMs)) }
}

/** The provider asked for a pause, for this reason: nothing goes out on this channel for so long, in any process. */
export async function holdBack(client: Pick<pg.ClientBase, 'query'>, account: Account, ms: number, reason: string): Promise<void> {
  await client.query(
    `INSERT INTO channel_paces AS p (channel_id, free_at, held_until, held_because)
     VALUES ($1, clock_timestamp() + $2::float8 * interval '1 ms', clock_timestamp() + $3::float8 * interval '1 ms', $4)
     ON CONFLICT (channel_id) DO UPDATE SET free_at = greatest(p.free_at, excluded.free_at),
       held_until = greatest(p.held_until, excluded.held_until),
       held_because = CASE WHEN p.held_until > excluded.held_until THEN p.held_because ELSE excluded.held_because END`,
    [account.channelId, ms + spacing(account).burstMs, ms, reason],
  )
}

async function standInLine(channelId: string, gapMs: number, burstMs: number): Promise<{ waitMs: number; hold: Hold | null }> {
  const { rows } = await pool().query<{ wait: number; until: string | null; reason: string }>(
    `UPDATE channel_paces SET line_until = greatest(line_until, free_at - $3::float8 * interval '1 ms') + $2::float8 * interval '1 ms'
      WHERE channel_id = $1
      RETURNING ${msUntil('line_until')} AS wait, CASE WHEN held_until > clock_timestamp() THEN held_until END AS until, held_because AS reason`,
    [channelId, gapMs, burstMs],
  )
  const { wait = 0, until = null, reason = '' } = rows[0] ?? {}
  return { waitMs: wait, hold: until === null ? null : { reason, until: new Date(until).toISOString() } }
}

const msUntil = (moment: string) => `greatest(0, ceil(extract(epoch FROM ${moment} - clock_timestamp()) * 1000))::int`

/**
 * A quarter of what the provider takes may go at once; the rest is spaced so that no window, wherever it begins, holds more than `n`
 * (GCRA: `burst` + `ms` / `gap` − 1 ≤ `n`).
 */
function spacing(account: Account): { gapMs: number; burstMs: number } {
  const pace = adapterFor(account.kind).pace?.(account)
  if (!pace) return { gapMs: 0, burstMs: 0 }
  const burst = Math.ceil(pace.n / 4)
  const gapMs = Math.ceil(pace.ms / (pace.n - burst + 1))
  return { gapMs, burstMs: (burst - 1) * gapMs }
}
