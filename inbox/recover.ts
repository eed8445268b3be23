import { setTimeout } from 'node:timers/promises'
import { adapterFor, loadAccount } from '../channels/index.ts'
import type { ChannelKind } from '../contract/channels.ts'
import { pool, transaction } from '../server/db.ts'
import { emitAll } from '../server/events.ts'
import { deadProcesses } from '../server/leases.ts'
import { reasonOfPart } from './parts.ts'
import { applyWaiting } from './progress.ts'
import { tellStatus } from './receipts.ts'
import { sweepDue } from './deliver.ts'

type Interrupted = {
  id: string
  sending_by: string
  conversation_id: string
  channel_id: string
  channel_kind: ChannelKind
  parts: number
  parts_sent: number
}

const cutOff =
  'Parley was interrupted while sending this, so nobody can tell whether it arrived. Check, then send again or mark it as arrived.'

const everyMs = 3_000

/** Every few seconds: brings back sends nobody is working on. One process of the installation runs it. */
export async function recoverLoop(signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await releaseDead()
    await sweepDue()
    await setTimeout(everyMs, undefined, { signal }).catch(() => undefined)
  }
}

/**
 * Messages a dead process was sending: where the channel takes our id, sending the part again cannot double it; elsewhere they
 * become unknown, for a person to decide. Never re-sent blindly; parts that are out stay out.
 */
async function releaseDead(): Promise<void> {
  const { rows } = await pool().query<Interrupted>(
    `SELECT m.sending_by, m.id, m.conversation_id, m.channel_id, m.parts, m.parts_sent, c.channel_kind FROM messages m JOIN conversations c ON c.id = m.conversation_id
      WHERE m.status = 'sending' LIMIT 1000`,
  )
  if (rows.length === 0) return
  const dead = new Set(await deadProcesses([...new Set(rows.map((row) => row.sending_by))]))
  for (const row of rows) if (dead.has(row.sending_by)) await release(row)
}

async function release(row: Interrupted): Promise<void> {
  const reason = reasonOfPart(cutOff, row.parts_sent, row.parts)
  const repeatable = adapterFor(row.channel_kind).repeatable(await loadAccount(row.channel_id))
  await transaction(async (client) => {
    await client.query('SELECT 1 FROM conversations WHERE id = $1 FOR UPDATE', [row.conversation_id])
    const { rows } = await client.query<{ id: string }>(
      `UPDATE messages SET status = $3, reason = $4, version = version + 1, due_at = now(), unanswered_at = coalesce(unanswered_at, due_at, now())
        WHERE id = $1 AND sending_by = $2 AND status = 'sending' RETURNING id`,
      [row.id, row.sending_by, repeatable ? 'queued' : 'unknown', repeatable ? null : reason],
    )
    await emitAll(
      client,
      await tellStatus(
        client,
        rows.map((changed) => changed.id),
      ),
    )
    if (rows[0] && !repeatable) await applyWaiting(client, row)
  })
}
