import type { DNSResolver } from 'mailauth'
import { log } from '../../server/log.ts'
import { isPublic } from '../../server/ssrf.ts'

export type ResolveDns = DNSResolver
type Authenticate = typeof import('mailauth').authenticate
/** What the connection tells of the sender. */
export type Peer = { ip: string; helo: string; returnPath: string }

const limitMs = 5000

/**
 * Whether the domain in From stands behind the mail (DMARC with aligned SPF or DKIM): true, false, or null when it says nothing about itself or its
 * name server does not answer in time. A mail is taken in either way.
 */
export async function authenticateSender(mail: Buffer, peer: Peer, resolver?: ResolveDns): Promise<boolean | null> {
  // Handed in from our own network: there is no sending host to hold against a domain's records.
  if (!isPublic(peer.ip) && resolver === undefined) return null
  // Loaded with the first mail: it is a fifth of the server's memory, and many installations never receive by SMTP.
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
