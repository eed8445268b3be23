import type { Customer, FieldState } from '../../contract/customers.ts'
import type { SqlTx } from '../../server/db.ts'
import { changedAll } from '../change.ts'
import { findCustomers } from '../customers.ts'
import { saveProfiles, withContent } from '../profile/profile.ts'
import type { Before } from './apply.ts'
import type { Undone } from './take-back.ts'

/** Gives updated customers their former values back where nobody changed them since, and takes away what the rows added. */
export async function restore(tx: SqlTx, importId: string, lines: Undone[]): Promise<void> {
  if (lines.length === 0) return
  const before = await findCustomers(tx, [...new Set(lines.map(({ customerId }) => customerId))])
  const customers = new Map(before.map((customer) => [customer.id, customer]))
  for (const line of lines) {
    const customer = customers.get(line.customerId)
    if (customer) customers.set(customer.id, restoreFields(customer, importId, line))
    else line.kept.push('This customer was merged into another since, so what the row added stays.')
  }
  const standing = lines.filter(({ customerId }) => customers.has(customerId))
  await takeAway(tx, standing)
  await saveProfiles(tx, [...customers.values()])
  await changedAll(tx, before)
}

function restoreFields(customer: Customer, importId: string, { before, kept }: Undone): Customer {
  let restored = customer
  for (const field of before.fields.toReversed()) {
    const state = restored.states[field.key]
    if (state?.source === 'import' && state.by === importId) restored = restoreField(restored, field, importId)
    else kept.push(fieldStays)
  }
  return restored
}

const fieldStays = 'A value stays as it is: somebody changed it since.'

/** The former value and where it came from, under the next version: whoever read the import's must not take it for theirs. */
function restoreField(customer: Customer, { key, content, state }: Before['fields'][number], importId: string): Customer {
  const restored = withContent(customer, key, content, { source: 'import', by: importId })
  const next = restored.states[key]!
  const former: FieldState = state ? { ...state, version: next.version } : next
  return { ...restored, states: { ...restored.states, [key]: former } }
}

/** Identities (but proven ones), notes and consents that the rows added. */
async function takeAway({ sql }: SqlTx, lines: Undone[]): Promise<void> {
  const given = (of: (before: Before) => string[]) => lines.flatMap(({ before }) => of(before))
  const proven = await sql<{ id: string }>(
    'SELECT id FROM identities WHERE workspace_id = $1::uuid AND id = ANY ($2::uuid[]) AND verified',
    [given(({ identityIds }) => identityIds)],
  )
  const stays = new Set(proven.map(({ id }) => id))
  for (const { before, kept } of lines)
    if (before.identityIds.some((id) => stays.has(id))) kept.push('A number or address stays: it was proven since.')
  await sql('DELETE FROM identities WHERE workspace_id = $1::uuid AND id = ANY ($2::uuid[]) AND NOT verified', [given(({ identityIds }) => identityIds)]) // prettier-ignore
  await sql('DELETE FROM consents WHERE workspace_id = $1::uuid AND id = ANY ($2::uuid[])', [given(({ consentIds }) => consentIds)])
  await sql('DELETE FROM timeline_entries WHERE workspace_id = $1::uuid AND id = ANY ($2::uuid[])', [given(({ noteIds }) => noteIds)])
}
