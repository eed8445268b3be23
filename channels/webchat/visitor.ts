import { v7 } from 'uuid'
import type * as z from 'zod'
import { widgetReceipt, widgetSend } from '../../contract/widget.ts'
import { fail } from '../../server/errors.ts'
import { explainIssue } from '../../server/issues.ts'
import { findAccount, type LoadedAccount } from '../accounts.ts'
import type { Handle, Sender } from '../adapter.ts'
import { store } from '../ingress.ts'
import { admit } from './admit.ts'
import { webchatConfig } from './config.ts'
import { originAllowed } from './origins.ts'
import { threadKey, toHandle, uploaderOf } from './parse.ts'
import { peekToken, readToken, type VisitorClaims } from './token.ts'
import { stamp } from './verify.ts'
import { currentTime } from '../../server/clock.ts'

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
  sender: Sender
}

/** Who a visitor token speaks for; null when it is not ours, has expired, its channel is gone, or the page may not show this chat. */
export async function openVisitor(token: unknown, sender: Sender, now = currentTime()): Promise<Visitor | null> {
  const claimed = peekToken(token)
  const account = claimed && (await findAccount(claimed.channelId))
  if (!account || account.kind !== 'webchat') return null
  const config = webchatConfig.parse(account.config)
  if (!originAllowed(config, sender.origin)) return null
  const claims = readToken(token, account.channelId, config.identitySecret, now)
  return claims && toVisitor(account, claims, sender)
}

function toVisitor(account: LoadedAccount, claims: VisitorClaims, sender: Sender): Visitor {
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
    sender,
  }
}

/**
 * Takes a visitor's message in by the same door as everything else; resolves once it is on disk. The same id again is `duplicate` and
 * changes nothing. Refuses what `admit` does; a paused channel refuses with `upstream`, and the browser tries again later.
 */
export async function visitorSend(visitor: Visitor, input: unknown): Promise<{ id: string }> {
  const message = read(widgetSend, input)
  await keep(visitor, { type: 'message', ...message })
  return { id: message.id }
}

/** Takes in that a visitor got or read everything up to a message of ours. */
export async function visitorReceipt(visitor: Visitor, input: unknown): Promise<void> {
  await keep(visitor, { type: 'receipt', ...read(widgetReceipt, input) })
}

async function keep(visitor: Visitor, event: object): Promise<void> {
  const account = await findAccount(visitor.channelId)
  if (account?.status !== 'active')
    return fail('upstream', 'This chat is closed for the moment. Your message waits here and is sent when it opens.')
  const stamped = stamp(event, visitor.claims, currentTime()) ?? fail('invalid', 'This cannot be read. Reload the page.')
  await admit(stamped, { ...account, config: webchatConfig.parse(account.config) }, visitor.sender)
  await store(visitor, { ...stamped, requestId: v7() })
}

function read<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const checked = schema.safeParse(input, { error: explainIssue })
  if (checked.success) return checked.data
  const issue = checked.error.issues[0]
  return fail('invalid', issue?.message ?? 'This cannot be read. Reload the page.', { field: issue?.path.join('.') ?? '' })
}
