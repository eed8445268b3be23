import type Router from '@koa/router'
import { databaseAway } from './database-watch.ts'
import { vitalPool } from './db.ts'
import { diskFull, diskLow } from './disk.ts'
import { metricsText } from './metrics.ts'
import { shared, within } from './within.ts'

/** Says what is wrong, or null when all is well. */
type Check = () => Promise<string | null>

const checks = new Map<string, Check>([
  ['database', database],
  ['disk', diskFull],
])
const alarms = new Map<string, Check>([['disk', diskLow]])

/** Adds something this process cannot do its work without; `check` must answer within a second or two. */
export function readyWhen(name: string, check: Check): void {
  checks.set(name, check)
}

/** Adds something a person should look into while this process goes on serving; `check` as above. */
export function alarmWhen(name: string, check: Check): void {
  alarms.set(name, check)
}

/**
 * `/healthz` (the process answers), `/readyz` (200: it can do its work; 503: `missing` says what it lacks. `alarms` are for people, not for load
 * balancers: they leave the status as it is), `/metrics` (Prometheus).
 */
export function routes(router: Router): void {
  router.get('/healthz', (ctx) => {
    ctx.body = { ok: true }
  })
  router.get('/readyz', async (ctx) => {
    const [missing, sounding] = await readiness()
    ctx.status = Object.keys(missing).length ? 503 : 200
    ctx.body = { ok: ctx.status === 200, missing, alarms: sounding }
  })
  router.get('/metrics', async (ctx) => {
    const { type, body } = await figures()
    ctx.type = type
    ctx.body = body
  })
}

// Anybody may ask, and each answer costs: however many do, this process makes a few a second.
const sharedMs = 200
const readiness = shared(sharedMs, () => Promise.all([wrongIn(checks), wrongIn(alarms)]))
const figures = shared(sharedMs, metricsText)

async function wrongIn(all: Map<string, Check>): Promise<Record<string, string>> {
  const answers = await Promise.all([...all].map(async ([name, check]) => [name, await answer(check)] as const))
  return Object.fromEntries(answers.filter((entry): entry is readonly [string, string] => entry[1] !== null))
}

// A check that throws or hangs is an answer too; its own words may hold addresses, so they stay out of a public page.
function answer(check: Check): Promise<string | null> {
  return within(3000, check()).catch(() => 'does not answer')
}

async function database(): Promise<string | null> {
  const away = databaseAway()
  if (away === null) await vitalPool().query('SELECT 1')
  return away
}
