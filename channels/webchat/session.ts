import { v7 } from 'uuid'
import * as z from 'zod'
import { widgetSessionInput, type WidgetSession, type WidgetSessionInput } from '../../contract/widget.ts'
import { hmac, sameSecret } from '../../server/crypto.ts'
import { fail } from '../../server/errors.ts'
import { explainIssue } from '../../server/issues.ts'
import { findAccount } from '../accounts.ts'
import type { Account } from '../adapter.ts'
import { webchatConfig, type WebchatConfig } from './config.ts'
import { issueToken, readToken, type VisitorClaims } from './token.ts'

/** A web chat channel with its settings typed; refuses (`not_found`) any other. */
export async function webchatAccount(channelId: string): Promise<Account<WebchatConfig>> {
  const account = await findAccount(channelId)
  if (account?.kind !== 'webchat')
    return fail('not_found', 'There is no such web chat. Copy the snippet from the channel’s settings again.')
  return { ...account, config: webchatConfig.parse(account.config) }
}

/** Checks what a page sends to open a chat. */
export function readSessionInput(input: unknown): WidgetSessionInput {
  const checked = widgetSessionInput.safeParse(input, { error: explainIssue })
  if (checked.success) return checked.data
  const issue = checked.error.issues[0]
  return fail('invalid', issue?.message ?? 'This cannot be read. Reload the page.', { field: issue?.path.join('.') ?? '' })
}

/**
 * Says who sits in front of the page and gives her a token for it. An earlier token keeps her the same visitor. A shop's signature
 * makes her its customer; a wrong one is refused (`forbidden`). A claimed name or address is carried along and proves nothing.
 */
export function openSession(account: Account<WebchatConfig>, input: WidgetSessionInput, now: Date): WidgetSession {
  const { identity } = input
  if (identity && !isSigned(identity, account.config.identitySecret))
    fail('forbidden', 'The identity’s hash is wrong: it must be hex(HMAC-SHA256(identity secret, id)).', { field: 'identity.hash' })
  const visitorId = earlierVisitor(account, input, now) ?? v7()
  const visitor = { channelId: account.channelId, visitorId, ...claimsOf(input) }
  return {
    token: issueToken(visitor, account.config.identitySecret, now),
    visitorId,
    verified: identity !== undefined,
    channel: { name: account.name, greeting: account.config.greeting, color: account.config.color, locale: account.config.locale },
  }
}

function isSigned(identity: { id: string; hash: string }, secret: string): boolean {
  return sameSecret(identity.hash.toLowerCase(), hmac(secret, identity.id))
}

/** Which visitor an earlier token of this channel belongs to; null when it is nobody's. */
export function tokenHolder(account: Account<WebchatConfig>, token: unknown, now: Date): string | null {
  return readToken(token, account.channelId, account.config.identitySecret, now)?.visitorId ?? null
}

// Whoever signs out, or hands the computer to somebody else who signs in, must not go on as the customer before her.
function earlierVisitor(account: Account<WebchatConfig>, input: WidgetSessionInput, now: Date): string | null {
  const earlier = readToken(input.token, account.channelId, account.config.identitySecret, now)
  if (!earlier || (earlier.account !== undefined && earlier.account !== input.identity?.id)) return null
  return earlier.visitorId
}

/** Names are cut to a length that keeps every token below the 2,000 characters we take back. */
function claimsOf({ identity, claim }: WidgetSessionInput): Partial<Pick<VisitorClaims, 'account' | 'name' | 'email'>> {
  const name = Array.from(identity?.name ?? claim?.name ?? '')
    .slice(0, 60)
    .join('')
  const email = z.email().safeParse(identity?.email ?? claim?.email)
  return {
    ...(identity ? { account: identity.id } : {}),
    ...(name ? { name } : {}),
    ...(email.success ? { email: email.data } : {}),
  }
}
