import type { Actor } from '../contract/can.ts'
import type { Locale } from '../contract/users.ts'
import { sha256, token as randomToken } from './crypto.ts'
import { pool, scopedSql, type Sql } from './db.ts'
import { env } from './env.ts'
import { emit } from './events.ts'
import { actorOf, joinRole, roleColumns, type RoleRow } from './grants.ts'

/** Who a session belongs to, with what they may do and see at this moment. */
export type SignedIn = {
  user: Actor & { type: 'user' }
  locale: Locale
  workspaceId: string
  sessionId: string
  /** ISO 8601. */ expiresAt: string
}

type Tx = { sql: Sql }

const cookieName = 'parley_session'

const day = 86_400_000
/** A session nobody uses ends after 30 days; one in daily use asks for the password again after 90 (ASVS 5.0, 7.3.1 and 7.3.2). */
const idle = 30 * day
const absolute = 90 * day

/** Starts a session under a new id; the token is returned once and kept only as its hash. */
export async function createSession(
  user: { id: string; workspaceId: string },
  from: { ip: string; userAgent: string },
  sql: Sql = scopedSql(user.workspaceId),
): Promise<{ token: string; sessionId: string; expiresAt: string }> {
  const token = randomToken()
  const sessionId = sha256(token)
  const rows = await sql<{ expires_at: string }>(
    `INSERT INTO sessions (id, workspace_id, user_id, user_agent, ip, expires_at)
     VALUES ($2, $1, $3, $4, $5, now() + $6::float8 * interval '1 ms') RETURNING expires_at`,
    [sessionId, user.id, printable(from.userAgent, 400), printable(from.ip, 64), idle],
  )
  return { token, sessionId, expiresAt: rows[0]!.expires_at }
}

// A token is 32 random bytes in base64url; anything else is refused before it costs a query.
const wellFormed = /^[\w-]{43}$/

/**
 * Whose token this is; null for one that is empty, not a string, unknown, expired, or of a disabled person.
 * Asked anew every time, so access ends the moment the row says so.
 */
export async function authenticate(token: unknown): Promise<SignedIn | null> {
  if (typeof token !== 'string' || !wellFormed.test(token)) return null
  const found = await findSession(sha256(token))
  if (!found) return null
  const { stale, ...signedIn } = found
  if (stale) await extend(signedIn.sessionId)
  return signedIn
}

/** Which of these sessions still hold; for sockets, which authenticate once and live long. */
export async function sessionsHeld(sessionIds: string[]): Promise<Set<string>> {
  const { rows } = await pool().query<{ id: string }>({
    name: 'sessions-held',
    text: `SELECT s.id FROM sessions s JOIN users u ON u.id = s.user_id WHERE s.id = ANY ($1) AND s.expires_at > now() AND u.disabled_at IS NULL`,
    values: [sessionIds],
  })
  return new Set(rows.map((row) => row.id))
}

type Row = {
  workspace_id: string
  expires_at: string
  stale: boolean
  user_id: string
  name: string
  role: string
  locale: Locale
} & Partial<RoleRow>

async function findSession(sessionId: string): Promise<(SignedIn & { stale: boolean }) | null> {
  const { rows } = await pool().query<Row>({
    name: 'session',
    text: `SELECT s.workspace_id, s.expires_at, s.last_seen_at < now() - interval '1 minute' AS stale, u.id AS user_id, u.name, u.role, u.locale,
                  ${roleColumns}
             FROM sessions s JOIN users u ON u.id = s.user_id ${joinRole}
            WHERE s.id = $1 AND s.expires_at > now() AND u.disabled_at IS NULL`,
    values: [sessionId],
  })
  const row = rows[0]
  if (!row) return null
  const user = await actorOf({ id: row.user_id, name: row.name, role: row.role }, row)
  return { user, locale: row.locale, workspaceId: row.workspace_id, sessionId, expiresAt: row.expires_at, stale: row.stale }
}

async function extend(sessionId: string): Promise<void> {
  await pool().query({
    name: 'session-extend',
    text: `UPDATE sessions SET last_seen_at = now(),
             expires_at = least(now() + $2::float8 * interval '1 ms', created_at + $3::float8 * interval '1 ms')
            WHERE id = $1 AND last_seen_at < now() - interval '1 minute'`,
    values: [sessionId, idle, absolute],
  })
}

/** Ends one session of a person; answers whether there was one. Whichever process holds its sockets cuts them, by the event. */
export async function endSession(tx: Tx, userId: string, sessionId: string): Promise<boolean> {
  return tellEnded(
    tx,
    await tx.sql('DELETE FROM sessions WHERE workspace_id = $1::uuid AND user_id = $2::uuid AND id = $3 RETURNING id', [userId, sessionId]),
  )
}

/** Ends a person's sessions, all or all but one, and with them their sockets. */
export async function endSessionsOf(tx: Tx, userId: string, except = ''): Promise<void> {
  await tellEnded(
    tx,
    await tx.sql('DELETE FROM sessions WHERE workspace_id = $1::uuid AND user_id = $2::uuid AND id <> $3 RETURNING id', [userId, except]),
  )
}

async function tellEnded(tx: Tx, ended: { id: string }[]): Promise<boolean> {
  if (ended.length > 0) await emit(tx, 'session.ended', { sessionIds: ended.map(({ id }) => id) })
  return ended.length > 0
}

/** Removes what nobody can sign in with any more. */
export async function dropExpiredSessions(): Promise<void> {
  await pool().query('DELETE FROM sessions WHERE expires_at < now()')
}

/**
 * The `Set-Cookie` header that keeps a session in the browser, or with null takes it away.
 * It outlives an idle session on purpose: the server alone decides when one is over.
 */
export function sessionCookie(token: string | null): string {
  const secure = env().PUBLIC_URL.startsWith('https:') ? '; Secure' : ''
  return `${cookieName}=${token ?? ''}; Path=/; Max-Age=${token ? absolute / 1000 : 0}; HttpOnly; SameSite=Lax${secure}`
}

/** The session cookie of a raw `Cookie` header (a socket's handshake); null when there is none. */
export function cookieToken(header: string | undefined): string | null {
  const pair = header?.split(';').find((part) => part.trim().startsWith(`${cookieName}=`))
  return pair ? pair.trim().slice(cookieName.length + 1) : null
}

/** The token of an `Authorization: Bearer …` header; null when there is none. */
export function bearerToken(header: string | undefined): string | null {
  return /^Bearer +(\S+)$/i.exec(header ?? '')?.[1] ?? null
}

/** Text of a stranger as it may stand in a list: one line, bounded. */
function printable(text: string, max: number): string {
  return text.replace(/[\p{Cc}\p{Cs}]/gu, ' ').slice(0, max)
}
