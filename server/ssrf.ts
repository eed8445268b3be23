import { lookup as resolve, type LookupAddress, type LookupOptions } from 'node:dns'
import { networkInterfaces } from 'node:os'
import { promisify } from 'node:util'
import ipaddr from 'ipaddr.js'
import { env } from './env.ts'
import { fail } from './errors.ts'

const resolveAll = promisify(resolve) as (host: string, options: { all: true }) => Promise<LookupAddress[]>

/**
 * Checks a host someone typed in, before we connect to it: gives the address to connect to, so that a second answer of its name server
 * cannot lead elsewhere (keep the name for TLS). Refuses (`invalid`) loopback, private, link-local and other inner addresses in any
 * spelling and this machine's own, unless ALLOW_PRIVATE_HOSTS=1; (`upstream`) a name that does not resolve.
 */
export async function assertAllowedHost(host: string): Promise<LookupAddress> {
  const name = host.replace(/^\[(.*)\]$/, '$1')
  const addresses = await resolveAll(name, { all: true }).catch((cause: unknown) =>
    fail('upstream', `The name ${name} does not resolve: check its spelling and this server’s DNS.`, { field: 'host', cause }),
  )
  for (const { address } of addresses) {
    if (!isAllowed(address))
      fail('invalid', `${name} leads into this server’s own network; use a public host, or contact your administrator.`, { field: 'host' })
  }
  return addresses[0] ?? fail('upstream', `The name ${name} has no address: check its spelling.`, { field: 'host' })
}

type LookupCallback = (error: NodeJS.ErrnoException | null, address: string | LookupAddress[], family?: number) => void

/**
 * A `lookup` for net, tls, http and undici under the same rule: what is checked is what is connected to. Sockets skip it for a literal
 * IP address, so a host from outside goes through `assertAllowedHost` first.
 */
export function guardedLookup(host: string, options: LookupOptions, callback: LookupCallback): void {
  resolve(host, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, [])
    const refused = addresses.find(({ address }) => !isAllowed(address))
    if (refused) return callback(Object.assign(new Error(`${host} leads into this server's own network`), { code: 'EACCES' }), [])
    if (options.all) return callback(null, addresses)
    const [first] = addresses
    if (!first) return callback(Object.assign(new Error(`${host} has no address`), { code: 'ENOTFOUND' }), [])
    callback(null, first.address, first.family)
  })
}

/** Whether we may connect to this address at all. */
export function isAllowed(address: string): boolean {
  return env().ALLOW_PRIVATE_HOSTS || (isPublic(address) && !isOurs(address))
}

const global = ipaddr.IPv6.parse('2000::')

/** Whether an address, in the spelling the resolver gives, lies in the public internet. */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const ip = ipaddr.parse(address)
  if (ip.kind() === 'ipv4') return ip.range() === 'unicast'
  const range = ip.range()
  // IPv4 in IPv6 clothes (::ffff:…, NAT64 64:ff9b::…): what counts is the address within.
  if (range === 'ipv4Mapped' || range === 'rfc6052') return isPublic(ip.toByteArray().slice(12).join('.'))
  return range === 'unicast' && ip.match(global, 3)
}

// Parley, its database and its neighbours listen on this machine's public address too.
function isOurs(address: string): boolean {
  const ours = Object.values(networkInterfaces()).flatMap((list) => list ?? [])
  return ours.some((own) => ipaddr.process(own.address).toString() === ipaddr.process(address).toString())
}
