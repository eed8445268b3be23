import { adapterFor, type Handle, loadAccount } from '../channels/index.ts'
import type { ChannelKind } from '../contract/channels.ts'
import type { Recipients } from '../contract/conversations.ts'
import type { IdentityKind } from '../contract/customers.ts'
import { pool, type Sql } from '../server/db.ts'

type Thread = { id: string; channel_id: string; channel_kind: ChannelKind }
type Last = { kind: IdentityKind; value: string; name: string; cc: string[]; verified: boolean | null }

/** The message an answer answers: the last one of the thread that no machine wrote. */
const lastIn = (
  thread: string,
) => `SELECT from_kind AS kind, from_value AS value, author_name AS name, cc, sender_verified AS verified FROM (
    SELECT * FROM messages WHERE conversation_id = ${thread} AND direction = 'in' ORDER BY position DESC LIMIT 50) AS recent
  ORDER BY auto, position DESC LIMIT 1`

/**
 * Who gets copies of an answer: whom the last message went to as well, without ourselves. A forged mail may name anybody there, so the word of a
 * sender who is not verified counts only for those a person has sent a copy to before in this thread.
 */
export async function recipientsOf(sql: Sql, thread: Thread): Promise<Recipients | null> {
  if (!adapterFor(thread.channel_kind).capabilities.subject) return null
  const [last] = await sql<Last>(`SELECT l.* FROM (${lastIn('$2')}) l, conversations c WHERE c.workspace_id = $1 AND c.id = $2`, [
    thread.id,
  ])
  if (!last) return null
  const others = await withoutOwn(thread, last)
  if (last.verified === true || others.length === 0) return { to: last.value, cc: others, unconfirmed: [] }
  const confirmed = await copiedBefore(sql, thread.id)
  return {
    to: last.value,
    cc: others.filter((address) => confirmed.has(address)),
    unconfirmed: others.filter((address) => !confirmed.has(address)),
  }
}

async function withoutOwn({ channel_id, channel_kind }: Thread, { value, cc }: Last): Promise<string[]> {
  const own = adapterFor(channel_kind).ownHandle?.(await loadAccount(channel_id)).value
  return [...new Set(cc)].filter((address) => address !== own && address !== value)
}

async function copiedBefore(sql: Sql, conversationId: string): Promise<Set<string>> {
  const rows = await sql<{ cc: string[] }>(
    `SELECT cc FROM messages WHERE workspace_id = $1 AND conversation_id = $2 AND direction = 'out' AND cc <> '{}' ORDER BY position DESC LIMIT 50`,
    [conversationId],
  )
  return new Set(rows.flatMap((row) => row.cc))
}

/** The answer goes to whoever wrote last in this thread (no machine), on the handle they wrote from; before anybody has, to whom it is with. */
export async function recipientOf(thread: Thread): Promise<Handle> {
  const { rows } = await pool().query<Last>(lastIn('$1'), [thread.id])
  const last = rows[0]
  return last ? { kind: last.kind, value: last.value, name: last.name, verified: null } : begunWith(thread)
}

async function begunWith(thread: Thread): Promise<Handle> {
  const { rows } = await pool().query<{ value: string; name: string }>(
    `SELECT m."to"[1] AS value, root.name FROM messages m JOIN conversations c ON c.id = m.conversation_id
       JOIN customers own ON own.id = c.customer_id JOIN customers root ON root.id = own.root_id
      WHERE m.conversation_id = $1 AND m.direction = 'out' AND m."to" <> '{}' ORDER BY m.position LIMIT 1`,
    [thread.id],
  )
  const kind = adapterFor(thread.channel_kind).capabilities.starts
  return rows[0] && kind !== null ? { kind, ...rows[0], verified: null } : follower(thread)
}

/** Who has not written, but follows, clicked, or was written to from elsewhere: the customer by the handle that belongs to the thread. */
async function follower({ id }: Thread): Promise<Handle> {
  const { rows } = await pool().query<{ kind: IdentityKind; value: string; name: string }>(
    `SELECT i.kind, i.value, root.name FROM conversations c JOIN customers own ON own.id = c.customer_id JOIN customers root ON root.id = own.root_id
       JOIN identities i ON i.customer_id = c.customer_id AND i.value = ANY (c.participants) WHERE c.id = $1 ORDER BY i.created_at, i.id LIMIT 1`,
    [id],
  )
  if (!rows[0]) throw new Error('nobody has written here yet, so there is nobody to answer')
  return { ...rows[0], verified: null }
}
