import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { SMTPServer, type SMTPServerSession } from 'smtp-server'

/** An SMTP server that cannot be relied on. `accepted` counts, by our Message-ID's uuid, the mails it truly kept. */
export type Peer = { port: number; accepted: Map<string, number>; did: Record<Mood, number>; calm: () => void; close: () => Promise<void> }

type Mood = 'takes' | 'later' | 'never' | 'cuts' | 'keeps and cuts' | 'drops and stalls' | 'keeps and stalls' | 'hangs up'

const moods: [Mood, number][] = [
  ['later', 0.08],
  ['never', 0.05],
  ['cuts', 0.05],
  ['keeps and cuts', 0.05],
  ['drops and stalls', 0.01],
  ['keeps and stalls', 0.01],
]
const stallMs = 45_000

export async function startPeer(): Promise<Peer> {
  const accepted = new Map<string, number>()
  const refusals = new Map<string, number>()
  const did: Record<Mood, number> = {
    takes: 0,
    later: 0,
    never: 0,
    cuts: 0,
    'keeps and cuts': 0,
    'drops and stalls': 0,
    'keeps and stalls': 0,
    'hangs up': 0,
  }
  let isCalm = false
  const keep = (id: string) => accepted.set(id, (accepted.get(id) ?? 0) + 1)
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    closeTimeout: 500,
    onMailFrom: (_, session, done) => {
      if (isCalm || Math.random() > 0.04) return done()
      did['hangs up']++
      return cut(server, session)
    },
    onData: (stream, session, done) => {
      void read(stream).then((mail) => {
        if (mail === null) return done()
        const id = /^Message-ID: <([\da-f-]{36})@/im.exec(mail)?.[1] ?? 'no id'
        const asked = isCalm ? 'takes' : pick()
        // Twice at most, or the waits between our tries would outlast the test.
        const mood = asked === 'later' && (refusals.get(id) ?? 0) >= 2 ? 'takes' : asked
        did[mood]++
        if (mood === 'takes' || mood.startsWith('keeps')) keep(id)
        if (mood === 'takes') return done()
        if (mood === 'later') {
          refusals.set(id, (refusals.get(id) ?? 0) + 1)
          return done(Object.assign(new Error('Greylisted, come again'), { responseCode: 451 }))
        }
        if (mood === 'never') return done(Object.assign(new Error('We do not want this'), { responseCode: 550 }))
        return void setTimeout(() => cut(server, session), mood.endsWith('stalls') ? stallMs : 0).unref()
      })
    },
  })
  // Clients that are killed tear their connections.
  server.on('error', () => undefined)
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  return {
    port: (server.server.address() as AddressInfo).port,
    accepted,
    did,
    calm: () => (isCalm = true),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

function pick(): Mood {
  let dice = Math.random()
  for (const [mood, share] of moods) if ((dice -= share) < 0) return mood
  return 'takes'
}

/** A mail's bytes as text; null when its sender was killed before its end. */
async function read(stream: AsyncIterable<Buffer>): Promise<string | null> {
  const pieces: Buffer[] = []
  try {
    for await (const piece of stream) pieces.push(piece)
  } catch {
    return null
  }
  return Buffer.concat(pieces).toString('latin1')
}

type Connection = { session: SMTPServerSession; _socket: { destroy: () => void } }

function cut(server: SMTPServer, session: SMTPServerSession): void {
  const connections = (server as unknown as { connections: Set<Connection & { id: string }> }).connections
  for (const connection of connections) if (connection.id === session.id) connection._socket.destroy()
}
