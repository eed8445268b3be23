import SMTPConnection from 'nodemailer/lib/smtp-connection'
import { AppError } from '../../server/errors.ts'
import { log } from '../../server/log.ts'
import type { Account, Outbound, SendResult } from '../adapter.ts'
import { compose, type Letter } from './compose.ts'
import type { EmailConfig } from './config.ts'
import { connectTimeoutMs, openSocket, patience, trusting } from './connect.ts'
import { keepInOutbox } from './outbox.ts'
import { keepSentCopy } from './sent-copy.ts'

/** What nodemailer tells of a failure: the step's command, and the server's reply if it gave one. */
type SmtpError = Error & {
  code?: string | undefined
  responseCode?: number | undefined
  response?: string | undefined
  command?: string | undefined
  recipient?: string | undefined
}
/** Whether all of the mail, its end mark included, has been given to the connection. */
type Progress = { handedOver: boolean }

/** Sends one mail by SMTP, or keeps it in the outbox. How it went is a value; see `outcomeOf` for what each end means. */
export async function send(account: Account<EmailConfig>, message: Outbound): Promise<SendResult> {
  const letter = compose(account, message)
  if ('problem' in letter) return { outcome: 'failed', retry: 'no', code: 'address', reason: letter.problem }
  if (account.config.delivery === 'outbox') return keepInOutbox(account.workspaceId, message.messageId, letter)
  const progress: Progress = { handedOver: false }
  try {
    const connection = await connect(account.config)
    const result = await deliver(connection, letter, progress)
    if (result.outcome !== 'sent' || message.only.length > 0) return result
    const warning = await keepSentCopy(account, letter)
    return warning === null ? result : { ...result, warning }
  } catch (error) {
    return outcomeOf(error, progress)
  }
}

/** Connects and signs in. Rejects with what went wrong, the connection closed. */
export async function connect(config: EmailConfig): Promise<SMTPConnection> {
  const { smtp } = config
  const socket = await openSocket(smtp, config.ca)
  const connection = new SMTPConnection({
    connection: socket,
    host: smtp.host,
    port: smtp.port,
    secure: false,
    secured: smtp.secure === 'tls',
    requireTLS: smtp.secure === 'starttls',
    ignoreTLS: smtp.secure === 'none',
    tls: trusting(config.ca),
    connectionTimeout: connectTimeoutMs,
    greetingTimeout: 10_000,
    socketTimeout: patience.replyMs,
    socketCloseTimeout: 1000,
  })
  // Each step listens for errors itself. One that comes after the last step (a server that resets while we say goodbye) changes nothing,
  // and without a listener it would end the process.
  connection.on('error', (error: Error) => log.debug({ error: error.message }, 'a mail server broke off'))
  try {
    await step(connection, (done) => connection.connect(done))
    if (!isAscii(config.address) && !/SMTPUTF8/i.test(String(connection.lastServerResponse)))
      throw Object.assign(new Error('The server takes no addresses with letters beyond ASCII (SMTPUTF8).'), { code: 'EUTF8' })
    if (smtp.password !== '' && !connection.allowsAuth)
      throw Object.assign(new Error('The server offers no sign-in on this port.'), { code: 'ENOAUTH' })
    if (smtp.password !== '')
      await step(connection, (done) => connection.login({ user: smtp.user || config.address, pass: smtp.password }, done))
    return connection
  } catch (error) {
    connection.close()
    socket.destroy()
    throw error
  }
}

/** A domain is in its ASCII form by now; of an address only what stands before the @ may go beyond it (RFC 6531). */
const isAscii = (address: string) => /^[\0-\x7f]*$/.test(address)

type Done = (error?: Error | null) => void

/** One step of the dialogue; the connection's own `error` event ends it as well. */
async function step(connection: SMTPConnection, run: (done: Done) => void): Promise<void> {
  const { promise, resolve, reject } = withResolvers<void>()
  connection.once('error', reject)
  // A connection that ends without an error would leave the step waiting for ever.
  const ended = () => reject(Object.assign(new Error('Connection closed unexpectedly'), { code: 'ECONNECTION' }))
  connection.once('end', ended)
  run((error) => (error ? reject(error) : resolve()))
  try {
    await promise
  } finally {
    connection.removeListener('error', reject)
    connection.removeListener('end', ended)
  }
}

async function deliver(connection: SMTPConnection, letter: Letter, progress: Progress): Promise<SendResult> {
  const stream = await letter.open()
  stream.once('end', () => (progress.handedOver = true))
  let rejected: SmtpError[] = []
  try {
    await step(connection, (done) =>
      connection.send({ from: letter.from, to: letter.to, size: letter.size }, stream, (error, info) => {
        rejected = info?.rejectedErrors ?? []
        done(error)
      }),
    )
    if (!progress.handedOver)
      return unknown('The mail server said yes before it had the whole mail, so nobody can tell whether it arrived.')
    return accepted(letter, rejected)
  } finally {
    stream.destroy()
    if (progress.handedOver) connection.quit()
    else connection.close()
  }
}

/** A server may take a mail for some of its recipients only: it has failed when the person it is for is not among them. */
function accepted(letter: Letter, rejected: SmtpError[]): SendResult {
  if (rejected.length === 0) return { outcome: 'sent' }
  const refused = rejected.map((error) => ({
    address: error.recipient ?? '',
    reason: refusalOf(error),
    again: (error.responseCode ?? 500) < 500,
  }))
  const main = refused.find(({ address }) => address === letter.main)
  if (!main) return { outcome: 'sent', refused }
  return { outcome: 'failed', retry: main.again ? 'later' : 'no', code: 'recipient', reason: main.reason, refused }
}

/** Servers on the way may know no addresses beyond ASCII (RFC 6531 3.5: 5.6.7 with 550 or 553). */
const knowsAsciiOnly = (error: SmtpError) => /SMTPUTF8|\b5\.6\.7\b/i.test(reply(error))

function refusalOf(error: SmtpError): string {
  return knowsAsciiOnly(error) ? asciiOnly(reply(error)) : `The mail server refused ${error.recipient}: ${reply(error)}`
}

/**
 * What a failure means for the mail. A reply decides: 5xx never, 4xx later. Without one it depends on how far we came: before the end of
 * the mail was handed over nobody can have it, so it is safe to send again; after that we cannot tell.
 */
export function outcomeOf(error: unknown, progress: Progress): SendResult {
  if (!(error instanceof Error)) throw error
  const failure: SmtpError = error
  if (error instanceof AppError && error.code === 'invalid') return { outcome: 'failed', retry: 'no', code: 'host', reason: error.message }
  if (error instanceof AppError) return later('host', `${error.message} Parley tries again.`)
  if (failure.code === 'EAUTH')
    return later('auth', `The mail server refused the user name or password: ${reply(failure)}. Check the channel’s SMTP settings.`)
  if (failure.code === 'EUTF8') return later('utf8', `${failure.message} Parley tries again.`)
  if (failure.code === 'ENOAUTH') return later('auth', `${failure.message} Parley tries again.`)
  if (failure.responseCode !== undefined) return answered(failure, failure.responseCode)
  if (failure.code === 'EMESSAGE' && !progress.handedOver)
    return {
      outcome: 'failed',
      retry: 'no',
      code: 'size',
      reason: `The mail is larger than the server takes. Send fewer or smaller files. (${failure.message})`,
    }
  if (progress.handedOver) return unknown(`The connection ended before the mail server said whether it took the mail: ${failure.message}`)
  if (failure.code === 'ETIMEDOUT') return later('network', 'The mail server does not answer. Parley tries again.')
  return later(failure.code ?? 'network', `The mail server cannot be reached or broke off: ${failure.message}. Parley tries again.`)
}

function answered(failure: SmtpError, status: number): SendResult {
  const setup = ['STARTTLS', 'EHLO', 'HELO', 'CONN'].includes(failure.command ?? '')
  const reason = `The mail server refused for now: ${reply(failure)}. Parley tries again.`
  if (setup) return later(String(status), reason)
  if (status < 500) return { outcome: 'failed', retry: 'later', code: String(status), reason }
  if (knowsAsciiOnly(failure)) return { outcome: 'failed', retry: 'no', code: String(status), reason: asciiOnly(reply(failure)) }
  return { outcome: 'failed', retry: 'no', code: String(status), reason: `The mail server refused the mail: ${reply(failure)}` }
}

const asciiOnly = (said: string) => `Mail servers on the way take no addresses with letters beyond ASCII: ${said}`

/** Nobody's mail would go out now. */
const later = (code: string, reason: string): SendResult => ({ outcome: 'failed', retry: 'later', code, reason, ofChannel: true })
const unknown = (reason: string): SendResult => ({ outcome: 'unknown', code: 'no_reply', reason })

function reply(failure: SmtpError): string {
  return (failure.response ?? failure.message).replace(/\s+/g, ' ').trim().slice(0, 300)
}

function withResolvers<T>(): { promise: Promise<T>; resolve: (value: T) => void; reject: (error: unknown) => void } {
  let resolve!: (value: T) => void
  let reject!: (error: unknown) => void
  const promise = new Promise<T>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { promise, resolve, reject }
}
