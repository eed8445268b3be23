import type { AddressInfo, Socket } from 'node:net'
import type { Readable } from 'node:stream'
import ipaddr from 'ipaddr.js'
import { SMTPServer, type SMTPServerAddress, type SMTPServerSession } from 'smtp-server'
import { missingBy } from '../../server/away.ts'
import { currentTime } from '../../server/clock.ts'
import { whileDatabaseAnswers } from '../../server/database-watch.ts'
import { noteDiskFull } from '../../server/disk.ts'
import { log } from '../../server/log.ts'
import { networkOf } from '../../server/networks.ts'
import type { Verified } from '../adapter.ts'
import { authenticateSender, type ResolveDns } from './authenticate.ts'
import { normalAddress, readAnswerAddress } from './addresses.ts'
import { countIntake, type Intake, type IntakeLimits, intakeLimits } from './intake.ts'
import { largestBytes, type Mail, withMail } from './incoming.ts'
import { Refusal, tooMuch } from './refusal.ts'
import { newRoom, type Room, type RoomLimits, roomLimits } from './room.ts'
import { closeWhenSlow, hangUp, type Progress, type SlowLimits, slowLimits } from './slow.ts'
import { stamp } from './stamp.ts'

export type ReceiverOptions = {
  port: number
  host: string
  /** The channel that takes mail for an address, or null. */
  resolve: (address: string) => Promise<string | null>
  /** Keeps a mail; resolves once it is durable. */
  store: (channelId: string, event: Verified) => Promise<'stored' | 'duplicate'>
  /** Who mails for others, as a channel's settings have it. */
  formSenders?: (channelId: string) => Promise<string>
  /** Addresses and CIDR ranges whose mail is not limited. */
  relays?: string[]
  /** For tests: a stand-in for DNS when senders are checked, and limits within reach. */
  dns?: ResolveDns
  limits?: Partial<IntakeLimits>
  slow?: Partial<SlowLimits>
  room?: Partial<RoomLimits>
}
export type Receiver = { port: number; close: () => Promise<void> }

const maxRecipients = 50

type Connection = { socket: Socket; progress: Progress }
type State = { options: ReceiverOptions; room: Room; intake: Intake; /** By `peerOf`. */ connections: Map<string, Connection> }

const peerOf = ({ remoteAddress = '', remotePort = 0 }: { remoteAddress?: string | undefined; remotePort?: number | undefined }) =>
  `${ipaddr.isValid(remoteAddress) ? ipaddr.process(remoteAddress).toString() : remoteAddress} ${remotePort}`

/** Which channel each accepted recipient of the mail under way belongs to. */
type Recipients = Map<string, string>

/**
 * The built-in SMTP receiver: takes mail for the addresses `resolve` knows and says 250 only after `store` resolved, once per channel; whatever
 * keeps it from storing is a temporary failure (451), so the sender keeps the mail, and so is whatever is beyond a limit. It relays nothing and offers
 * no sign-in.
 */
export async function startReceiver(options: ReceiverOptions): Promise<Receiver> {
  const accepted = new WeakMap<SMTPServerSession, Recipients>()
  const state: State = {
    options,
    room: newRoom({ ...roomLimits, ...options.room }),
    intake: countIntake({ ...intakeLimits, ...options.limits }, options.relays ?? []),
    connections: new Map(),
  }
  const server = new SMTPServer({
    name: 'parley',
    banner: 'Parley',
    size: largestBytes,
    disabledCommands: ['AUTH', 'STARTTLS'],
    authOptional: true,
    disableReverseLookup: true,
    hideENHANCEDSTATUSCODES: false,
    maxClients: 200,
    // A client that trickles or stalls is cut off by silence, not kept.
    socketTimeout: slowLimits.ms,
    closeTimeout: 2000,
    onConnect: ({ remoteAddress }, done) =>
      done(
        state.intake.mayConnect(remoteAddress) ? null : new Refusal(421, 'Too many connections from your network; please try again later.'),
      ),
    onMailFrom: ({ address }, session, done) => {
      accepted.set(session, new Map())
      answer(done, () => begin(state, session.remoteAddress, address))
    },
    onRcptTo: (address, session, done) => answer(done, () => acceptRecipient(state, accepted, address, session)),
    onData: (stream, session, done) => answer(done, () => receive(state, accepted.get(session) ?? new Map(), stream, session)),
  })
  server.on('error', (error) => log.warn({ error: error.message }, 'a connection of the mail receiver failed'))
  server.server.on('connection', (socket: Socket) => {
    const progress = { mails: 0, working: false }
    const peer = peerOf(socket)
    state.connections.set(peer, { socket, progress })
    socket.once('close', () => state.connections.delete(peer))
    state.intake.connected(socket)
    closeWhenSlow(socket, progress, { ...slowLimits, ...options.slow })
  })
  const port = await listening(server, options)
  return { port, close: () => new Promise((resolve) => server.close(() => resolve())) }
}

function listening(server: SMTPServer, options: ReceiverOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, options.host, () => {
      server.removeListener('error', reject)
      resolve((server.server.address() as AddressInfo).port)
    })
  })
}

function answer(done: (error?: Error | null, message?: string) => void, work: () => Promise<string>): void {
  work().then(
    (message) => done(null, message),
    (error: Error) => {
      if (error instanceof Refusal) return done(error)
      log.warn({ error: error.message }, 'a mail could not be taken in')
      if (missingBy(error) !== 'disk') return done(new Refusal(451, 'The mail could not be stored; please try again later.'))
      noteDiskFull()
      return done(new Refusal(452, 'There is no room to store this mail; please try again later.'))
    },
  )
}

async function begin({ intake }: State, ip: string, sender: string): Promise<string> {
  if (!(await intake.mayBegin(ip, sender))) throw tooMuch()
  return 'OK'
}

async function acceptRecipient(
  { options, intake }: State,
  accepted: WeakMap<SMTPServerSession, Recipients>,
  { address }: SMTPServerAddress,
  session: SMTPServerSession,
): Promise<string> {
  const recipients = accepted.get(session) ?? new Map<string, string>()
  if (recipients.size >= maxRecipients) throw new Refusal(452, 'Too many recipients.')
  if (!(await intake.mayName(session.remoteAddress))) throw tooMuch()
  const wanted = normalAddress(address)
  const own = readAnswerAddress(wanted)?.address ?? wanted
  const channelId = await whileDatabaseAnswers(() => options.resolve(own))
  if (channelId === null) throw new Refusal(550, 'There is no such mailbox here.')
  recipients.set(own, channelId)
  accepted.set(session, recipients)
  return 'OK'
}

/** A client that waits while we store is not slow; one whose mail is refused before its end is not listened to any longer. */
async function receive(state: State, recipients: Recipients, stream: Readable, session: SMTPServerSession): Promise<string> {
  const { room, intake, connections } = state
  const { remoteAddress: ip, envelope } = session
  const connection = connections.get(peerOf(session))
  const waiting = (isWaiting: boolean) => void (connection && (connection.progress.working = isWaiting))
  const returnPath = envelope.mailFrom ? envelope.mailFrom.address : ''
  const charge = (bytes: number) => intake.mayBring(ip, returnPath, bytes)
  try {
    return await withMail(stream, { room, network: networkOf(ip), charge, waiting }, (mail) => {
      waiting(true)
      return take(state, recipients, mail, session, returnPath)
    })
  } catch (error) {
    if (error instanceof Refusal && !stream.readableEnded && connection) hangUp(connection.socket, `${error.responseCode} ${error.message}`)
    throw error
  } finally {
    waiting(false)
    if (connection) connection.progress.mails += 1
  }
}

async function take(
  { options }: State,
  recipients: Recipients,
  mail: Mail,
  session: SMTPServerSession,
  returnPath: string,
): Promise<string> {
  const { remoteAddress: ip } = session
  const peer = { ip, helo: session.hostNameAppearsAs || '', returnPath }
  const verified = await authenticateSender(mail.pieces, peer, { key: `network:${networkOf(ip)}`, dns: options.dns })
  const receivedAt = currentTime()
  for (const [address, channelId] of byChannel(recipients)) {
    const formSenders = await whileDatabaseAnswers(async () => options.formSenders?.(channelId))
    const body = stamp(mail.pieces, { address, verified, receivedAt, returnPath, formSenders })
    await whileDatabaseAnswers(() => options.store(channelId, { body, dedupeKey: mail.hash }))
  }
  return 'Stored'
}

/** One copy for each channel, however many of its addresses are named. */
function byChannel(recipients: Recipients): [string, string][] {
  const seen = new Map([...recipients].reverse().map(([address, channelId]) => [channelId, address]))
  return [...seen].map(([channelId, address]) => [address, channelId])
}
