import type { Context } from 'koa'
import { env } from '../../server/env.ts'
import { fail } from '../../server/errors.ts'
import { originList, type WebchatConfig } from './config.ts'

/**
 * Whether a page of `origin` may show a chat with these settings. Our own pages always may: those at PUBLIC_URL, for what a request says it was
 * sent to is its sender's to choose. Without an Origin header it is no foreign page in a browser (those always send one).
 */
export function originAllowed(config: WebchatConfig, origin: string | undefined): boolean {
  const allowed = originList(config.allowedOrigins)
  if (allowed.length === 0 || !origin || origin === new URL(env().PUBLIC_URL).origin) return true
  return allowed.some((known) => known.toLowerCase() === origin.toLowerCase())
}

/** Refuses (`forbidden`) a page that may not show this chat. */
export function requireOrigin(ctx: Context, config: WebchatConfig): void {
  const origin = ctx.get('Origin') || undefined
  if (!originAllowed(config, origin))
    fail('forbidden', `${origin} is not among this chat’s allowed sites: add it in the channel’s settings.`)
}

/** Lets other sites' pages read the answer. No cookie is ever part of it: a visitor is who her token says. */
export function openToPages(ctx: Context): void {
  ctx.set('Access-Control-Allow-Origin', ctx.get('Origin') || '*')
  ctx.append('Vary', 'Origin')
  ctx.set('Cross-Origin-Resource-Policy', 'cross-origin')
}

/** Answers a browser's preflight question. */
export function answerPreflight(ctx: Context): void {
  openToPages(ctx)
  ctx.set('Access-Control-Allow-Methods', 'GET, POST')
  ctx.set('Access-Control-Allow-Headers', 'Authorization, Content-Type')
  ctx.set('Access-Control-Max-Age', '7200')
  ctx.status = 204
}
