import type { AddressInfo, Socket } from 'node:net'
import type { Readable } from 'node:stream'
import { SMTPServer, type SMTPServerAddress, type SMTPServerSession } from 'smtp-server'
import { sha256 } from '../../server/crypto.ts'
import { missingBy } from '../../server/away.ts'
import { whileDatabaseAnswers } from '../../server/database-watch.ts'
import { noteDiskFull } from '../../server/disk.ts'
import { log } from '../../server/log.ts'
import type { Verified } from '../adapter.ts'
import { authenticateSender, type ResolveDns } from './authenticate.ts'
import { normalAddress } from './addresses.ts'
import { stamp } from './stamp.ts'
import { currentTime } from '../../server/clock.ts'

export type ReceiverOptions = {
  port: number
  host: string
  /** The channel that takes mail for an address, or null. */
  resolve: (address: string) => Promise<string | null>
  /** Keeps a mail; resolves once it is durable. */
  store: (channelId: string, event: Verified) => Promise<'stored' | 'duplicate'>
  /** For tests: a stand-in for DNS when senders are checked. */
  dns?: ResolveDns
}
export type Receiver = { port: number; close: () => Promise<void> }

const largestBytes = 35 * 1024 * 1024
const maxRecipients = 50
/** All mails under way together, in bytes: beyond it newcomers are asked to come back. */
const largestLoad = 256 * 1024 * 1024
const longestConnectionMs = 15 * 60_000

/** Which channel each accepted recipient of the mail under way belongs to. */
type Recipients = Map<string, string>

/**
 * The built-in SMTP receiver: takes mail for the addresses `resolve` knows and says 250 only after `store` resolved, once per channel; whatever
 * keeps it from storing is a temporary failure (451), so the sender keeps the mail. It relays nothing and offers no sign-in.
 */
export async function startReceiver(options: ReceiverOptions): Promise<Receiver> {
  const accepted = new WeakMap<SMTPServerSession, Recipients>()
  const load: Load = { bytes: 0 }
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
    socketTimeout: 60_000,
    closeTimeout: 2000,
    onMailFrom: (_, session, done) => {
      accepted.set(session, new Map())
      done()
    },
    onRcptTo: (address, session, done) => answer(done, () => acceptRecipient(options, accepted, address, session)),
    onData: (stream, session, done) => answer(done, () => take(options, load, accepted.get(session) ?? new Map(), stream, session)),
  })
  server.on('error', (error) => log.warn({ error: error.message }, 'a connection of the mail receiver failed'))
  server.server.on('connection', (socket: Socket) => {
    // A client that sends a byte now and then is never silent long enough for the timeout.
    const timer = setTimeout(() => socket.destroy(), longestConnectionMs)
    socket.once('close', () => clearTimeout(timer))
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

/** A refusal the peer reads; anything else that goes wrong is ours and temporary. */
class Refusal extends Error {
  readonly responseCode: number
  constructor(responseCode: number, message: string) {
    super(message)
    this.responseCode = responseCode
  }
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

async function acceptRecipient(
  options: ReceiverOptions,
  accepted: WeakMap<SMTPServerSession, Recipients>,
  { address }: SMTPServerAddress,
  session: SMTPServerSession,
): Promise<string> {
  const recipients = accepted.get(session) ?? new Map<string, string>()
  if (recipients.size >= maxRecipients) throw new Refusal(452, 'Too many recipients.')
  const channelId = await whileDatabaseAnswers(() => options.resolve(normalAddress(address)))
  if (channelId === null) throw new Refusal(550, 'There is no such mailbox here.')
  recipients.set(normalAddress(address), channelId)
  accepted.set(session, recipients)
  return 'OK'
}

type DataStream = Readable & { sizeExceeded: boolean }
type Load = { bytes: number }

async function take(
  options: ReceiverOptions,
  load: Load,
  recipients: Recipients,
  stream: DataStream,
  session: SMTPServerSession,
): Promise<string> {
  const mail = await read(stream, load)
  if (mail === null) throw new Refusal(552, `The mail is larger than ${largestBytes / (1024 * 1024)} MB.`)
  const returnPath = session.envelope.mailFrom ? session.envelope.mailFrom.address : ''
  const verified = await authenticateSender(
    mail,
    { ip: session.remoteAddress, helo: session.hostNameAppearsAs || '', returnPath },
    options.dns,
  )
  const dedupeKey = sha256(mail)
  const receivedAt = currentTime()
  for (const [address, channelId] of byChannel(recipients)) {
    const body = stamp(mail, { address, verified, receivedAt, returnPath })
    await whileDatabaseAnswers(() => options.store(channelId, { body, dedupeKey }))
  }
  return 'Stored'
}

/** One copy for each channel, however many of its addresses are named. */
function byChannel(recipients: Recipients): [string, string][] {
  const seen = new Map([...recipients].reverse().map(([address, channelId]) => [channelId, address]))
  return [...seen].map(([channelId, address]) => [address, channelId])
}

/** The mail's bytes, or null when it is too large; read to its end either way, as the protocol asks. */
async function read(stream: DataStream, load: Load): Promise<Buffer | null> {
  const pieces: Buffer[] = []
  let size = 0
  let busy = false
  try {
    for await (const piece of stream as AsyncIterable<Buffer>) {
      size += piece.length
      load.bytes += piece.length
      busy ||= load.bytes > largestLoad
      if (size <= largestBytes && !busy) pieces.push(piece)
      else pieces.length = 0
    }
  } finally {
    load.bytes -= size
  }
  if (busy) throw new Refusal(452, 'Too much mail at once; please try again later.')
  return stream.sizeExceeded || size > largestBytes ? null : Buffer.concat(pieces)
}
