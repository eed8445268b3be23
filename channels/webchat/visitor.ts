import { RateLimiterMemory } from 'rate-limiter-flexible'
import { v7 } from 'uuid'
import type * as z from 'zod'
import { widgetReceipt, widgetSend } from '../../contract/widget.ts'
import { pool } from '../../server/db.ts'
import { fail } from '../../server/errors.ts'
import { explainIssue } from '../../server/issues.ts'
import { findAccount, type LoadedAccount } from '../accounts.ts'
import type { Handle } from '../adapter.ts'
import { store } from '../ingress.ts'
import { webchatConfig } from './config.ts'
import { slowDown } from './pace.ts'
import { threadKey, toHandle, uploaderOf } from './parse.ts'
import { peekToken, readToken, type VisitorClaims } from './token.ts'
import { stamp } from './verify.ts'

/** Somebody in a browser whose token we issued. */
export type Visitor = {
  workspaceId: string
  channelId: string
  visitorId: string
  /** Names her conversation within the channel. */
  threadKey: string
  handle: Handle
  /** Whose files she may attach: `attachments.uploader`. */
  uploader: string
  claims: VisitorClaims
}

/** Who a visitor token speaks for; null when it is not ours, has expired, or its channel is gone. */
export async function openVisitor(token: unknown, now = new Date()): Promise<Visitor | null> {
  const claimed = peekToken(token)
  const account = claimed && (await findAccount(claimed.channelId))
  if (!account || account.kind !== 'webchat') return null
  const claims = readToken(token, account.channelId, webchatConfig.parse(account.config).identitySecret, now)
  return claims && toVisitor(account, claims)
}

function toVisitor(account: LoadedAccount, claims: VisitorClaims): Visitor {
  const { channelId, visitorId } = claims
  const visitor = { id: visitorId, account: claims.account, name: claims.name, email: claims.email }
  return {
    workspaceId: account.workspaceId,
    channelId,
    visitorId,
    threadKey: threadKey(visitor),
    handle: toHandle({ channelId, visitor }),
    uploader: uploaderOf(channelId, visitorId),
    claims,
  }
}

const sends = new RateLimiterMemory({ points: 20, duration: 10 })
const receipts = new RateLimiterMemory({ points: 60, duration: 10 })

/**
 * Takes a visitor's message in by the same door as everything else; resolves once it is on disk. The same id again is `duplicate` and
 * changes nothing. Refuses what is empty, too fast (20 in 10 s), or attaches somebody else's file; a paused channel refuses with
 * `upstream`, and the browser tries again later.
 */
export async function visitorSend(visitor: Visitor, input: unknown): Promise<{ id: string }> {
  const message = read(widgetSend, input)
  if (message.text.trim() === '' && message.attachmentIds.length === 0) fail('invalid', 'Write something first.', { field: 'text' })
  await slowDown(sends, visitor.uploader, 'You are writing faster than we can read.')
  await requireOwnFiles(visitor, message.attachmentIds)
  await keep(visitor, { type: 'message', ...message })
  return { id: message.id }
}

/** Takes in that a visitor got or read everything up to a message of ours. */
export async function visitorReceipt(visitor: Visitor, input: unknown): Promise<void> {
  const receipt = read(widgetReceipt, input)
  await slowDown(receipts, visitor.uploader)
  await keep(visitor, { type: 'receipt', ...receipt })
}

async function keep(visitor: Visitor, event: object): Promise<void> {
  const account = await findAccount(visitor.channelId)
  if (account?.status !== 'active')
    fail('upstream', 'This chat is closed for the moment. Your message waits here and is sent when it opens.')
  await store(visitor, { ...stamp(event, visitor.claims, new Date()), requestId: v7() })
}

function read<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const checked = schema.safeParse(input, { error: explainIssue })
  if (checked.success) return checked.data
  const issue = checked.error.issues[0]
  return fail('invalid', issue?.message ?? 'This cannot be read. Reload the page.', { field: issue?.path.join('.') ?? '' })
}

async function requireOwnFiles(visitor: Visitor, ids: string[]): Promise<void> {
  if (ids.length === 0) return
  const { rows } = await pool().query<{ id: string }>(
    'SELECT id FROM attachments WHERE workspace_id = $1 AND uploader = $2 AND id = ANY($3::uuid[])',
    [visitor.workspaceId, visitor.uploader, ids],
  )
  const missing = ids.find((id) => !rows.some((row) => row.id === id))
  if (missing) fail('not_found', 'This file is not yours, or was removed. Choose it again.', { field: 'attachmentIds' })
}
