import type pg from 'pg'
import { v7 } from 'uuid'
import type { IdentityKind } from '../../contract/customers.ts'
import type { NewEvent } from '../../server/events.ts'
import { groupBy } from '../../server/group.ts'
import { customerColumns, toCustomer, type CustomerRow } from '../customers.ts'
import { nameTokens } from './name-tokens.ts'
import { touch, type Seen, type Touched } from './touch.ts'
import { homesOf, spelledOtherwise, type Homes } from './homes.ts'
import { noteHints } from './hints.ts'
import { columns, distinct, identityKey, pairsOf, without, type SeenHandle, type Wanted } from './wanted.ts'

export type Identified = {
  identityId: string
  /** Whose identity it is: what is stored with a conversation. */
  customerId: string
  /** Who that customer is merged into in the end, itself while it stands alone: what the wire shows. */
  rootId: string
  /** The root's name. */
  name: string
  created: boolean
}

type CustomerEvent = Extract<NewEvent, { name: 'customer.created' | 'customer.updated' }> & { workspaceId: string }

/**
 * Finds the customer behind each handle, or makes one, for a batch of any size in a constant number of statements (one when
 * everybody is known and was seen within the hour). What a channel proves to be one person's is one customer's; where two customers have
 * it already, or a number changed, that is noted for the search for duplicates. Takes part in the caller's transaction, under READ
 * COMMITTED; call it once per transaction, before other rows are locked: it takes its locks in one order, so concurrent batches never deadlock.
 * Returns what it found by `identityKey`, and the events to emit for customers that are new or changed.
 */
export async function identifyAll(
  client: pg.ClientBase,
  handles: SeenHandle[],
): Promise<{ found: Map<string, Identified>; events: CustomerEvent[] }> {
  const wanted = distinct(handles)
  const rows = await select(client, [...wanted.values(), ...spelledOtherwise(wanted)])
  const known = rows.filter(({ key }) => wanted.has(key))
  const homes = homesOf(wanted, rows, pairsOf(handles))
  const { created, joined } = await create(client, without(wanted, known), homes)
  // What is still missing joined somebody known, or was claimed by a transaction that committed while our insert waited for it.
  const late = await select(client, without(wanted, [...known, ...created]))
  const seen = [...known, ...late]
  const updated = await touch(client, seen, wanted, joined)
  const found = index(seen, created, updated)
  await noteHints(client, handles, found)
  return { found, events: [...once(created).map(createdEvent), ...updated.map(updatedEvent)] }
}

async function select(client: pg.ClientBase, wanted: Wanted[]): Promise<Seen[]> {
  if (wanted.length === 0) return []
  const { rows } = await client.query<Omit<Seen, 'key'> & { kind: IdentityKind; value: string }>({
    name: 'identify-select',
    text: `SELECT i.workspace_id AS "workspaceId", i.kind, i.value, i.id AS "identityId", i.verified, c.id AS "customerId", c.name AS "ownName",
                  r.id AS "rootId", r.name, (r.last_seen_at IS NULL OR r.last_seen_at < now() - interval '1 hour') AS stale
             FROM unnest($1::uuid[], $2::text[], $3::text[]) AS w (workspace_id, kind, value)
             JOIN identities i USING (workspace_id, kind, value) JOIN customers c ON c.id = i.customer_id JOIN customers r ON r.id = c.root_id`,
    values: columns(wanted, ['workspaceId', 'kind', 'value']),
  })
  return rows.map((row) => ({ ...row, key: identityKey(row) }))
}

type Offered = Wanted & { identityId: string; customerId: string }
type Created = Wanted & { customer: CustomerRow; identityId: string }

/** Writes the missing handles down: at the customers they belong to (`joined`: their keys), or with new ones. */
async function create(client: pg.ClientBase, missing: Wanted[], homes: Homes): Promise<{ created: Created[]; joined: Set<string> }> {
  if (missing.length === 0) return { created: [], joined: new Set() }
  const offered = missing.map((one) => ({ ...one, identityId: v7(), ...homes.get(one.key)! }))
  const { rows: won } = await client.query<{ id: string }>({
    name: 'identify-claim',
    text: `INSERT INTO identities (id, customer_id, workspace_id, kind, value, verified)
           SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::bool[])
           ON CONFLICT (workspace_id, kind, value) DO NOTHING RETURNING id`,
    values: columns(offered, ['identityId', 'customerId', 'workspaceId', 'kind', 'value', 'verified']),
  })
  const ids = new Set(won.map((row) => row.id))
  const ours = offered.filter(({ identityId }) => ids.has(identityId))
  const joined = new Set(ours.filter(({ isNew }) => !isNew).map(({ key }) => key))
  return { created: await createCustomers(client, ours.filter(({ isNew }) => isNew)), joined } // prettier-ignore
}

async function createCustomers(client: pg.ClientBase, won: Offered[]): Promise<Created[]> {
  if (won.length === 0) return []
  const people = groupBy(won, ({ customerId }) => customerId)
  const { rows } = await client.query<Omit<CustomerRow, 'identities'>>({
    name: 'identify-create',
    text: `INSERT INTO customers AS c (id, workspace_id, name, name_tokens, last_seen_at)
           SELECT id, workspace_id, name, tokens, now() FROM jsonb_to_recordset($1::jsonb) AS w (id uuid, workspace_id uuid, name text, tokens text[])
           RETURNING ${customerColumns}, '{}'::uuid[] AS "mergedIds"`,
    values: [JSON.stringify([...people.values()].map(newRow))],
  })
  return rows.flatMap((row) => {
    const theirs = people.get(row.id)!
    const identities = theirs.map(({ identityId, kind, value, verified }) => ({ id: identityId, kind, value, verified }))
    return theirs.map((one) => ({ ...one, customer: { ...row, identities } }))
  })
}

function newRow(theirs: Offered[]) {
  const { customerId, workspaceId, name } = theirs.find(({ named }) => named) ?? theirs[0]!
  return { id: customerId, workspace_id: workspaceId, name, tokens: nameTokens(name) }
}

function index(seen: Seen[], created: Created[], updated: Touched[]): Map<string, Identified> {
  const names = new Map(updated.map(({ customer }) => [customer.id, customer.name]))
  const found = new Map<string, Identified>()
  for (const { key, identityId, customerId, rootId, name } of seen)
    found.set(key, { identityId, customerId, rootId, name: names.get(rootId) ?? name, created: false })
  for (const { key, identityId, customer } of created)
    found.set(key, { identityId, customerId: customer.id, rootId: customer.id, name: customer.name, created: true })
  return found
}

/** A customer made for two handles is told once. */
const once = (created: Created[]) => [...new Map(created.map((one) => [one.customer.id, one])).values()]

function createdEvent({ workspaceId, customer }: Created): CustomerEvent {
  return { workspaceId, name: 'customer.created', data: { customer: toCustomer(customer) } }
}

function updatedEvent({ workspaceId, customer }: Touched): CustomerEvent {
  return { workspaceId, name: 'customer.updated', data: { customer } }
}
