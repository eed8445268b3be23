import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

/** An SMTP server that takes mail, or refuses everybody while `refuse` holds a reason. */
export type Peer = { port: number; refuse: string | null; close: () => void }

export async function startPeer(): Promise<Peer> {
  const peer: Peer = { port: 0, refuse: null, close: () => server.close() }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    onRcptTo: (_, __, done) => (peer.refuse ? done(Object.assign(new Error(peer.refuse), { responseCode: 550 })) : done()),
    onData: (stream, _, done) => void stream.resume().once('end', () => done()),
  })
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  peer.port = (server.server.address() as AddressInfo).port
  return peer
}
