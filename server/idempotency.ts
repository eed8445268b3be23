import type { Context as KoaContext } from 'koa'
import { v7 } from 'uuid'
import type { Context } from './context.ts'
import { pool, withCommitHook, type Statement } from './db.ts'
import { seal, sha256, unseal } from './crypto.ts'
import { AppError, fail } from './errors.ts'

/** An answer is repeated for a day; a request whose process died may be tried again after a minute, unless its work had committed. */
const abandoned = '1 minute'

/**
 * Honours `Idempotency-Key` on POST: the first request runs, a repeat gets its answer, the same key on another request is refused. That the key
 * is used commits with the work, so that a crash cannot let it run twice; was its answer lost, the repeat is refused and says so.
 * Answers may hold secrets (an invitation's link), so they are kept sealed. Refusals are not kept: they changed nothing, and may be right next time.
 */
export async function once(ctx: KoaContext, context: Context, body: unknown, run: () => Promise<unknown>): Promise<unknown> {
  const key = ctx.get('Idempotency-Key')
  if (ctx.method !== 'POST' || !key || context.actor.type !== 'user') return run()
  if (!/^[\x21-\x7e]{1,200}$/.test(key)) fail('invalid', 'An Idempotency-Key is 1 to 200 visible ASCII characters; a UUID is best.')
  const request = sha256(`${ctx.method} ${ctx.url}\n${JSON.stringify(body)}`)
  const claim = { workspaceId: context.workspaceId, userId: context.actor.id, key, request, attempt: v7() }
  const earlier = await claimKey(claim)
  if (earlier) return JSON.parse(unseal(earlier.response))
  let running = true
  try {
    // What the work leaves behind to go on by itself is not the request any more.
    const response = await withCommitHook(async (statement) => void (running && (await markCommitted(claim, statement))), run)
    await pool().query(`UPDATE idempotency_keys SET status = 200, response = $5 WHERE ${held}`, [
      ...ownerOf(claim),
      JSON.stringify(seal(JSON.stringify(response))),
    ])
    return response
  } catch (error) {
    if (error instanceof AppError) await pool().query(`DELETE FROM idempotency_keys WHERE ${held} AND committed_at IS NULL`, ownerOf(claim))
    throw error
  } finally {
    running = false
  }
}

type Claim = { workspaceId: string; userId: string; key: string; request: string; attempt: string }
const where = (claim: Pick<Claim, 'workspaceId' | 'userId' | 'key'>) => [claim.workspaceId, claim.userId, claim.key]
const ownerOf = (claim: Claim) => [...where(claim), claim.attempt]
const held = 'workspace_id = $1::uuid AND user_id = $2::uuid AND key = $3 AND attempt = $4::uuid'

/** In the work's own transaction. One that took longer than a minute may have lost the key to a repeat: then it must not commit. */
async function markCommitted(claim: Claim, statement: Statement): Promise<void> {
  const marked = await statement(
    `UPDATE idempotency_keys SET committed_at = coalesce(committed_at, clock_timestamp()) WHERE ${held}`,
    ownerOf(claim),
  )
  if (marked === 0)
    fail('conflict', 'This request took so long that its repeat was begun. Ask for the answer with the same Idempotency-Key.')
}

/** Null when the key is ours to run; the kept answer when it ran before. */
async function claimKey(claim: Claim): Promise<{ response: string } | null> {
  const { rowCount } = await pool().query(
    `INSERT INTO idempotency_keys (workspace_id, user_id, key, request, attempt) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (workspace_id, user_id, key) DO UPDATE SET created_at = now(), attempt = EXCLUDED.attempt
       WHERE idempotency_keys.status IS NULL AND idempotency_keys.committed_at IS NULL
         AND idempotency_keys.created_at < now() - interval '${abandoned}' AND idempotency_keys.request = EXCLUDED.request`,
    [...where(claim), claim.request, claim.attempt],
  )
  if (rowCount === 1) return null
  const { rows } = await pool().query<{ request: string; response: string | null; lost: boolean }>(
    `SELECT request, response, committed_at < now() - interval '${abandoned}' AS lost FROM idempotency_keys WHERE workspace_id = $1 AND user_id = $2 AND key = $3`,
    where(claim),
  )
  const earlier = rows[0]
  if (earlier && earlier.request !== claim.request) fail('conflict', 'This Idempotency-Key was used for another request: make a new one.')
  if (earlier?.response) return { response: earlier.response }
  if (earlier?.lost)
    fail(
      'conflict',
      'The first request with this Idempotency-Key was carried out, but its answer was lost. Look at the result; do not repeat it.',
    )
  return fail('conflict', 'The first request with this Idempotency-Key is still running: try again in a moment.')
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
      ...where({ ...claim, workspaceId }),
      JSON.stringify(seal('{}')),
    ])
  }
}
