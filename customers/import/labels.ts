import { v7 } from 'uuid'
import type { Label } from '../../contract/fields.ts'
import { fold } from '../../language/folding.ts'
import type { Sql } from '../../server/db.ts'
import { audit } from '../../server/audit.ts'
import type { Context } from '../../server/context.ts'
import { emit } from '../../server/events.ts'
import { findLabels, mostLabels } from '../profile/labels.ts'
import { oneAtATime } from '../profile/one-at-a-time.ts'

/**
 * Labels by folded name: those there are, and those `names` asks for, made now by `make` while the workspace has room for them (null in a
 * dry run: then they only count as made).
 */
export async function labelsNamed(tx: { sql: Sql }, names: string[], { make }: { make: Context | null }): Promise<Map<string, string>> {
  if (names.length === 0) return new Map()
  const known = byName(await findLabels(tx.sql))
  if (names.every((name) => known.has(fold(name)))) return known
  if (make) await oneAtATime(tx)
  const labels = byName(await findLabels(tx.sql))
  for (const name of new Set(names)) {
    if (labels.has(fold(name)) || labels.size >= mostLabels) continue
    const label: Label = { id: v7(), version: 1, name, tone: 'plain' }
    if (make) await makeLabel(tx, make, label)
    labels.set(fold(name), label.id)
  }
  return labels
}

const byName = (labels: Label[]): Map<string, string> => new Map(labels.map(({ name, id }) => [fold(name), id]))

async function makeLabel(tx: { sql: Sql }, context: Context, label: Label): Promise<void> {
  await tx.sql(`INSERT INTO labels (id, workspace_id, version, name, tone) VALUES ($2::uuid, $1::uuid, 1, $3, $4)`, [label.id, label.name, label.tone]) // prettier-ignore
  await emit(tx, 'label.created', { label })
  await audit(tx, context, {
    action: 'label.create',
    target: { type: 'label', id: label.id },
    after: { name: label.name, tone: label.tone },
  })
}
