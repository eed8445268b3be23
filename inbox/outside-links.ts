import type Router from '@koa/router'
import { hmac, keyFor, sameSecret } from '../server/crypto.ts'
import { pool } from '../server/db.ts'
import { env } from '../server/env.ts'
import { fail } from '../server/errors.ts'
import { sendFile } from '../server/send-file.ts'
import { currentTime, currentMs } from '../server/clock.ts'

const linkSeconds = 24 * 3600

/** The address where a provider that fetches files itself finds one of ours for a day; it needs no sign-in, so give it to a provider only. */
export function outsideLink(attachmentId: string, now = currentTime()): string {
  const expires = Math.floor(now.getTime() / 1000) + linkSeconds
  return `${env().PUBLIC_URL}/outside/files/${attachmentId}?expires=${expires}&key=${keyOf(attachmentId, expires)}`
}

const keyOf = (attachmentId: string, expires: number) => hmac(keyFor('outside-file'), `${attachmentId} ${expires}`)

/** `GET /outside/files/:id?expires=&key=`: a file an agent is sending, for whoever has a link `outsideLink` made. */
export function outsideRoutes(router: Router): void {
  router.get('/outside/files/:id', async (ctx) => {
    const id = ctx.params['id'] ?? ''
    const expires = Number(ctx.query['expires'])
    const holds = sameSecret(ctx.query['key'], keyOf(id, expires)) && expires * 1000 > currentMs()
    const file = holds ? await findSent(id) : null
    if (!file) return fail('not_found', 'This link does not work (any more).')
    ctx.set('Content-Security-Policy', "sandbox; default-src 'none'")
    ctx.set('X-Content-Type-Options', 'nosniff')
    ctx.set('Cache-Control', 'private, no-store')
    ctx.attachment(file.name)
    ctx.type = file.type
    await sendFile(ctx, file)
  })
}

type Sent = { hash: string; name: string; type: string; size: number }

async function findSent(id: string): Promise<Sent | null> {
  const { rows } = await pool().query<Sent>(
    `SELECT a.hash, a.name, a.type, a.size FROM attachments a JOIN messages m ON m.id = a.message_id
      WHERE a.id = $1 AND a.state = 'ready' AND m.direction = 'out'`,
    [id],
  )
  return rows[0] ?? null
}
