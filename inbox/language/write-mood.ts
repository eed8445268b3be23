import type { SqlTx } from '../../server/db.ts'
import type { Mood } from './mood.ts'

/** Writes the mood of a conversation the transaction has locked. */
export async function writeMood(tx: SqlTx, conversationId: string, mood: Mood | null): Promise<void> {
  await tx.sql(
    `UPDATE conversations SET mood = $3, mood_slope = $4, mood_label = $5, version = version + 1, updated_at = now()
      WHERE workspace_id = $1 AND id = $2`,
    [conversationId, mood?.mood ?? null, mood?.slope ?? null, mood?.label ?? null],
  )
}
