import type pg from 'pg'
import type { Input, Output } from '../../contract/api.ts'
import { confusionOf, intentOf, shippedExamples, trainIntents, type IntentExample, type IntentModel } from '../../language/index.ts'
import type { Context } from '../../server/context.ts'
import type { Sql } from '../../server/db.ts'
import { readableSql } from '../../server/visible.ts'

type Learned = { /** Grows and changes with the phrases. */ stamp: string; model: IntentModel | undefined }

const learned = new Map<string, Learned>()

/** What workspaces taught about intents, by workspace; undefined where nothing. Learns anew only what changed (some 0.3 s). */
export async function modelsOf(
  client: Pick<pg.ClientBase, 'query'>,
  workspaceIds: string[],
): Promise<Map<string, IntentModel | undefined>> {
  const { rows } = await client.query<{ id: string; stamp: string }>({
    name: 'intent-stamps',
    text: `SELECT workspace_id AS id, count(*) || ' ' || max(at) AS stamp FROM intent_phrases WHERE workspace_id = ANY ($1::uuid[]) GROUP BY workspace_id`,
    values: [workspaceIds],
  })
  const stamps = new Map(rows.map((row) => [row.id, row.stamp]))
  for (const id of workspaceIds) {
    const stamp = stamps.get(id) ?? ''
    if (learned.get(id)?.stamp !== stamp) learned.set(id, { stamp, model: stamp === '' ? undefined : await learn(client, id) })
  }
  return new Map(workspaceIds.map((id) => [id, learned.get(id)?.model]))
}

async function learn(client: Pick<pg.ClientBase, 'query'>, workspaceId: string): Promise<IntentModel> {
  const { rows } = await client.query<IntentExample>('SELECT intent, text FROM intent_phrases WHERE workspace_id = $1 ORDER BY at, id', [
    workspaceId,
  ])
  return trainIntents([...shippedExamples, ...rows])
}

/** The phrases a workspace taught. */
async function ownExamples(sql: Sql): Promise<IntentExample[]> {
  return sql<IntentExample>('SELECT intent, text FROM intent_phrases WHERE workspace_id = $1 ORDER BY at, id')
}

/** Which intents are taken for which, over phrases held back (`confusionOf`). */
export async function confusionTable(context: Context): Promise<Output<'intent.confusion'>> {
  return confusionOf([...shippedExamples, ...(await ownExamples(context.sql))])
}

/** What one more phrase would change: for itself, for phrases held back, and for what customers wrote lately. */
export async function previewPhrase(context: Context, { intent, text }: Input<'phrase.preview'>): Promise<Output<'phrase.preview'>> {
  const examples = [...shippedExamples, ...(await ownExamples(context.sql))]
  const taught = [...examples, { intent, text }]
  const [before, after] = [trainIntents(examples), trainIntents(taught)]
  const accuracy = { before: (await confusionOf(examples)).accuracy, after: (await confusionOf(taught)).accuracy }
  const changes = (await recentTexts(context))
    .map((recent) => ({ text: recent, before: name(intentOf(recent, before).intent), after: name(intentOf(recent, after).intent) }))
    .filter((change) => change.before !== change.after)
    .slice(0, 20)
  return { before: guess(text, before), after: guess(text, after), accuracy, changes }
}

function guess(text: string, model: IntentModel): { name: string | null; confidence: number } {
  const { intent, confidence } = intentOf(text, model)
  return { name: name(intent), confidence }
}

/** `none` is no intent. */
const name = (intent: string): string | null => (intent === 'none' ? null : intent)

/** What customers wrote last in the newest open conversations one may read. */
async function recentTexts({ sql, actor }: Context): Promise<string[]> {
  const params: unknown[] = []
  const visible = readableSql(actor, 'access', (value) => `$${params.push(value) + 1}`)
  const rows = await sql<{ text: string }>(
    `SELECT DISTINCT text FROM (
       SELECT m.text FROM conversations c JOIN LATERAL (
         SELECT text FROM messages WHERE conversation_id = c.id AND direction = 'in' ORDER BY position DESC LIMIT 5) m ON true
        WHERE c.workspace_id = $1 AND c.id IN (
          SELECT id FROM conversations WHERE workspace_id = $1 AND status = 'open' AND ${visible} ORDER BY last_at DESC LIMIT 200)
     ) AS recent WHERE length(text) BETWEEN 2 AND 300`,
    params,
  )
  return rows.map((row) => row.text)
}
