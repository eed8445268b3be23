import type pg from 'pg'
import { adapterFor, holdBack, loadAccount, setSending, type LoadedAccount } from '../channels/index.ts'
import type { MessageStatus } from '../contract/messages.ts'
import { currentMs } from '../server/clock.ts'
import { pool, transaction } from '../server/db.ts'
import { processId } from '../server/leases.ts'
import { log } from '../server/log.ts'
import { enqueue } from '../server/queue.ts'
import type { Claimed } from './outbound.ts'
import { applyWaiting, atLast, closeWindow, countInWindow, keepIds, tellMoved } from './progress.ts'
import { sendParts, type Delivery } from './send.ts'
import { lacksOnlyCopies, undeliveredAfter, type Undelivered } from './undelivered.ts'

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
    const waitMs = await settle(claimed, account, await sendParts(claimed, account))
    underWay.delete(claimed.id)
    if (waitMs !== null) return enqueue('deliver', conversationId, { delayMs: waitMs })
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

/** Writes down under which id the message goes out, where we choose it, before it does: an answer may be faster than our own record. */
async function markSending(client: pg.PoolClient, messageId: string, externalId: string | null): Promise<Claimed> {
  const { rows } = await client.query<Claimed>(
    `UPDATE messages m SET status = 'sending', sending_by = $2, attempts = attempts + 1, external_id = coalesce($3, m.external_id)
       FROM conversations c JOIN channels ch ON ch.id = c.channel_id LEFT JOIN channel_paces p ON p.channel_id = c.channel_id
      WHERE m.id = $1 AND c.id = m.conversation_id
     RETURNING m.id, m.workspace_id, m.conversation_id, m.channel_id, c.channel_kind, c.customer_id, c.thread_key,
       CASE WHEN m.forward_of IS NULL THEN c.subject ELSE m.subject END AS subject, m.author_name, m.text, m."to", m.cc, m.bcc, m.names, m.quoted, m.forward_of, m.undelivered, m.attempts,
       m.external_id, m.template, m.parts_sent, ch.sending_state, ch.sending_message, c.surface, c.window_opened_by, c.window_opened_at, c.window_sent, c.window_closed,
       coalesce(greatest(0, ceil(extract(epoch FROM p.free_at - now()) * 1000)), 0)::int AS held_ms,
       (extract(epoch FROM now() - m.unanswered_at) * 1000)::float8 AS unanswered_ms`,
    [messageId, processId, externalId],
  )
  const message = rows[0]!
  if (externalId !== null)
    await client.query('INSERT INTO thread_refs (channel_id, ref, conversation_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [
      message.channel_id,
      externalId,
      message.conversation_id,
    ])
  return message
}

/** What is written down of a message that came to an end, for now or for good; `waitMs`: when to try again. */
type Outcome = {
  status: MessageStatus
  reason: string | null
  attempts: number
  waitMs: number | null
  /** Its last part was handed over at this or an earlier try, and nobody answered. */
  mayBeOut: boolean
  /** Whom it lacks though others have it. */
  undelivered: Undelivered[]
}

/** Writes down how it went; answers after how many ms to come back to this conversation, null to go on with the next message. */
async function settle(message: Claimed, account: LoadedAccount, delivery: Delivery): Promise<number | null> {
  const outcome = outcomeOf(message, delivery, adapterFor(account.kind).repeatable(account))
  tellLog(message, delivery, outcome)
  await atLast(async (client) => {
    await client.query('SELECT 1 FROM conversations WHERE id = $1 FOR UPDATE', [message.conversation_id])
    if (delivery.outcome === 'failed' && delivery.retryAfterMs !== undefined)
      await holdBack(client, account, delivery.retryAfterMs, delivery.reason)
    if (!(await writeOutcome(client, message, outcome))) return
    if (delivery.outcome === 'sent') await keepIds(client, message, delivery.externalIds ?? [])
    if (delivery.outcome === 'sent') await countInWindow(client, message)
    if (delivery.outcome === 'failed' && delivery.closesWindow) await closeWindow(client, message, delivery.closesWindow)
    await tellMoved(client, message)
    if (outcome.status !== 'queued') await applyWaiting(client, message)
  })
  await noteSending(account, message, delivery)
  return outcome.waitMs
}

/** What a try tells of the channel as a whole. */
async function noteSending(account: LoadedAccount, message: Claimed, delivery: Delivery): Promise<void> {
  const [state, told] = sendingAfter(delivery)
  if (state === null || (state === message.sending_state && told === message.sending_message)) return
  await setSending(account, state, told).catch((error: unknown) => {
    log.warn({ channel: account.channelId, error: (error as Error).message }, 'a channel’s health could not be noted')
  })
}

/** How sending does on the channel after a try; null: the try tells nothing of that. */
function sendingAfter(delivery: Delivery): ['ok' | 'failing' | null, string | null] {
  if (delivery.outcome === 'sent') return ['ok', delivery.warning ?? null]
  return delivery.outcome === 'failed' && delivery.ofChannel ? ['failing', delivery.reason] : [null, null]
}

function outcomeOf(message: Claimed, delivery: Delivery, repeatable: boolean): Outcome {
  const { attempts } = message
  const wasUnanswered = message.unanswered_ms !== null
  const undelivered = undeliveredAfter(message.undelivered, delivery)
  if (delivery.outcome === 'sent') return sentOutcome(message, undelivered)
  if (delivery.outcome === 'postponed') {
    const { againMs, hold } = delivery
    const reason = againMs > longWaitMs ? (hold ? heldBack(hold.reason, hold.until) : inLine) : null
    return { status: 'queued', reason, attempts: attempts - 1, waitMs: againMs, mayBeOut: wasUnanswered, undelivered }
  }
  const mayBeOut = delivery.outcome === 'unknown' || delivery.mayBeOut === true || wasUnanswered
  const waitMs = repeatable && delivery.outcome === 'unknown' ? untilRepeat(message, delivery.final) : untilRetry(message, delivery)
  if (waitMs !== null) {
    const reason = delivery.outcome === 'unknown' ? repeated : reasonToWait(delivery)
    return { status: 'queued', reason, attempts, waitMs, mayBeOut, undelivered }
  }
  if (delivery.outcome === 'failed' && lacksOnlyCopies(undelivered, message)) return arrived(message, undelivered)
  return { ...atTheEnd(delivery, wasUnanswered), attempts, waitMs, mayBeOut, undelivered }
}

/** Out; copies that were refused for now are tried again, theirs alone. */
function sentOutcome(message: Claimed, undelivered: Undelivered[]): Outcome {
  const left = undelivered.find(({ again }) => again)
  const seconds = left && backoff[message.attempts - 1]
  if (seconds === undefined) return arrived(message, undelivered)
  return { ...arrived(message, undelivered), status: 'queued', reason: left?.reason ?? null, waitMs: seconds * 1_000, undelivered }
}

const arrived = ({ attempts }: Claimed, undelivered: Undelivered[]): Outcome => ({
  ...{ status: 'sent', reason: null, attempts, waitMs: null, mayBeOut: false },
  undelivered: undelivered.map((one) => ({ ...one, again: false })),
})

type Unsent = Extract<Delivery, { outcome: 'failed' | 'unknown' }>

/** After how many ms a refused message is tried again; null: never. */
function untilRetry({ attempts }: Claimed, delivery: Unsent): number | null {
  const seconds = delivery.outcome === 'failed' && delivery.retry === 'later' ? backoff[attempts - 1] : undefined
  return seconds === undefined ? null : Math.max(seconds * 1_000, (delivery.outcome === 'failed' && delivery.retryAfterMs) || 0)
}

/** After how many ms a part that got no answer is sent again, where its channel drops what it has; null: not any more, a person decides. */
function untilRepeat({ attempts, unanswered_ms: sinceMs }: Claimed, final = false): number | null {
  if (final || (sinceMs ?? 0) >= repeatingMs) return null
  return Math.min((backoff[attempts - 1] ?? longestPause) * 1_000, longestPause * 1_000)
}

/** A silent provider is sent the same part again for so long; then somebody should know. */
const repeatingMs = 20 * 60_000
const longestPause = 300

const repeated = 'The provider did not answer. Parley sends this again under the same id, so that it arrives once.'
const earlier = 'An earlier try got no answer, so nobody can tell whether this arrived. Check, then send again or mark it as arrived.'

/** Nothing more is tried. What a provider refuses now it may have taken before, when it did not answer. */
function atTheEnd({ outcome, reason }: Unsent, wasUnanswered: boolean): Pick<Outcome, 'status' | 'reason'> {
  if (outcome === 'failed' && wasUnanswered) return { status: 'unknown', reason: [reason, earlier].join('\n') }
  return { status: outcome, reason }
}

const longWaitMs = 30_000

/** Why a message is tried again, and when, where that is not soon. */
function reasonToWait({ reason, retryAfterMs = 0 }: Extract<Delivery, { outcome: 'failed' }>): string {
  return retryAfterMs > longWaitMs ? heldBack(reason, new Date(currentMs() + retryAfterMs).toISOString()) : reason
}

/** The time as it is written here is shown in the reader's own way. */
const heldBack = (reason: string, until: string) =>
  [reason, `Nothing goes out on this channel before ${until}; this goes out by itself then.`].join('\n')

const inLine =
  'Many messages are going out on this channel, and its provider takes only so many at a time. This one goes out by itself when its turn comes.'

function tellLog({ id, attempts: attempt }: Claimed, delivery: Delivery, { status }: Outcome): void {
  if (delivery.outcome === 'sent') log.info({ message: id, attempt }, 'a message went out')
  else if (delivery.outcome === 'postponed') log.debug({ message: id }, 'a message waits for its turn on its channel')
  else log.warn({ message: id, code: delivery.code, attempt, status }, 'a message did not go out')
}

/** Answers whether the message was still ours: somebody may have settled it otherwise meanwhile. */
async function writeOutcome(client: pg.PoolClient, { id, attempts }: Claimed, outcome: Outcome): Promise<boolean> {
  const { rowCount } = await client.query(
    `UPDATE messages SET status = $3, reason = $4, version = version + 1, due_at = now() + $5 * interval '1 ms', attempts = $7,
            sent_at = CASE WHEN $3 = 'sent' THEN now() ELSE sent_at END, parts_sent = CASE WHEN $3 = 'sent' THEN parts ELSE parts_sent END,
            unanswered_at = CASE WHEN $8 THEN coalesce(unanswered_at, now()) END, undelivered = $9::jsonb
      WHERE id = $1 AND sending_by = $2 AND attempts = $6 AND status IN ('sending', 'unknown')`,
    [
      id,
      processId,
      outcome.status,
      outcome.reason,
      outcome.waitMs ?? 0,
      attempts,
      outcome.attempts,
      outcome.mayBeOut,
      JSON.stringify(outcome.undelivered),
    ],
  )
  return rowCount === 1
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
