import { v7 } from 'uuid'
import type { Birthday, Customer, FieldState } from '../../contract/customers.ts'
import type { ConflictReview } from '../../contract/consents.ts'
import type { Sql } from '../../server/db.ts'
import { isSameDay } from './birthday.ts'
import { contentOf, isEmpty, isSame, saveProfile, withContent, type Content, type FieldKey } from './profile.ts'

/** A value that something else than a person at the profile wants to set. */
export type Proposal = {
  field: FieldKey
  value: Content
  source: ConflictReview['source'] & FieldState['source']
  /** The import, merge or channel it comes from. */
  sourceId?: string | null
  /** What to do about another value that no person entered. */
  otherwise?: 'keep' | 'replace'
}

export type Outcome = 'set' | 'kept' | 'review'

/** Decides without writing: an empty field is set, an equal value kept, what a person entered goes to review; else as the proposal says. */
export function weigh(customer: Customer, { field, value, otherwise = 'keep' }: Proposal): Outcome {
  const current = contentOf(customer, field)
  if (isEmpty(value) || saysTheSame(field, current, value)) return 'kept'
  if (isEmpty(current)) return 'set'
  if (customer.states[field]?.source === 'person') return 'review'
  return otherwise === 'replace' ? 'set' : 'kept'
}

/** A birthday by sun and by moon is one birthday, and the form there is stays. */
export function saysTheSame(field: FieldKey, current: Content, value: Content): boolean {
  if (isSame(current, value)) return true
  return field === 'birthday' && current !== null && value !== null && isSameDay(current as Birthday, value as Birthday)
}

/**
 * Puts a proposal to a customer the transaction has locked (`lockCustomer`): sets it, keeps what is there, or leaves it for a person
 * to decide. Answers what became of it and the profile as it then stands; whoever proposes calls `changed` once at the end, if
 * anything was set.
 */
export async function propose(tx: { sql: Sql }, customer: Customer, proposal: Proposal): Promise<{ outcome: Outcome; customer: Customer }> {
  const outcome = weigh(customer, proposal)
  if (outcome === 'review') await askForReview(tx, customer, proposal)
  if (outcome !== 'set') return { outcome, customer }
  const next = withContent(customer, proposal.field, proposal.value, { source: proposal.source, by: proposal.sourceId ?? null })
  await saveProfile(tx, next)
  return { outcome, customer: next }
}

/** Leaves a disagreement for a person to decide; the same one is not asked twice. */
export async function askForReview({ sql }: { sql: Sql }, customer: Customer, proposal: Proposal): Promise<void> {
  await sql(
    `INSERT INTO field_conflicts (id, workspace_id, customer_id, field, current, proposed, source, source_id)
     SELECT $2::uuid, $1::uuid, $3::uuid, $4, $5::jsonb, $6::jsonb, $7, $8::uuid
      WHERE NOT EXISTS (SELECT 1 FROM field_conflicts WHERE workspace_id = $1::uuid AND customer_id = $3::uuid AND field = $4
                           AND proposed = $6::jsonb AND settled_at IS NULL)
     RETURNING id`,
    [
      v7(),
      customer.id,
      proposal.field,
      JSON.stringify(contentOf(customer, proposal.field)),
      JSON.stringify(proposal.value),
      proposal.source,
      proposal.sourceId ?? null,
    ],
  )
}
