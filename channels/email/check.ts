import type { Finding } from '../../contract/channels.ts'
import { env } from '../../server/env.ts'
import { AppError } from '../../server/errors.ts'
import { assertAllowedHost } from '../../server/ssrf.ts'
import type { Account } from '../adapter.ts'
import { error, ok, warning } from '../provider/findings.ts'
import type { EmailConfig } from './config.ts'
import { openSocket, type Server } from './connect.ts'
import { atFault, connectFix, encryptFix, imapClient, imapProblem, loginFix } from './imap.ts'
import { connect } from './send.ts'

const limitMs = 14_000

/** Tries every door of the account for real, step by step; the first step of a door that fails ends it. Takes at most 15 s. */
export async function check(account: Account<EmailConfig>): Promise<Finding[]> {
  const { config } = account
  const receiving = [checkReceiver(config), config.imap.host === '' ? [] : inTime('IMAP', 'imap', checkImap(config))]
  const sending = [config.delivery === 'outbox' ? [outboxFinding] : inTime('SMTP', 'smtp', checkSmtp(config))]
  const [received, sent] = await Promise.all([Promise.all(receiving), Promise.all(sending)])
  return [
    ...received.flat().map((finding) => ({ ...finding, side: 'receiving' as const })),
    ...sent.flat().map((finding) => ({ ...finding, side: 'sending' as const })),
  ]
}

const outboxFinding = ok('Outbox', 'Outgoing mail is kept in the local outbox and sent to nobody.')

function checkReceiver(config: EmailConfig): Finding[] | Promise<Finding[]> {
  if (!config.receiver) return []
  if (env().SMTP_PORT === 0)
    return [error('Receiver', 'The built-in receiver is switched off (SMTP_PORT=0).', 'Set SMTP_PORT, or fetch mail by IMAP.', 'receiver')]
  return [ok('Receiver', `The built-in receiver takes mail for ${config.address} on port ${env().SMTP_PORT}.`)]
}

async function checkImap(config: EmailConfig): Promise<Finding[]> {
  const reached = await reach('IMAP', 'imap', config.imap, config.ca)
  if (reached.some((finding) => finding.level === 'error')) return reached
  const client = await imapClient(config)
  client.on('error', () => undefined)
  try {
    await client.connect()
    const mailbox = await client.mailboxOpen(config.imap.mailbox, { readOnly: true })
    return [
      ...reached,
      ok('IMAP sign-in', 'Signed in.'),
      ok('IMAP mailbox', `“${mailbox.path}” is open and holds ${mailbox.exists} mails.`),
    ]
  } catch (failure) {
    const problem = imapProblem(failure, config)
    return [...reached, error('IMAP', problem.message, problem.fix, problem.field)]
  } finally {
    client.close()
  }
}

async function checkSmtp(config: EmailConfig): Promise<Finding[]> {
  const reached = await reach('SMTP', 'smtp', config.smtp, config.ca)
  if (reached.some((finding) => finding.level === 'error')) return reached
  try {
    const connection = await connect(config)
    connection.quit()
    return [...reached, signedIn(config)]
  } catch (failure) {
    return [...reached, smtpError(failure as Failure, config)]
  }
}

type Failure = Error & { code?: string; response?: string }

function signedIn(config: EmailConfig): Finding {
  if (config.smtp.password !== '') return ok('SMTP sign-in', 'Signed in.')
  const fix = 'Most providers refuse mail without signing in: enter the password.'
  return warning('SMTP sign-in', 'No password is set: the server was not asked to sign in.', fix, 'smtp.password')
}

function smtpError(failure: Failure, config: EmailConfig): Finding {
  const said = (failure.response ?? failure.message).replace(/\s+/g, ' ').slice(0, 300)
  const where = atFault(failure, config.smtp, 'smtp')
  if (where) return error('SMTP encryption', where.message ?? `The connection could not be encrypted: ${said}`, where.fix, where.field)
  if (/STARTTLS/i.test(said) && config.smtp.secure === 'none')
    return error('SMTP encryption', `The server demands encryption first: ${said}`, encryptFix, 'smtp.secure')
  if (failure.code === 'EUTF8') return error('SMTP', failure.message, utf8Fix, 'address')
  if (failure.code === 'ENOAUTH') return error('SMTP sign-in', failure.message, noAuthFix, 'smtp.port')
  if (failure.code === 'EAUTH')
    return error('SMTP sign-in', `The server refused the user name or password: ${said}`, loginFix(config.smtp.host), 'smtp.password')
  if (failure.code === 'ETLS' || /STARTTLS/.test(failure.message))
    return error('SMTP encryption', `The connection could not be encrypted: ${said}`, startTlsFix, 'smtp.secure')
  return error('SMTP', `The server broke off: ${said}`, connectFix(failure, config.smtp), 'smtp.host')
}

const utf8Fix = 'Use an address of ASCII letters for this channel, or another server to send by.'
const noAuthFix = 'Use the port for sending with a sign-in (465 with TLS, 587 with STARTTLS), not the one between mail servers (25).'
const startTlsFix = 'This port offers no STARTTLS: choose “tls” with port 465, or the port your provider names.'

/** The name, the connection and its certificate. */
async function reach(subject: string, group: 'imap' | 'smtp', server: Server, ca: string): Promise<Finding[]> {
  try {
    await assertAllowedHost(server.host)
    const socket = await openSocket(server, ca, 8000)
    socket.destroy()
    return [ok(subject, answers(server))]
  } catch (failure) {
    if (failure instanceof AppError) return [error(subject, failure.message, 'Write the host name your provider gives.', `${group}.host`)]
    const broken = failure as Failure
    const where = atFault(broken, server, group)
    if (where) return [error(subject, where.message ?? unreachable(broken, server), where.fix, where.field)]
    return [error(subject, unreachable(broken, server), connectFix(broken, server), `${group}.host`)]
  }
}

function answers({ host, port, secure }: Server): string {
  return secure === 'tls' ? `${host}:${port} answers over TLS with a valid certificate.` : `${host}:${port} answers.`
}

function unreachable(failure: Failure, { host, port }: Server): string {
  return failure.code === 'ETIMEDOUT' ? `${host}:${port} does not answer.` : `${host}:${port} cannot be reached: ${failure.message}`
}

async function inTime(subject: string, group: string, work: Promise<Finding[]>): Promise<Finding[]> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Finding[]>((resolve) => {
    timer = setTimeout(
      () =>
        resolve([
          error(subject, 'The server takes too long to answer.', 'Check host, port and encryption, then try again.', `${group}.host`),
        ]),
      limitMs,
    )
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
