import { v7 } from 'uuid'
import { channelKinds } from '../channel-kinds.ts'
import { mayReadThreads, type Actor } from '../../contract/can.ts'
import type { Input, Output } from '../../contract/api.ts'
import type { Consent, Permit } from '../../contract/consents.ts'
import { audit } from '../../server/audit.ts'
import type { Context } from '../../server/context.ts'
import type { Sql } from '../../server/db.ts'
import { fail } from '../../server/errors.ts'
import { emit } from '../../server/events.ts'
import { lockCustomer } from '../change.ts'
import { seeCustomer } from '../customers.ts'
import { maySend } from './permits.ts'
import { byActor, record, type EntryBy } from '../timeline-entries.ts'
import { assertNotErased } from '../profile/update.ts'
import { currentMs } from '../../server/clock.ts'

/** One word of a customer about their consent, as it is kept. */
export type NewConsent = Pick<Consent, 'purpose' | 'channelKind' | 'state' | 'source' | 'evidence'> & {
  customerId: string
  by: EntryBy
  /** When they said so; now when left out. */
  at?: string | undefined
}

/** Every consent of a customer and all merged into them, newest first, and what may be sent on each kind of channel now. */
export async function listConsents(context: Context, { id }: Input<'consent.list'>): Promise<Output<'consent.list'>> {
  const customer = await seeCustomer(context, { id })
  const rows = await context.sql<ConsentRow>(
    `SELECT ${columns} FROM consents s JOIN customers m ON m.id = s.customer_id
      WHERE s.workspace_id = $1::uuid AND m.root_id = $2::uuid ORDER BY s.at DESC, s.id DESC LIMIT 500`,
    [customer.id],
  )
  return { data: rows.map((row) => readable(context.actor, toConsent(row))), permits: await permitsOf(context.sql, customer.id) }
}

/** Records what a customer said to a person of the workspace. */
export function recordConsent(context: Context, { id, ...given }: Input<'consent.record'>): Promise<Consent> {
  if (given.at !== undefined && Date.parse(given.at) > currentMs() + 60_000)
    fail('invalid', 'This time is yet to come. Say when the customer said so.', { field: 'at' })
  return context.sqlTransaction(async (tx) => {
    const customer = await lockCustomer(tx, context.actor, id)
    assertNotErased(customer)
    const consent = await writeConsent(tx, { ...given, customerId: customer.id, source: 'person', by: byActor(context.actor) })
    await emit(tx, 'customer.noted', { customer })
    const { purpose, channelKind: kind, state } = given
    await audit(tx, context, {
      action: 'consent.record',
      target: { type: 'customer', id: customer.id },
      after: { purpose, channelKind: kind, state },
    })
    return consent
  })
}

/** Writes a consent and its line on the timeline, in the caller's transaction; telling screens is the caller's. */
export async function writeConsent(tx: { sql: Sql }, { customerId, by, at, ...said }: NewConsent): Promise<Consent> {
  const { purpose, channelKind: kind, state, source, evidence } = said
  const [row] = await tx.sql<ConsentRow>(
    `INSERT INTO consents AS s (id, workspace_id, customer_id, purpose, channel_kind, state, source, evidence, by_id, by_name, at)
     VALUES ($2::uuid, $1::uuid, $3::uuid, $4, $5, $6, $7, $8, $9::uuid, $10, coalesce($11::timestamptz, now())) RETURNING ${columns}`,
    [v7(), customerId, purpose, kind, state, source, evidence, by.id, by.name, at ?? null],
  )
  await record(tx, { customerId, type: 'consent', by, data: { purpose, channelKind: kind, state, source } })
  return row ? toConsent(row) : fail('internal', 'The consent vanished while it was being written.')
}

/** A message that is the evidence is quoted only to who may read messages. */
function readable(actor: Actor, consent: Consent): Consent {
  return consent.source === 'message' && !mayReadThreads(actor) ? { ...consent, evidence: '' } : consent
}

async function permitsOf(sql: Sql, customerId: string): Promise<Permit[]> {
  const asked = (await channelKinds(sql)).flatMap((kind) =>
    (['service', 'marketing'] as const).map((purpose) => ({ purpose, channelKind: kind })),
  )
  return Promise.all(asked.map(async (one) => ({ ...one, ...(await maySend(sql, { customerId, ...one })) })))
}

type ConsentRow = Omit<Consent, 'by' | 'at'> & { byId: string | null; byName: string; at: Date | string }

const columns = `s.id, s.purpose, s.channel_kind AS "channelKind", s.state, s.source, s.evidence, s.by_id AS "byId", s.by_name AS "byName", s.at`

function toConsent({ byId, byName, at, ...row }: ConsentRow): Consent {
  return { ...row, by: { id: byId, name: byName }, at: new Date(at).toISOString() }
}
