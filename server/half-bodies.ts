import type { Middleware } from 'koa'

/** What a body must bring in each period to be waited for: a slow phone's upload does, a peer that drips bytes to hold a connection does not. */
const leastBytes = 256 * 1024

/**
 * Ends requests whose body does not come: within `ms` it must be whole, or have brought `leastBytes`, and so on for each period after it. The
 * peer is told 408 and the connection is closed; the whole request has a limit of its own (see `http.ts`).
 */
export function endHalfBodies(ms = 60_000): Middleware {
  return async (ctx, next) => {
    if (!hasBody(ctx.get('Content-Length'), ctx.get('Transfer-Encoding'))) return next()
    const { req, res } = ctx
    let seen = req.socket.bytesRead
    const watch = setInterval(() => {
      const brought = req.socket.bytesRead - seen
      seen += brought
      if (req.complete) clearInterval(watch)
      else if (brought < leastBytes) end()
    }, ms).unref()
    const end = () => {
      clearInterval(watch)
      if (!res.headersSent) req.socket.write('HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
      req.destroy()
    }
    try {
      await next()
    } finally {
      clearInterval(watch)
    }
  }
}

const hasBody = (length: string, encoding: string): boolean => encoding !== '' || Number(length) > 0
