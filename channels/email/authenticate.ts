import type { DNSResolver } from 'mailauth'
import { log } from '../../server/log.ts'
import { inParser } from '../../server/parsers/pool.ts'
import { ParserFailed, type ParserTask } from '../../server/parsers/task.ts'
import { isPublic } from '../../server/ssrf.ts'

export type ResolveDns = DNSResolver
type Authenticate = typeof import('mailauth').authenticate
/** What the connection tells of the sender. */
export type Peer = { ip: string; helo: string; returnPath: string }

const limitMs = 5000

/** Looks at a sender in a process of its own: a mail of 30 MB takes seconds to be canonicalised, and a made one a minute. */
export const senderParser: ParserTask<{ mail: Uint8Array; peer: Peer }, boolean | null> = {
  name: 'email.sender',
  seconds: 10,
  lane: 'sender',
  parse: ({ mail, peer }) => check(Buffer.from(mail.buffer, mail.byteOffset, mail.byteLength), peer),
}

/**
 * Whether the domain in From stands behind the mail (DMARC with aligned SPF or DKIM): true, false, or null when it says nothing about itself, its
 * name server does not answer in time, or the mail is made to be slow to check. A mail is taken in either way. `mail`: the pieces it came in. `key`:
 * whom others shall not wait for.
 */
export async function authenticateSender(
  mail: readonly Buffer[],
  peer: Peer,
  { key, dns }: { key: string; dns?: ResolveDns | undefined },
): Promise<boolean | null> {
  if (dns) return check(Buffer.concat(mail), peer, dns)
  // Handed in from our own network: there is no sending host to hold against a domain's records.
  if (!isPublic(peer.ip)) return null
  return inParser(senderParser, { mail: Buffer.concat(mail), peer }, { key }).catch((error: unknown) => {
    if (!(error instanceof ParserFailed)) throw error
    log.warn({ error: error.message }, 'a sender could not be checked')
    return null
  })
}

async function check(mail: Buffer, peer: Peer, resolver?: ResolveDns): Promise<boolean | null> {
  // Loaded with the first mail: most parser processes never need it.
  const { authenticate } = await import('mailauth')
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), limitMs)
  })
  try {
    return await Promise.race([verdict(authenticate, mail, peer, resolver), late])
  } catch (error) {
    log.warn({ error: error instanceof Error ? error.message : String(error) }, 'a sender could not be checked')
    return null
  } finally {
    clearTimeout(timer)
  }
}

async function verdict(authenticate: Authenticate, mail: Buffer, peer: Peer, resolver: ResolveDns | undefined): Promise<boolean | null> {
  const result = await authenticate(mail, {
    ip: peer.ip,
    helo: peer.helo,
    sender: peer.returnPath,
    mta: 'parley.local',
    trustReceived: false,
    disableArc: true,
    disableBimi: true,
    ...(resolver ? { resolver } : {}),
  })
  const dmarc = result.dmarc ? result.dmarc.status.result : 'none'
  if (dmarc === 'pass') return true
  return dmarc === 'fail' ? false : null
}
