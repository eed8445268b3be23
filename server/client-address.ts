import type { IncomingMessage } from 'node:http'
import { env } from './env.ts'

/**
 * The address a socket's handshake came from, as Koa tells it for requests: with TRUSTED_PROXIES proxies in front, the entry the outermost of
 * them added to X-Forwarded-For; anything before that the caller may have written.
 */
export function clientAddress({ headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>): string {
  const proxies = env().TRUSTED_PROXIES
  const forwarded = proxies > 0 ? String(headers['x-forwarded-for'] ?? '') : ''
  const [first] = forwarded.split(',').slice(-proxies)
  return first?.trim() || (socket.remoteAddress ?? '')
}
