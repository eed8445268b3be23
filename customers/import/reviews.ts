import { v7 } from 'uuid'
import type { SqlTx } from '../../server/db.ts'
import { contentOf } from '../profile/profile.ts'
import type { Work } from './apply.ts'

/** Leaves disagreements for a person to decide, as `askForReview` does, many at once; the same one is not asked twice. */
export async function askForReviews({ sql }: SqlTx, reviews: Work['reviews']): Promise<void> {
  if (reviews.length === 0) return
  const rows = reviews.map(({ customer, proposal: { field, value, sourceId } }) => ({
    ...{ id: v7(), customer_id: customer.id, field, source_id: sourceId ?? null },
    ...{ current: contentOf(customer, field), proposed: value },
  }))
  await sql(
    `INSERT INTO field_conflicts (id, workspace_id, customer_id, field, current, proposed, source, source_id)
     SELECT DISTINCT ON (r.customer_id, r.field, r.proposed) r.id, $1::uuid, r.customer_id, r.field, r.current, r.proposed, 'import', r.source_id
       FROM jsonb_to_recordset($2::jsonb) AS r (id uuid, customer_id uuid, field text, current jsonb, proposed jsonb, source_id uuid)
      WHERE NOT EXISTS (SELECT 1 FROM field_conflicts f WHERE f.workspace_id = $1::uuid AND f.customer_id = r.customer_id AND f.field = r.field
                           AND f.proposed = r.proposed AND f.settled_at IS NULL)
     RETURNING workspace_id`,
    [JSON.stringify(rows)],
  )
}
