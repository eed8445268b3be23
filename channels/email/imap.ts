import { ImapFlow } from 'imapflow'
import { assertAllowedHost, guardedLookup } from '../../server/ssrf.ts'
import type { EmailConfig } from './config.ts'
import { connectTimeoutMs, trusting } from './connect.ts'
import { FetchBroken, NotStored } from './failures.ts'

/** One IMAP connection, not yet opened: imapflow's instances connect once. */
export async function imapClient(config: EmailConfig): Promise<ImapFlow> {
  const { imap } = config
  await assertAllowedHost(imap.host)
  const client = new ImapFlow({
    host: imap.host,
    port: imap.port,
    secure: imap.secure === 'tls',
    doSTARTTLS: imap.secure === 'starttls',
    auth: { user: imap.user || config.address, pass: imap.password },
    // imapflow hands these to net.connect as well, so the address that is checked is the one connected to.
    tls: { lookup: guardedLookup, ...trusting(config.ca) },
    logger: false,
    connectionTimeout: connectTimeoutMs,
    greetingTimeout: 10_000,
    socketTimeout: 5 * 60_000,
    maxIdleTime: 4 * 60_000,
    autoIdleDelay: 300,
    maxLiteralSize: 64 * 1024 * 1024,
    maxResponseSize: 80 * 1024 * 1024,
  })
  return client
}

type ImapError = Error & { code?: string; authenticationFailed?: boolean; responseText?: string; serverResponseCode?: string }

/** An IMAP failure in words for a person: what is wrong and how to mend it. */
export function imapProblem(error: unknown, config: EmailConfig): { message: string; fix: string; field: string } {
  const failure = error as ImapError
  if (error instanceof NotStored)
    return { message: `New mail was read and could not be stored here: ${error.message}`, fix: storeFix, field: '' }
  if (error instanceof FetchBroken)
    return { message: `The mail server breaks off while new mail is fetched: ${error.message}`, fix: fetchFix, field: '' }
  const said = (failure.responseText ?? failure.message ?? String(error)).replace(/\s+/g, ' ').slice(0, 300)
  const where = atFault(failure, config.imap, 'imap')
  if (where) return { ...where, message: where.message ?? `The IMAP server cannot be reached or broke off: ${said}` }
  if (/LOGINDISABLED|PRIVACYREQUIRED/i.test(`${said} ${failure.serverResponseCode ?? ''}`))
    return { message: `The IMAP server lets nobody sign in without encryption: ${said}`, fix: encryptFix, field: 'imap.secure' }
  if (failure.authenticationFailed)
    return {
      message: `The IMAP server refused the user name or password: ${said}`,
      fix: loginFix(config.imap.host),
      field: 'imap.password',
    }
  if (failure.serverResponseCode === 'NONEXISTENT' || /mailbox|folder|SELECT/i.test(failure.responseText ?? ''))
    return {
      message: `The mailbox “${config.imap.mailbox}” cannot be opened: ${said}`,
      fix: 'Check the mailbox’s name; INBOX always exists.',
      field: 'imap.mailbox',
    }
  const message = isTimeout(failure) ? 'The IMAP server does not answer.' : `The IMAP server cannot be reached or broke off: ${said}`
  return { message, fix: connectFix(failure, config.imap), field: 'imap.host' }
}

/** Where encryption or its certificate is at fault: what is wrong, how to mend it, and on which field. Null where something else is. */
export function atFault(
  error: Error & { code?: string },
  { port }: { port: number },
  group: 'imap' | 'smtp',
): { message: string | null; fix: string; field: string } | null {
  const told = `${error.message} ${error.code ?? ''}`
  if (/self.?signed|UNABLE_TO_(VERIFY_LEAF_SIGNATURE|GET_ISSUER_CERT)|unable to (verify the first|get local issuer)/i.test(told))
    return {
      message: 'The server’s certificate is signed by itself, or by an authority Parley does not know.',
      fix: authorityFix,
      field: 'ca',
    }
  if (/CERT_HAS_EXPIRED|certificate has expired/i.test(told))
    return {
      message: 'The server’s certificate has run out.',
      fix: 'Have the certificate renewed by whoever runs the server.',
      field: `${group}.secure`,
    }
  if (/ALTNAME|altnames/i.test(told))
    return {
      message: 'The server’s certificate is for another name.',
      fix: 'Use the host name your provider gives.',
      field: `${group}.host`,
    }
  if (/wrong version number|WRONG_VERSION|packet length|EPROTO/i.test(told))
    return { message: null, fix: connectFix(error, { port }), field: `${group}.port` }
  if (/greeting/i.test(told))
    return { message: `Port ${port} answers nothing to who does not encrypt.`, fix: connectFix(error, { port }), field: `${group}.secure` }
  return null
}

export const encryptFix = 'Choose STARTTLS for this port, or TLS with the TLS port (IMAP 993, SMTP 465).'
const authorityFix =
  'If the server is your own, paste its certificate, or that of its authority, below. Else ask whoever runs it for one that is publicly trusted.'

const storeFix = 'Nothing is lost: the mail is still in the mailbox, and Parley tries again. Look at the database and the disk.'
const fetchFix = 'Nothing is lost: Parley goes on where it stopped, a few mails at a time. If it stays so, ask the mail provider.'

const isTimeout = ({ code = '' }: { code?: string }) => /ETIMEDOUT|CONNECT_TIMEOUT/.test(code)

/** What to do when a login is refused, by provider. */
export function loginFix(host: string): string {
  if (/(^|\.)(qq|exmail\.qq|foxmail)\.com$/i.test(host))
    return 'In QQ Mail’s settings (账户) turn the IMAP/SMTP service on and use the authorization code (授权码) as the password.'
  if (/(^|\.)(163|126|yeah)\.(com|net)$/i.test(host))
    return 'In the mailbox’s settings turn IMAP/SMTP on (POP3/SMTP/IMAP) and use the authorization code (授权码) as the password.'
  if (/(^|\.)(gmail|googlemail|google)\.com$/i.test(host))
    return 'Turn 2-step verification on and use an app password; Gmail refuses the account’s own password.'
  if (/(^|\.)(outlook|office365|hotmail|live)\.com$/i.test(host))
    return 'Microsoft refuses plain passwords for most accounts: allow SMTP/IMAP basic sign-in for this mailbox, or use another provider.'
  return 'Check user name and password; many providers want an app password and have IMAP turned off until you turn it on.'
}

/** What to do when no connection comes about. */
export function connectFix(error: Error & { code?: string }, server: { port: number }): string {
  if (/wrong version number|WRONG_VERSION|packet length|EPROTO/i.test(`${error.message} ${error.code ?? ''}`))
    return `Port ${server.port} does not speak TLS from the start: choose “starttls”, or the TLS port (IMAP 993, SMTP 465).`
  if (/GREETING|greeting/.test(`${error.message} ${error.code ?? ''}`))
    return `The server answered nothing: port ${server.port} probably wants encryption from the start; choose “tls”.`
  if (/ECONNREFUSED/.test(error.code ?? '')) return `Nothing listens on port ${server.port}: check host and port.`
  if (isTimeout(error)) return 'Check host and port, and whether a firewall lets this server out to it.'
  return 'Check host, port and encryption.'
}
