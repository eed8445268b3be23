import type { SqlTx } from '../../server/db.ts'
import { emit } from '../../server/events.ts'
import type { Undone } from './take-back.ts'

/**
 * Removes customers the import made and nobody has had to do with since: no conversation, no merge, no proven identity, nothing on their
 * timeline or profile that is not the import's. The others stay as they are. Their later rows must have been taken back before.
 */
export async function removeUntouched(tx: SqlTx, importId: string, lines: Undone[]): Promise<void> {
  if (lines.length === 0) return
  const removed = new Set(await untouched(tx, importId, lines))
  for (const line of lines)
    if (!removed.has(line.customerId)) line.kept.push('This customer stays: there were messages, merges or changes since.')
  if (removed.size > 0) await remove(tx, [...removed])
}

async function untouched({ sql }: SqlTx, importId: string, lines: Undone[]): Promise<string[]> {
  const given = (of: (line: Undone) => string[]) => lines.flatMap(of)
  const rows = await sql<{ id: string }>(
    `SELECT c.id FROM customers c
      WHERE c.workspace_id = $1::uuid AND c.id = ANY ($2::uuid[]) AND c.import_id = $3::uuid AND c.root_id = c.id AND c.erased_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM conversations v WHERE v.customer_id = c.id)
        AND NOT EXISTS (SELECT 1 FROM customers m WHERE m.root_id = c.id AND m.id <> c.id)
        AND NOT EXISTS (SELECT 1 FROM merges m WHERE m.from_id = c.id OR m.into_id = c.id)
        AND NOT EXISTS (SELECT 1 FROM identities i WHERE i.customer_id = c.id AND (i.verified OR i.id <> ALL ($4::uuid[])))
        AND NOT EXISTS (SELECT 1 FROM consents s WHERE s.customer_id = c.id AND s.id <> ALL ($5::uuid[]))
        AND NOT EXISTS (SELECT 1 FROM timeline_entries t WHERE t.customer_id = c.id AND t.id <> ALL ($6::uuid[])
                           AND NOT (t.type = 'import' AND t.data ->> 'importId' = $3::text)
                           AND NOT (t.type = 'consent' AND t.data ->> 'source' = 'import'))
        AND NOT EXISTS (SELECT 1 FROM jsonb_each(c.states) s WHERE s.value ->> 'by' IS DISTINCT FROM $3::text)`,
    [
      lines.map(({ customerId }) => customerId),
      importId,
      given(({ before }) => before.identityIds),
      given(({ before }) => before.consentIds),
      given(({ before }) => before.noteIds),
    ],
  )
  return rows.map(({ id }) => id)
}

/** What hangs on a customer, in an order that keeps every reference whole. */
const hangingOn = [
  'DELETE FROM timeline_entries WHERE workspace_id = $1::uuid AND customer_id = ANY ($2::uuid[])',
  'DELETE FROM consents WHERE workspace_id = $1::uuid AND customer_id = ANY ($2::uuid[])',
  'DELETE FROM field_conflicts WHERE workspace_id = $1::uuid AND customer_id = ANY ($2::uuid[])',
  'DELETE FROM suggestions WHERE workspace_id = $1::uuid AND (a_id = ANY ($2::uuid[]) OR b_id = ANY ($2::uuid[]))',
  'DELETE FROM customer_activity WHERE workspace_id = $1::uuid AND customer_id = ANY ($2::uuid[])',
  'DELETE FROM customer_stats WHERE workspace_id = $1::uuid AND customer_id = ANY ($2::uuid[])',
  'DELETE FROM identities WHERE workspace_id = $1::uuid AND customer_id = ANY ($2::uuid[])',
]

async function remove(tx: SqlTx, ids: string[]): Promise<void> {
  for (const statement of hangingOn) await tx.sql(statement, [ids])
  const gone = await tx.sql<{ id: string; access: string[] }>(
    'DELETE FROM customers WHERE workspace_id = $1::uuid AND id = ANY ($2::uuid[]) RETURNING id, access',
    [ids],
  )
  for (const { id, access } of gone) await emit(tx, 'customer.removed', { id, access })
}
