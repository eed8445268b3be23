import ipaddr from 'ipaddr.js'
import { env } from './env.ts'

/** What one household or machine cannot choose freely, as an address: an IPv4 address, or the first 64 bits of an IPv6 address. */
export function networkOf(ip: string): string {
  if (!ipaddr.isValid(ip)) return ip
  const address = ipaddr.process(ip)
  if (address.kind() === 'ipv4') return address.toString()
  return ipaddr.fromByteArray([...address.toByteArray().slice(0, 8), ...new Array<number>(8).fill(0)]).toString()
}

/** Whether an address lies in a range (`192.0.2.0/24`), or is it. */
export function isWithin(ip: string, range: string): boolean {
  if (!ipaddr.isValid(ip)) return false
  const address = ipaddr.process(ip)
  const [base, bits] = ipaddr.isValidCIDR(range) ? ipaddr.parseCIDR(range) : [ipaddr.process(range), null]
  if (address.kind() !== base.kind()) return false
  return bits === null ? address.toString() === base.toString() : address.match([base, bits] as never)
}

/** Whether many honest people are known to come from this network (`networkOf`), so that what they do together is not limited: TRUSTED_NETWORKS. */
export const isTrusted = (network: string): boolean => env().TRUSTED_NETWORKS.some((range) => isWithin(network, range))
