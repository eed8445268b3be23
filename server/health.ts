import type Router from '@koa/router'
import { pool } from './db.ts'
import { metricsText } from './metrics.ts'
import { within } from './within.ts'

/** Says what is missing, or null when all is well. */
type Check = () => Promise<string | null>

const checks = new Map<string, Check>([['database', database]])

/** Adds something `/readyz` waits for; `check` must answer within a second or two. */
export function readyWhen(name: string, check: Check): void {
  checks.set(name, check)
}

/** `/healthz` (the process answers), `/readyz` (it can do its work; 503 and the reasons otherwise), `/metrics` (Prometheus). */
export function routes(router: Router): void {
  router.get('/healthz', (ctx) => {
    ctx.body = { ok: true }
  })
  router.get('/readyz', async (ctx) => {
    const missing = await whatIsMissing()
    ctx.status = Object.keys(missing).length ? 503 : 200
    ctx.body = { ok: ctx.status === 200, missing }
  })
  router.get('/metrics', async (ctx) => {
    const { type, body } = await metricsText()
    ctx.type = type
    ctx.body = body
  })
}

/** The checks that do not hold now, with their reasons. */
export async function whatIsMissing(): Promise<Record<string, string>> {
  const answers = await Promise.all([...checks].map(async ([name, check]) => [name, await answer(check)] as const))
  return Object.fromEntries(answers.filter((entry): entry is readonly [string, string] => entry[1] !== null))
}

// A check that throws or hangs is an answer too; its own words may hold addresses, so they stay out of a public page.
function answer(check: Check): Promise<string | null> {
  return within(3000, check()).catch(() => 'does not answer')
}

async function database(): Promise<string | null> {
  await pool().query('SELECT 1')
  return null
}
