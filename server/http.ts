import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import Router from '@koa/router'
import Koa from 'koa'
import compress from 'koa-compress'
import { endpointRoutes } from './endpoints.ts'
import { env } from './env.ts'
import type { Feature } from './feature.ts'
import { endHalfBodies } from './half-bodies.ts'
import { routes as healthRoutes } from './health.ts'
import { log } from './log.ts'
import { openApiRoutes } from './openapi.ts'
import { answerErrors, countRequest, nameRequest, refuseWhileAway, secureHeaders } from './middleware.ts'
import { webFiles } from './web-files.ts'

/**
 * The HTTP server, not yet listening. `port` 0 takes any free one.
 * A peer gets 30 s to send its headers, a minute for a body that does not come (see `half-bodies.ts`) and 5 minutes for a whole request, so
 * that slow ones cannot hold connections for ever.
 */
export function makeHttp(features: Feature[]): Server {
  const app = newApp()
  const health = new Router()
  healthRoutes(health)
  const router = new Router()
  router.use(refuseWhileAway)
  openApiRoutes(router)
  for (const feature of features) feature.routes?.(router)
  endpointRoutes(router, features)
  app
    .use(secureHeaders())
    .use(endHalfBodies())
    .use(compress({ threshold: 1_024, br: false }))
    .use(answerErrors)
  app.use(health.routes()).use(router.routes()).use(webFiles())
  return serverOf(app)
}

/** The same for a process that serves nobody, but can be asked how it is. */
export function makeHealthHttp(): Server {
  const health = new Router()
  healthRoutes(health)
  const app = newApp()
  app.use(answerErrors).use(health.routes())
  return serverOf(app)
}

function newApp(): Koa {
  const app = new Koa({ proxy: env().TRUSTED_PROXIES > 0, maxIpsCount: env().TRUSTED_PROXIES })
  app.on('error', (error: Error) => log.warn({ error: error.message }, 'a response could not be written'))
  app.use(nameRequest).use(countRequest)
  return app
}

function serverOf(app: Koa): Server {
  const server = createServer(
    { requestTimeout: 300_000, headersTimeout: 30_000, connectionsCheckingInterval: 5_000, maxHeaderSize: 32_768 },
    app.callback(),
  )
  server.keepAliveTimeout = 65_000
  return server
}

/** Starts listening; answers the port it got. */
export async function listen(server: Server, port: number, host: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  return (server.address() as AddressInfo).port
}

/** Stops taking requests and ends the connections that are idle; resolves when the last answer is out, after 5 s at the latest. */
export async function closeHttp(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeIdleConnections()
  const timer = setTimeout(() => server.closeAllConnections(), 5_000)
  await closed
  clearTimeout(timer)
}
