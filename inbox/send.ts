import { setTimeout } from 'node:timers/promises'
import { adapterFor, takeTurn, type Hold, type LoadedAccount, type Outbound, type SendResult, type Turn } from '../channels/index.ts'
import { maySend } from '../customers/index.ts'
import { scopedSql } from '../server/db.ts'
import { log } from '../server/log.ts'
import { metrics } from '../server/metrics.ts'
import { lets, quotaOf } from './allowance.ts'
import { outboundOf, windowOf, type Claimed } from './outbound.ts'
import { reasonOfPart } from './parts.ts'
import { recordPart } from './progress.ts'

/** How far a message got: how its last part, or the one it stopped at, went; or that its turn on the channel has not come. */
export type Delivery = SendResult | { outcome: 'postponed'; againMs: number; /** Why its turn is so far. */ hold: Hold | null }

/** A turn that comes within so many ms is waited for; for a later one the message goes back to the queue. */
const patienceMs = 1_500

/**
 * Sends what is left of a message this process has claimed, part after part; each but the last is written down as soon as it is out, so that
 * nobody sends it again. Never throws for what happens outside.
 */
export async function sendParts(message: Claimed, account: LoadedAccount): Promise<Delivery> {
  const parts = await partsToSend(message)
  if (!Array.isArray(parts)) return parts
  for (const [n, part] of [...parts.entries()].slice(message.parts_sent)) {
    const end = (await notNow(message, account)) ?? (await sendOne(account, withWindow(part, message)))
    if (end.outcome === 'failed' || end.outcome === 'unknown') return { ...end, reason: reasonOfPart(end.reason, n, parts.length) }
    if (end.outcome === 'postponed' || n === parts.length - 1) return end
    await recordPart(message, end.externalIds ?? [], parts.length)
    message.parts_sent += 1
    message.window_sent += 1
    message.unanswered_ms = null
  }
  return { outcome: 'sent' }
}

/** As it is after the parts before this one. */
const withWindow = (part: Outbound, message: Claimed): Outbound => ({ ...part, window: windowOf(message) })

async function partsToSend(message: Claimed): Promise<Outbound[] | SendResult> {
  try {
    const refusal = await refusalOf(message)
    if (refusal !== null) return { outcome: 'failed', retry: 'no', code: 'permit', reason: refusal }
    return await outboundOf(message)
  } catch (error) {
    return unready(error)
  }
}

/** Why the customer may not be written to now. What is passed on is not for them. */
async function refusalOf({
  workspace_id,
  customer_id: customerId,
  channel_kind: channelKind,
  forward_of,
}: Claimed): Promise<string | null> {
  if (forward_of !== null) return null
  const verdict = await maySend(scopedSql(workspace_id), { customerId, channelKind, purpose: 'service' })
  return verdict.allowed ? null : verdict.reason
}

/** Nothing was sent yet, so it may be tried again. */
function unready(error: unknown): SendResult {
  const reason = `The message could not be put together: ${(error as Error).message}. Parley tries again.`
  return { outcome: 'failed', retry: 'later', code: 'unready', reason }
}

/** Why the next part must not go out, or not yet: the window closed while the message waited, or its turn has not come. */
async function notNow(message: Claimed, account: LoadedAccount): Promise<Delivery | null> {
  const { rememberedMs } = adapterFor(account.kind)
  if (rememberedMs !== undefined && (message.unanswered_ms ?? 0) > rememberedMs) return forgotten
  const quota = quotaOf(message, 0)
  if (!lets(quota, message.template !== null))
    return { outcome: 'failed', retry: 'no', code: 'window', reason: quota.reason ?? 'The customer must write again first.' }
  if (!adapterFor(account.kind).pace && message.held_ms === 0) return null
  return takeTurn(account, patienceMs).then(waitForTurn, unready)
}

/** A part that may be out, and comes too late for its provider to know it again. */
const forgotten: SendResult = {
  outcome: 'unknown',
  code: 'too_late',
  final: true,
  reason:
    'The provider did not answer when this was sent, and by now would not know it again. Check whether it arrived, then send again or mark it as arrived.',
}

async function waitForTurn(turn: Turn): Promise<Delivery | null> {
  if (!turn.granted) return { outcome: 'postponed', againMs: turn.waitMs, hold: turn.hold }
  await setTimeout(turn.waitMs)
  return null
}

async function sendOne(account: LoadedAccount, part: Outbound): Promise<SendResult> {
  const result = await answerOf(account, part).catch((error: unknown) => broken(part, error))
  metrics.sends.inc({ kind: account.kind, outcome: result.outcome })
  return result
}

async function answerOf(account: LoadedAccount, part: Outbound): Promise<SendResult> {
  const adapter = adapterFor(account.kind)
  const result = await adapter.send(account, part)
  if (result.outcome !== 'failed' || !result.mayBeOut || adapter.repeatable(account)) return result
  return { outcome: 'unknown', code: result.code, reason: brokeDown }
}

const brokeDown =
  'The provider had trouble while taking this, so nobody can tell whether it arrived. Check, then send again or mark it as arrived.'

function broken(part: Outbound, error: unknown): SendResult {
  log.error({ message: part.messageId, err: error }, 'an adapter threw instead of answering how a delivery went')
  return {
    outcome: 'unknown',
    code: 'adapter',
    final: true,
    reason:
      'Something went wrong while this was being sent, so nobody can tell whether it arrived. Check, then send again or mark it as arrived.',
  }
}
