import { adapterFor, type Handle, loadAccount } from '../channels/index.ts'
import type { ChannelKind } from '../contract/channels.ts'
import type { Recipients } from '../contract/conversations.ts'
import type { IdentityKind } from '../contract/customers.ts'
import type { Mailbox } from '../contract/mailbox.ts'
import { normalizeIdentity } from '../customers/index.ts'
import { pool, type Sql } from '../server/db.ts'
import { nameOfAddress, namesIn } from './addresses.ts'

type Thread = { id: string; channel_id: string; channel_kind: ChannelKind }

/** What a message says of whom it is from and for, by address. */
type Named = {
  direction: 'in' | 'out'
  auto: boolean
  forward_of: string | null
  from_value: string | null
  sender_verified: boolean | null
  sender: string | null
  reply_to: string[]
  to: string[]
  cc: string[]
  names: Record<string, string>
}

/**
 * Whom an answer goes to unless its writer says otherwise; null where the channel knows no copies. After RFC 5322 3.6.3: to where the answered
 * message's Reply-To points, else to its author; copies to all others in its To and Cc. Our own addresses are left out; the conversation's
 * customer never is, whoever wrote last.
 *
 * A forged mail may name anybody. The word of a sender who is not verified is `unconfirmed`, but for those a person has written to in this thread
 * before; one that is disowned by its own domain does not say where the answer goes either.
 */
export async function recipientsOf(sql: Sql, thread: Thread): Promise<Recipients | null> {
  if (!adapterFor(thread.channel_kind).capabilities.subject) return null
  const [recent, own, customer] = await Promise.all([recentIn(sql, thread.id), ownAddresses(sql, thread), customerIn(sql, thread)])
  const base = answered(recent)
  if (!base) return null
  const written = new Set(recent.filter(isAnswer).flatMap(({ to, cc }) => [...to, ...cc]))
  const known = (address: string) => written.has(address) || customer.addresses.includes(address)
  const { to, insteadOf, refused } = destination(base, own, known)
  const others = distinct([...refused, ...(base.direction === 'in' ? base.to : []), ...base.cc]).filter(
    (address) => !own.has(address) && !to.includes(address),
  )
  const trusts = base.direction === 'out' || base.sender_verified === true
  const cc = others.filter((address) => trusts || known(address))
  const reached = (list: string[]) => list.some((address) => to.includes(address) || others.includes(address))
  const missing = reached([...customer.here, ...elsewhere(recent, customer)]) ? [] : customer.here.slice(0, 1)
  const names = namesIn(recent)
  const mailboxes = (list: string[]): Mailbox[] =>
    list.map((address) => ({ address, name: nameOfAddress(names, address) || (customer.addresses.includes(address) ? customer.name : '') }))
  const people = recent.flatMap((one) => [one.from_value ?? '', one.sender ?? '', ...one.reply_to, ...one.to, ...one.cc])
  return {
    to: mailboxes(to),
    cc: mailboxes([...missing, ...cc]),
    unconfirmed: mailboxes(others.filter((address) => !cc.includes(address))),
    isForged: base.direction === 'in' && base.sender_verified === false,
    insteadOf: insteadOf === null ? null : mailboxes([insteadOf])[0]!,
    suggested: mailboxes(distinct([...customer.addresses, ...people]).filter((address) => address.includes('@') && !own.has(address))),
    own: [...own],
  }
}

/** The newest of the thread that a person wrote; before anybody did, a machine's. */
const answered = (recent: Named[]) =>
  recent.find((one) => (one.direction === 'in' ? !one.auto : isAnswer(one))) ?? recent.find(({ direction }) => direction === 'in')

/** A message of ours to the people of the thread. Those of before we wrote down whom they went to say nothing. */
const isAnswer = ({ direction, forward_of, to }: Named) => direction === 'out' && forward_of === null && to.length > 0

type Destination = { to: string[]; /** The author, who wants answers elsewhere. */ insteadOf: string | null; refused: string[] }

function destination(base: Named, own: Set<string>, known: (address: string) => boolean): Destination {
  if (base.direction === 'out') return { to: base.to, insteadOf: null, refused: [] }
  const author = base.from_value ?? ''
  const wanted = distinct(base.reply_to).filter((address) => !own.has(address))
  if (wanted.length === 0 || wanted.includes(author))
    return { to: [author], insteadOf: null, refused: wanted.filter((one) => one !== author) }
  const isBelieved = base.sender_verified !== false || wanted.every(known)
  return isBelieved ? { to: wanted, insteadOf: author, refused: [] } : { to: [author], insteadOf: null, refused: wanted }
}

/** Where the customer asked for answers in their own stead. A list asks for them in the stead of all who write to it, and names itself. */
const elsewhere = (recent: Named[], { addresses }: Customer) =>
  recent
    .filter(({ direction, from_value }) => direction === 'in' && addresses.includes(from_value ?? ''))
    .flatMap(({ reply_to, to, cc }) => reply_to.filter((address) => ![...to, ...cc].includes(address)))

const distinct = (list: string[]) => [...new Set(list)]

function recentIn(sql: Sql, conversationId: string): Promise<Named[]> {
  return sql<Named>(
    `SELECT direction, auto, forward_of, from_value, sender_verified, sender, reply_to, "to", cc, names FROM messages
      WHERE workspace_id = $1 AND conversation_id = $2 AND kind = 'text' AND direction IN ('in', 'out') ORDER BY position DESC LIMIT 50`,
    [conversationId],
  )
}

/** Every address mail to which comes to us: all of this channel's, and those of the workspace's others of its kind. */
export async function ownAddresses(sql: Sql, { channel_id, channel_kind }: Thread): Promise<Set<string>> {
  const channels = await sql<{ id: string }>('SELECT id FROM channels WHERE workspace_id = $1 AND kind = $2', [channel_kind])
  const { ownHandles } = adapterFor(channel_kind)
  const ids = distinct([channel_id, ...channels.map(({ id }) => id)])
  const accounts = await Promise.all(ids.map(loadAccount))
  return new Set(accounts.flatMap((account) => ownHandles?.(account) ?? []).map(({ kind, value }) => normalizeIdentity(kind, value)))
}

type Customer = {
  name: string
  /** All they have. */ addresses: string[]
  /** Those that belong to the thread, the latest first. */ here: string[]
}

async function customerIn(sql: Sql, { id, channel_kind }: Thread): Promise<Customer> {
  const rows = await sql<{ name: string; value: string; here: boolean }>(
    `SELECT root.name, i.value, i.value = ANY (c.participants) AS here FROM conversations c JOIN customers own ON own.id = c.customer_id
       JOIN customers root ON root.id = own.root_id JOIN customers one ON one.root_id = root.id JOIN identities i ON i.customer_id = one.id
      WHERE c.workspace_id = $1 AND c.id = $2 AND i.kind = $3 ORDER BY i.created_at DESC, i.id DESC LIMIT 50`,
    [id, adapterFor(channel_kind).capabilities.starts],
  )
  return {
    name: rows[0]?.name ?? '',
    addresses: rows.map(({ value }) => value),
    here: rows.filter(({ here }) => here).map(({ value }) => value),
  }
}

type Last = { kind: IdentityKind; value: string; name: string }

/**
 * On a channel without copies an answer goes to who wrote last in this thread (no machine), on the handle they wrote from; before anybody has, to
 * whom it is with.
 */
export async function recipientOf(thread: Thread): Promise<Handle> {
  const { rows } = await pool().query<Last>(
    `SELECT from_kind AS kind, from_value AS value, author_name AS name FROM (
       SELECT * FROM messages WHERE conversation_id = $1 AND direction = 'in' ORDER BY position DESC LIMIT 50) AS recent
      ORDER BY auto, position DESC LIMIT 1`,
    [thread.id],
  )
  return rows[0] ? { ...rows[0], verified: null } : begunWith(thread)
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
