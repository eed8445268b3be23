import net from 'node:net'
import tls from 'node:tls'
import { assertAllowedHost, guardedLookup } from '../../server/ssrf.ts'

/** A mail server to connect to; `secure` as in the settings. */
export type Server = { host: string; port: number; secure: 'tls' | 'starttls' | 'none' }

/** TLS options by which a server's certificate is trusted: the public authorities, and one of its own (PEM) where the settings have one. */
export const trusting = (ca: string): { ca?: string[] } => (ca === '' ? {} : { ca: [...tls.rootCertificates, ca] })

export const connectTimeoutMs = 10_000
/** How long an SMTP server may keep silent before it is given up. A test has less of it. */
export const patience = { replyMs: 30_000 }

/**
 * Opens a TCP connection, with TLS from the first byte when the server wants that. Hosts inside our own network are refused, and the
 * address that was checked is the one connected to. `ca`: see `trusting`. Rejects with the socket's error, or with code ETIMEDOUT.
 */
export async function openSocket(server: Server, ca: string, timeoutMs = connectTimeoutMs): Promise<net.Socket> {
  await assertAllowedHost(server.host)
  const servername = net.isIP(server.host) ? {} : { servername: server.host }
  const target = { host: server.host, port: server.port, lookup: guardedLookup, autoSelectFamily: true }
  const socket = server.secure === 'tls' ? tls.connect({ ...target, ...servername, ...trusting(ca) }) : net.connect(target)
  return ready(socket, server.secure === 'tls' ? 'secureConnect' : 'connect', timeoutMs)
}

function ready(socket: net.Socket, event: 'connect' | 'secureConnect', timeoutMs: number): Promise<net.Socket> {
  return new Promise((resolve, reject) => {
    const late = () => socket.destroy(Object.assign(new Error('the server did not answer'), { code: 'ETIMEDOUT' }))
    const timer = setTimeout(late, timeoutMs)
    const failed = (error: Error) => {
      clearTimeout(timer)
      reject(error)
    }
    // It stays: an error in a moment when nobody else listens would end the process.
    socket.on('error', failed)
    socket.once(event, () => {
      clearTimeout(timer)
      resolve(socket)
    })
  })
}
