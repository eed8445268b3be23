import type { Customer } from '../contract/customers.ts'
import { changedAll } from './change.ts'
import type { Context } from '../server/context.ts'
import type { SqlTx } from '../server/db.ts'
import { fail } from '../server/errors.ts'
import { maskFor } from '../server/mask.ts'
import { getCustomer } from './customers.ts'
import { lockGroups, visibleRoot } from './merge/groups.ts'

/** What stands where a name was. */
export const nobody = '—'

/** A customer with all merged into them, locked: `names` and `values` (identities) are what others may still call them by. */
export type Erasable = { root: Customer; ids: string[]; names: string[]; values: string[] }

/** Locks whom to erase; refuses with not_found, and with invalid when `confirm` is not the customer's name as the actor sees it. */
export async function lockErasable(tx: SqlTx, context: Context, id: string, confirm: string): Promise<Erasable> {
  const { id: rootId } = await visibleRoot(tx, context.actor, id)
  await lockGroups(tx, [rootId])
  const root = await getCustomer(tx, rootId)
  if (confirm.normalize().trim() !== maskFor(context.actor)(root.name).normalize().trim())
    fail('invalid', 'This is not the customer’s name. Type it as it stands on the profile.', { field: 'confirm' })
  const ids = [root.id, ...root.mergedIds]
  const names = await tx.sql<{ name: string }>(
    'SELECT DISTINCT name FROM customers WHERE workspace_id = $1::uuid AND id = ANY ($2::uuid[])',
    [ids],
  )
  const values = root.identities.map(({ value }) => value)
  return { root, ids, names: names.map(({ name }) => name).filter((name) => name !== nobody), values }
}

/**
 * Takes from the profile, and from all that hangs on it, everything that tells about the person. Ids, counts, owner and team, and the fact
 * that they consented, withdrew, were merged or imported stay. Answers the profile as it then is; tells it.
 */
export async function eraseProfile(tx: SqlTx, { root, ids }: Erasable): Promise<Customer> {
  for (const statement of statements) await tx.sql(statement, [ids])
  const [erased] = await changedAll(tx, [root])
  return erased ?? fail('internal', 'The customer vanished while being erased.')
}

/** Files of imports a person was in, by the hash they lie under; the imports forget them, and what they showed of their rows. */
export async function forgetImports({ sql }: SqlTx, { ids }: Erasable): Promise<string[]> {
  const rows = await sql<{ hash: string }>(
    `WITH held AS (SELECT DISTINCT import_id FROM import_lines WHERE workspace_id = $1::uuid AND customer_id = ANY ($2::uuid[])),
          files AS (SELECT i.id, i.hash FROM customer_imports i JOIN held ON held.import_id = i.id
                     WHERE i.workspace_id = $1::uuid AND i.status IN ('done', 'failed', 'undone') FOR UPDATE OF i)
     UPDATE customer_imports i SET hash = '', sample = '[]', version = i.version + 1 FROM files WHERE i.id = files.id RETURNING files.hash`,
    [ids],
  )
  return rows.map(({ hash }) => hash).filter((hash) => hash !== '')
}

const of = (column: string) => `workspace_id = $1::uuid AND ${column} = ANY ($2::uuid[])`

const statements = [
  `DELETE FROM identities WHERE ${of('customer_id')}`,
  `DELETE FROM handle_hints WHERE ${of('customer_id')}`,
  `DELETE FROM duplicate_keys WHERE ${of('customer_id')}`,
  `DELETE FROM duplicate_checks WHERE ${of('customer_id')}`,
  `UPDATE customers SET name = '${nobody}', name_tokens = '{}', company = NULL, birthday = NULL, birthday_day = NULL, label_ids = '{}', preferences = '{}',
     fields = '{}', states = '{}', erased_at = coalesce(erased_at, now()) WHERE ${of('id')}`,
  `UPDATE timeline_entries SET by_name = CASE WHEN by_type = 'customer' THEN '${nobody}' ELSE by_name END,
     data = CASE type WHEN 'note' THEN '{"text": ""}' WHEN 'change' THEN data || '{"before": null, "after": null}'
                      WHEN 'label' THEN data || '{"name": ""}' WHEN 'identity' THEN data || '{"value": ""}'
                      WHEN 'merge' THEN data || '{"other": "${nobody}"}' ELSE data END
    WHERE ${of('customer_id')}`,
  `UPDATE timeline_entries SET data = data || '{"other": "${nobody}"}' WHERE workspace_id = $1::uuid AND type = 'merge'
     AND data ->> 'mergeId' IN (SELECT id::text FROM merges WHERE workspace_id = $1::uuid AND (from_id = ANY ($2::uuid[]) OR into_id = ANY ($2::uuid[])))
     AND customer_id IN (SELECT unnest(ARRAY[from_id, into_id]) FROM merges WHERE workspace_id = $1::uuid AND (from_id = ANY ($2::uuid[]) OR into_id = ANY ($2::uuid[])))`,
  `UPDATE consents SET evidence = '', by_name = CASE WHEN source = 'message' THEN '${nobody}' ELSE by_name END WHERE ${of('customer_id')}`,
  `UPDATE field_conflicts SET current = NULL, proposed = NULL, settled_at = coalesce(settled_at, now()) WHERE ${of('customer_id')}`,
  `UPDATE merges SET filled = '{}' WHERE workspace_id = $1::uuid AND (from_id = ANY ($2::uuid[]) OR into_id = ANY ($2::uuid[]))`,
  `UPDATE suggestions SET evidence = '[]', status = CASE status WHEN 'open' THEN 'refused' ELSE status END
    WHERE workspace_id = $1::uuid AND (a_id = ANY ($2::uuid[]) OR b_id = ANY ($2::uuid[]))`,
  `UPDATE import_lines SET before = NULL, problems = NULL WHERE ${of('customer_id')}`,
]
