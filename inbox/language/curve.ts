import type { Input, Output } from '../../contract/api.ts'
import type { MoodPoint } from '../../contract/language.ts'
import type { Context } from '../../server/context.ts'
import { readableSql } from '../../server/visible.ts'
import { findRoot } from '../customer.ts'
import { moodAfter, type Mood } from './mood.ts'

const most = 200

/** How a customer sounded over their last messages in conversations one may see, oldest first, with the mood each left behind. */
export async function moodCurve(context: Context, { id }: Input<'customer.mood'>): Promise<Output<'customer.mood'>> {
  const root = await findRoot(context, context.actor, id)
  const params: unknown[] = [root.id, most]
  const visible = readableSql(context.actor, 'c.access', (value) => `$${params.push(value) + 1}`)
  const rows = await context.sql<Omit<MoodPoint, 'mood' | 'moodLabel'>>(
    `SELECT m.id AS "messageId", m.conversation_id AS "conversationId", m.created_at AS at, m.sentiment_score AS score, m.sentiment AS label
       FROM conversations c JOIN LATERAL (
         SELECT * FROM messages WHERE conversation_id = c.id AND sentiment IS NOT NULL ORDER BY position DESC LIMIT $3) m ON true
      WHERE c.workspace_id = $1 AND ${visible} AND c.id IN (
        SELECT v.id FROM conversations v JOIN customers own ON own.id = v.customer_id
         WHERE own.root_id = $2 ORDER BY v.last_at DESC LIMIT 50)
      ORDER BY m.created_at DESC, m.id DESC LIMIT $3`,
    params,
  )
  return { data: follow(rows.reverse()), next: null }
}

function follow(rows: Omit<MoodPoint, 'mood' | 'moodLabel'>[]): MoodPoint[] {
  let mood: Mood | null = null
  return rows.map((row) => {
    mood = moodAfter(mood, row)
    return { ...row, mood: mood.mood, moodLabel: mood.label }
  })
}
