import type { Context } from 'koa'
import { env } from './env.ts'
import { fail } from './errors.ts'

/**
 * Refuses what another site's page makes a browser send. Browsers name the site (Sec-Fetch-Site, or Origin in older ones) and a page
 * cannot change that; scripts send neither, and carry no cookie they were not given.
 */
export function assertSameOrigin(ctx: Context): void {
  if (ctx.method === 'GET' || ctx.method === 'HEAD') return
  if (!isSameOrigin(ctx.get('Sec-Fetch-Site'), ctx.get('Origin'), ctx.get('Host'))) {
    fail('forbidden', 'This request comes from another site. Open Parley itself and try again.')
  }
}

export function isSameOrigin(fetchSite: string, origin: string, host: string): boolean {
  if (fetchSite) return fetchSite === 'same-origin' || fetchSite === 'none'
  if (!origin) return true
  return origin === new URL(env().PUBLIC_URL).origin || origin.replace(/^https?:\/\//, '') === host
}
