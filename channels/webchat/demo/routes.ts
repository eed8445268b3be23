import { readFileSync } from 'node:fs'
import type Router from '@koa/router'
import type { Context } from 'koa'
import { hmac } from '../../../server/crypto.ts'
import { pool } from '../../../server/db.ts'
import { env } from '../../../server/env.ts'
import { fail } from '../../../server/errors.ts'
import { assertSameOrigin } from '../../../server/origin.ts'
import { webchatAccount } from '../session.ts'
import { shopPage } from './page.ts'
import { languageOf } from './words.ts'

const policy = `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`

/** A shop of our own, where one can write to the demo's web chat as a customer would. Only while DEMO is on. */
export function demoRoutes(router: Router): void {
  const demo = (give: (ctx: Context) => Promise<void> | void) => (ctx: Context) =>
    env().DEMO ? give(ctx) : fail('not_found', 'The demo shop is closed: DEMO is off.')
  router.get('/demo', demo(givePage))
  router.get('/demo/shop.css', demo(giveFile('shop.css', 'text/css; charset=utf-8')))
  router.get('/demo/shop.js', demo(giveFile('shop.js', 'text/javascript; charset=utf-8')))
  router.post('/demo/identity', demo(signCustomer))
}

async function givePage(ctx: Context): Promise<void> {
  ctx.set('Content-Security-Policy', policy)
  ctx.set('Cache-Control', 'no-cache')
  ctx.vary('Accept-Language')
  ctx.type = 'text/html; charset=utf-8'
  ctx.body = shopPage(languageOf(ctx.query['lang'], ctx.acceptsLanguages('en', 'zh') || 'en'), await demoChannel())
}

function giveFile(name: string, type: string): (ctx: Context) => void {
  const text = readFileSync(new URL(name, import.meta.url), 'utf8')
  return (ctx) => {
    ctx.set('Cache-Control', 'no-cache')
    ctx.type = type
    ctx.body = text
  }
}

/** The demo workspace's first web chat that is open; null when there is none. */
async function demoChannel(): Promise<string | null> {
  const { rows } = await pool().query<{ id: string }>(
    `SELECT c.id FROM channels c JOIN users u ON u.workspace_id = c.workspace_id
      WHERE u.email = $1 AND c.kind = 'webchat' AND c.status = 'active' ORDER BY c.created_at, c.id LIMIT 1`,
    [env().DEMO_EMAIL.toLowerCase()],
  )
  return rows[0]?.id ?? null
}

/** What a real shop's server does for whoever is signed in there: it signs the customer's id with the channel's identity secret. */
async function signCustomer(ctx: Context): Promise<void> {
  assertSameOrigin(ctx)
  const channelId = (await demoChannel()) ?? fail('not_found', 'The demo has no open web chat. Resume or add one in the settings.')
  const { config } = await webchatAccount(channelId)
  const id = 'shop-1027'
  ctx.set('Cache-Control', 'no-store')
  ctx.body = { id, hash: hmac(config.identitySecret, id), name: 'Lin Xiaoyu 林晓雨', email: 'lin.xiaoyu@example.com' }
}
