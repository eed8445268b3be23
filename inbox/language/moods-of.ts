import type pg from 'pg'
import { moodOf, turnedSour, type Mood, type Sounds } from './mood.ts'

/** The moods of conversations by their newest messages; null where nothing was said that has one. */
export async function moodsOf(
  client: Pick<pg.ClientBase, 'query'>,
  conversationIds: string[],
): Promise<{ id: string; mood: Mood | null }[]> {
  const { rows } = await client.query<{ id: string; history: Sounds[] | null }>({
    name: 'moods-of',
    text: `SELECT c.id, (SELECT jsonb_agg(jsonb_build_object('score', s.sentiment_score, 'label', s.sentiment) ORDER BY s.position) FROM (
                    SELECT sentiment_score, sentiment, position FROM messages WHERE conversation_id = c.id AND sentiment IS NOT NULL
                     ORDER BY position DESC LIMIT 50) s) AS history
             FROM conversations c WHERE c.id = ANY ($1::uuid[])`,
    values: [conversationIds],
  })
  return rows.map(({ id, history }) => ({ id, mood: moodOf(history ?? []) }))
}

/**
 * Finds the moods of conversations anew after words in them changed, and writes those that are others now. The caller holds the conversations;
 * answers which moved, and whether they turned negative with it.
 */
export async function rereadMoods(client: pg.ClientBase, conversationIds: string[]): Promise<Map<string, { turned: boolean }>> {
  if (conversationIds.length === 0) return new Map()
  const moods = await moodsOf(client, conversationIds)
  const { rows } = await client.query<{ id: string; before: string | null }>({
    name: 'reread-moods',
    text: `UPDATE conversations c SET mood = r.mood, mood_slope = r.slope, mood_label = r.label, version = c.version + 1, updated_at = now()
             FROM jsonb_to_recordset($1::jsonb) AS r (id uuid, mood float8, slope float8, label text)
             JOIN conversations old ON old.id = r.id
            WHERE c.id = r.id AND (c.mood_label IS DISTINCT FROM r.label OR abs(coalesce(c.mood, 9) - coalesce(r.mood, 9)) > 0.0001)
           RETURNING c.id, old.mood_label AS before`,
    values: [JSON.stringify(moods.map(({ id, mood }) => ({ id, ...mood })))],
  })
  const after = new Map(moods.map(({ id, mood }) => [id, mood]))
  return new Map(rows.map(({ id, before }) => [id, { turned: before !== 'negative' && turnedSour(null, after.get(id) ?? null) }]))
}
