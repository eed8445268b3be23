import type { Context as KoaContext } from 'koa'
import type { Context } from './context.ts'
import { pool } from './db.ts'
import { seal, sha256, unseal } from './crypto.ts'
import { AppError, fail } from './errors.ts'

/** An answer is repeated for a day; a request whose process died may be tried again after a minute. */
const abandoned = '1 minute'

/**
 * Honours `Idempotency-Key` on POST: the first request runs, a repeat gets its answer, the same key on another request is refused.
 * Answers may hold secrets (an invitation's link), so they are kept sealed. Refusals are not kept: they changed nothing, and may be right next time.
 */
export async function once(ctx: KoaContext, context: Context, body: unknown, run: () => Promise<unknown>): Promise<unknown> {
  const key = ctx.get('Idempotency-Key')
  if (ctx.method !== 'POST' || !key || context.actor.type !== 'user') return run()
  if (!/^[\x21-\x7e]{1,200}$/.test(key)) fail('invalid', 'An Idempotency-Key is 1 to 200 visible ASCII characters; a UUID is best.')
  const claim = { workspaceId: context.workspaceId, userId: context.actor.id, key, request: sha256(`${ctx.path}\n${JSON.stringify(body)}`) }
  const earlier = await claimKey(claim)
  if (earlier) return JSON.parse(unseal(earlier.response))
  try {
    const response = await run()
    await pool().query(`UPDATE idempotency_keys SET status = 200, response = $4 WHERE workspace_id = $1 AND user_id = $2 AND key = $3`, [
      ...where(claim),
      JSON.stringify(seal(JSON.stringify(response))),
    ])
    return response
  } catch (error) {
    if (error instanceof AppError)
      await pool().query('DELETE FROM idempotency_keys WHERE workspace_id = $1 AND user_id = $2 AND key = $3', where(claim))
    throw error
  }
}

type Claim = { workspaceId: string; userId: string; key: string; request: string }
const where = (claim: Claim) => [claim.workspaceId, claim.userId, claim.key]

/** Null when the key is ours to run; the kept answer when it ran before. */
async function claimKey(claim: Claim): Promise<{ response: string } | null> {
  const { rowCount } = await pool().query(
    `INSERT INTO idempotency_keys (workspace_id, user_id, key, request) VALUES ($1, $2, $3, $4)
     ON CONFLICT (workspace_id, user_id, key) DO UPDATE SET created_at = now()
       WHERE idempotency_keys.status IS NULL AND idempotency_keys.created_at < now() - interval '${abandoned}' AND idempotency_keys.request = EXCLUDED.request`,
    [...where(claim), claim.request],
  )
  if (rowCount === 1) return null
  const { rows } = await pool().query<{ request: string; status: number | null; response: string | null }>(
    'SELECT request, status, response FROM idempotency_keys WHERE workspace_id = $1 AND user_id = $2 AND key = $3',
    where(claim),
  )
  const earlier = rows[0]
  if (earlier && earlier.request !== claim.request) fail('conflict', 'This Idempotency-Key was used for another request: make a new one.')
  if (!earlier?.response) fail('conflict', 'The first request with this Idempotency-Key is still running: try again in a moment.')
  return { response: earlier.response }
}

/** Empties the kept answers of a workspace that mention one of `ids`: a repeat of those requests is answered with nothing. */
export async function forgetAnswers(workspaceId: string, ids: readonly string[]): Promise<void> {
  const { rows } = await pool().query<Pick<Claim, 'userId' | 'key'> & { response: string }>(
    `SELECT user_id AS "userId", key, response FROM idempotency_keys WHERE workspace_id = $1 AND response IS NOT NULL`,
    [workspaceId],
  )
  for (const { response, ...claim } of rows) {
    const text = unseal(response)
    if (!ids.some((id) => text.includes(id))) continue
    await pool().query('UPDATE idempotency_keys SET response = $4 WHERE workspace_id = $1 AND user_id = $2 AND key = $3', [
      ...where({ ...claim, workspaceId, request: '' }),
      JSON.stringify(seal('{}')),
    ])
  }
}
