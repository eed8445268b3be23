import { v7 } from 'uuid'
import type { Input, Output } from '../../contract/api.ts'
import type { Phrase } from '../../contract/language.ts'
import { isRuled, shippedExamples } from '../../language/index.ts'
import type { Context } from '../../server/context.ts'
import { fail } from '../../server/errors.ts'
import { audit } from '../../server/audit.ts'

/** More would slow the reading of every message, and mean that something else is wrong. */
const most = 2_000

type Row = { id: string; intent: string; text: string; by_id: string; by_name: string; at: string }

const columns = 'id, intent, text, by_id, by_name, at'

const toPhrase = (row: Row): Phrase => ({
  id: row.id,
  intent: row.intent,
  text: row.text,
  by: { id: row.by_id, name: row.by_name },
  at: row.at,
})

/** Every intent that is known here, by name, with how many phrases teach it. */
export async function listIntents(context: Context): Promise<Output<'intent.list'>> {
  const own = await context.sql<{ intent: string; n: number }>(
    'SELECT intent, count(*)::int AS n FROM intent_phrases WHERE workspace_id = $1 GROUP BY intent',
  )
  const shipped = tally(shippedExamples.map(({ intent }) => intent))
  const names = [...new Set([...shipped.keys(), ...own.map((row) => row.intent)])].sort()
  const data = names.map((name) => ({
    name,
    shipped: shipped.get(name) ?? 0,
    own: own.find((row) => row.intent === name)?.n ?? 0,
    byRule: isRuled(name),
  }))
  return { data, next: null }
}

function tally(names: string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return counts
}

/** What this workspace taught about one intent, newest first. */
export async function listPhrases(context: Context, { intent }: Input<'phrase.list'>): Promise<Output<'phrase.list'>> {
  const rows = await context.sql<Row>(
    `SELECT ${columns} FROM intent_phrases WHERE workspace_id = $1 AND intent = $2 ORDER BY at DESC, id DESC LIMIT ${most}`,
    [intent],
  )
  return { data: rows.map(toPhrase), next: null }
}

/** Teaches a phrase; one that is known already under this intent stays as it is, under another one it is refused. */
export function addPhrase(context: Context, { intent, text }: Input<'phrase.add'>): Promise<Phrase> {
  const me = context.actor.type === 'user' ? context.actor : fail('forbidden', 'Only a person can teach an intent.')
  return context.sqlTransaction(async (tx) => {
    const [known] = await tx.sql<Row>(`SELECT ${columns} FROM intent_phrases WHERE workspace_id = $1 AND lower(text) = lower($2) LIMIT 1`, [
      text,
    ])
    if (known && known.intent !== intent)
      fail('conflict', `This phrase already means ${known.intent}. Remove it there first.`, { field: 'text' })
    if (known) return toPhrase(known)
    const [total] = await tx.sql<{ n: number }>('SELECT count(*)::int AS n FROM intent_phrases WHERE workspace_id = $1')
    if (total!.n >= most) fail('conflict', `A workspace can teach ${most} phrases. Remove some first.`)
    const [row] = await tx.sql<Row>(
      `INSERT INTO intent_phrases (id, workspace_id, intent, text, by_id, by_name) VALUES ($2, $1, $3, $4, $5, $6) RETURNING ${columns}, workspace_id`,
      [v7(), intent, text, me.id, me.name],
    )
    await audit(tx, context, { action: 'phrase.add', target: { type: 'intent', id: intent } })
    return toPhrase(row!)
  })
}

/** Forgets a phrase of the workspace's own. */
export function removePhrase(context: Context, { id }: Input<'phrase.remove'>): Promise<Output<'phrase.remove'>> {
  return context.sqlTransaction(async (tx) => {
    const [row] = await tx.sql<Row>(`DELETE FROM intent_phrases WHERE workspace_id = $1 AND id = $2 RETURNING ${columns}`, [id])
    if (!row) return fail('not_found', 'This phrase was removed already.')
    await audit(tx, context, { action: 'phrase.remove', target: { type: 'intent', id: row.intent } })
    return {}
  })
}
