import { setTimeout } from 'node:timers/promises'
import type pg from 'pg'
import { adapterFor, loadAccount, type LoadedAccount, type Outbound, type SendResult } from '../channels/index.ts'
import { maySend } from '../customers/index.ts'
import { isPassing, pool, scopedSql, transaction } from '../server/db.ts'
import { emitAll } from '../server/events.ts'
import { processId } from '../server/leases.ts'
import { log } from '../server/log.ts'
import { metrics } from '../server/metrics.ts'
import { enqueue } from '../server/queue.ts'
import { outboundOf, type Claimed } from './outbound.ts'
import { tellStatus } from './receipts.ts'

/** Seconds to wait before try 2, 3, …; after the last one the message has failed and a person decides. */
const backoff = [2, 10, 60, 300, 900, 3_600, 10_800, 21_600]

/**
 * Sends what waits in one conversation, in order, one at a time. May run twice at once: the claim below lets only one through,
 * and a message that is being sent holds back those behind it.
 */
export async function deliver(conversationId: string): Promise<void> {
  for (;;) {
    const account = await accountOf(conversationId)
    const claimed = account?.status === 'active' ? await claim(conversationId, account) : null
    if (!account || !claimed) return
    const result = await attempt(claimed, account)
    metrics.sends.inc({ kind: claimed.channel_kind, outcome: result.outcome })
    const retryMs = await settleAtLast(claimed, result)
    if (retryMs !== null) return enqueue('deliver', conversationId, { delayMs: retryMs })
  }
}

async function accountOf(conversationId: string): Promise<LoadedAccount | null> {
  const { rows } = await pool().query<{ channel_id: string }>('SELECT channel_id FROM conversations WHERE id = $1', [conversationId])
  return rows[0] ? loadAccount(rows[0].channel_id) : null
}

/** From claim to record. One that we are said to be sending and that is not here was never begun: the answer to its claim got lost. */
const underWay = new Set<string>()

/** Marks the next message as being sent by this process, so that a crash from here on shows. Null: nothing to do, or not by us. */
async function claim(conversationId: string, account: LoadedAccount): Promise<Claimed | null> {
  const begun: string[] = []
  return transaction(async (client) => {
    // The conversation is locked first, as everywhere; a reply committed before this is seen, one after it brings its own job.
    await client.query('SELECT 1 FROM conversations WHERE id = $1 FOR UPDATE', [conversationId])
    const { rows } = await client.query<{ id: string; status: string; due: boolean; ours: boolean }>(
      `SELECT id, status, coalesce(due_at <= now(), true) AS due, sending_by IS NOT DISTINCT FROM $2 AS ours
         FROM messages WHERE conversation_id = $1 AND status IN ('queued', 'sending') ORDER BY position LIMIT 1`,
      [conversationId, processId],
    )
    const next = rows[0]
    if (!next || !(next.status === 'queued' ? next.due : next.ours && !underWay.has(next.id))) return null
    underWay.add(next.id)
    begun.push(next.id)
    return markSending(client, next.id, adapterFor(account.kind).externalId(account, next.id))
  }).catch((error: unknown) => {
    for (const id of begun) underWay.delete(id)
    throw error
  })
}

/** Writes down under which id the message goes out before it does: an answer may be faster than our own record. */
async function markSending(client: pg.PoolClient, messageId: string, externalId: string | null): Promise<Claimed> {
  const { rows } = await client.query<Claimed>(
    `UPDATE messages m SET status = 'sending', sending_by = $2, attempts = attempts + 1, external_id = coalesce($3, m.external_id) FROM conversations c
      WHERE m.id = $1 AND c.id = m.conversation_id
     RETURNING m.id, m.workspace_id, m.conversation_id, m.channel_id, c.channel_kind, c.customer_id, c.thread_key, c.subject, m.author_name, m.text, m.attempts, m.external_id, c.surface,
       c.window_opened_by, c.window_opened_at, c.window_sent, c.window_closed`,
    [messageId, processId, externalId],
  )
  const message = rows[0]!
  if (externalId === null) return message
  await client.query('INSERT INTO thread_refs (channel_id, ref, conversation_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [
    message.channel_id,
    externalId,
    message.conversation_id,
  ])
  return message
}

async function attempt(message: Claimed, account: LoadedAccount): Promise<SendResult> {
  let outbound: Outbound
  try {
    const { customer_id: customerId, channel_kind: channelKind } = message
    const verdict = await maySend(scopedSql(message.workspace_id), { customerId, channelKind, purpose: 'service' })
    if (!verdict.allowed) return { outcome: 'failed', retry: 'no', code: 'permit', reason: verdict.reason }
    outbound = await outboundOf(message)
  } catch (error) {
    return {
      outcome: 'failed',
      retry: 'later',
      code: 'unready',
      reason: `The message could not be put together: ${(error as Error).message}. Parley tries again.`,
    }
  }
  try {
    return await adapterFor(account.kind).send(account, outbound)
  } catch (error) {
    log.error({ message: message.id, err: error }, 'an adapter threw instead of answering how a delivery went')
    return {
      outcome: 'unknown',
      code: 'adapter',
      reason:
        'Something went wrong while this was being sent, so nobody can tell whether it arrived. Check, then send again or mark it as arrived.',
    }
  }
}

/** The outcome is in our hands only: while the database is away it is kept and tried again, for the queue could not repeat it. */
async function settleAtLast(message: Claimed, result: SendResult): Promise<number | null> {
  for (;;) {
    try {
      const retryMs = await settle(message, result)
      underWay.delete(message.id)
      return retryMs
    } catch (error) {
      if (!isPassing(error)) throw error
      await setTimeout(1_000)
    }
  }
}

/** Writes down how it went; answers after how many ms to come back to this conversation, null to go on with the next message. */
async function settle(message: Claimed, result: SendResult): Promise<number | null> {
  const seconds = result.outcome === 'failed' && result.retry === 'later' ? backoff[message.attempts - 1] : undefined
  const status = result.outcome === 'failed' && seconds !== undefined ? 'queued' : result.outcome
  const reason = result.outcome === 'sent' ? null : result.reason
  if (result.outcome === 'sent') log.info({ message: message.id, attempt: message.attempts }, 'a message went out')
  else log.warn({ message: message.id, code: result.code, attempt: message.attempts, status }, 'a message did not go out')
  await transaction(async (client) => {
    await client.query('SELECT 1 FROM conversations WHERE id = $1 FOR UPDATE', [message.conversation_id])
    const { rows } = await client.query<{ id: string }>(
      `UPDATE messages SET status = $3, reason = $4, version = version + 1, due_at = now() + make_interval(secs => $5), sent_at = CASE WHEN $3 = 'sent' THEN now() ELSE sent_at END
        WHERE id = $1 AND sending_by = $2 AND attempts = $6 AND status IN ('sending', 'unknown') RETURNING id`,
      [message.id, processId, status, reason, seconds ?? 0, message.attempts],
    )
    await emitAll(
      client,
      await tellStatus(
        client,
        rows.map((row) => row.id),
      ),
    )
  })
  return seconds === undefined ? null : seconds * 1_000
}

/** Messages that are due though nobody seems to be sending them: a crash between commit and job, a flushed Redis, a resumed channel, a lost answer. */
export async function sweepDue(): Promise<void> {
  const { rows } = await pool().query<{ conversation_id: string }>(
    `SELECT DISTINCT conversation_id FROM (
       SELECT m.conversation_id FROM messages m JOIN channels ch ON ch.id = m.channel_id
        WHERE m.status = 'queued' AND m.due_at < now() - interval '2 seconds' AND ch.status = 'active' ORDER BY m.due_at LIMIT 1000) AS due
     UNION SELECT conversation_id FROM messages WHERE status = 'sending' AND due_at < now() - interval '5 seconds'`,
  )
  for (const { conversation_id } of rows) await enqueue('deliver', conversation_id)
}
