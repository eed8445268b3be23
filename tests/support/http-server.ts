import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'
import type { Peer } from '../../channels/adapter.ts'

/** An HTTP server on a free port of this machine until the test that asked for it has finished; `url` is its address. */
export async function listen(listener: RequestListener): Promise<{ server: Server; url: string }> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

type Given = { status: number; headers?: Record<string, string>; body: Buffer | string }
type Answer = (body: Buffer, path: string, request: IncomingMessage) => Promise<Given | null>

/** Answers once a request is read to its end, so that the client has handed everything over; null: hangs up then. */
export const answering =
  (answer: Answer): RequestListener =>
  (request, response) => {
    void buffer(request).then(async (body) => {
      const given = await answer(body, new URL(request.url ?? '', 'http://x').pathname, request)
      if (given) response.writeHead(given.status, given.headers).end(given.body)
      else response.destroy()
    })
  }

/** A stand-in of a provider, as what answers. */
export const asPeer =
  (peer: Peer): Answer =>
  (body, path, { method = '', headers, url = '' }) => {
    const query = Object.fromEntries(new URL(url, 'http://x').searchParams)
    return peer({ method, path, headers: headers as Record<string, string>, query, body })
  }

/** The address of what answers so. */
export const serve = async (answer: Answer): Promise<string> => (await listen(answering(answer))).url

export const always = (given: Given | null): Promise<string> => serve(async () => given)
export const servePeer = (peer: Peer): Promise<string> => serve(asPeer(peer))

type Recorded = { method: string; path: string; query: Record<string, string | undefined>; body: unknown }

/** A stand-in behind real HTTP, and what it was asked, bodies read by their type: JSON, a form's fields, else bytes. */
export async function recorded(peer: Peer): Promise<{ url: string; calls: Recorded[] }> {
  const calls: Recorded[] = []
  const url = await servePeer((call) => {
    const { method, path, query } = call
    calls.push({ method, path, query, body: readBody(call.headers['content-type'] ?? '', call.body) })
    return peer(call)
  })
  return { url, calls }
}

function readBody(type: string, body: Buffer): unknown {
  if (type.startsWith('application/json')) return JSON.parse(body.toString('utf8'))
  return type.startsWith('application/x-www-form-urlencoded') ? Object.fromEntries(new URLSearchParams(body.toString('utf8'))) : body
}
