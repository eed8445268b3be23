import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Middleware } from 'koa'
import sirv from 'sirv'

const folder = fileURLToPath(new URL('../dist/web', import.meta.url))

/** The built web app: hashed files for ever, the page itself always asked for anew, every unknown address its start page. */
export function webFiles(): Middleware {
  if (!existsSync(folder)) return notBuilt
  const serve = sirv(folder, {
    single: true,
    gzip: true,
    brotli: true,
    etag: true,
    ignores: [/^\/api\//, /^\/webhooks\//, /^\/assets\//],
    setHeaders: (response, pathname) =>
      response.setHeader('Cache-Control', pathname.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache'),
  })
  return async (ctx, next) => {
    if (ctx.body !== undefined || ctx.status !== 404 || (ctx.method !== 'GET' && ctx.method !== 'HEAD')) return next()
    await new Promise<void>((resolve) => {
      ctx.res.once('close', resolve)
      ctx.status = 200
      serve(ctx.req, ctx.res, () => {
        ctx.res.removeListener('close', resolve)
        ctx.status = 404
        resolve()
      })
    })
    if (ctx.res.writableEnded || ctx.headerSent) ctx.respond = false
  }
}

const notBuilt: Middleware = (ctx, next) => {
  if (ctx.body !== undefined || ctx.status !== 404 || ctx.path.startsWith('/api/')) return next()
  ctx.status = 503
  ctx.body = 'The web app is not built yet: run “npm run build”, then start again.'
  return undefined
}
