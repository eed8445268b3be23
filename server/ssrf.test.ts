import { connect } from 'node:net'
import { networkInterfaces } from 'node:os'
import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { assertAllowedHost, guardedLookup, isAllowed, isPublic } from './ssrf.ts'

const inner = [
  ['loopback', '127.0.0.1'],
  ['loopback, not the usual one', '127.8.8.8'],
  ['this host', '0.0.0.0'],
  ['private', '10.1.2.3'],
  ['private', '172.16.0.1'],
  ['private', '192.168.1.1'],
  ['link-local, where clouds keep their keys', '169.254.169.254'],
  ['carrier-grade NAT', '100.64.0.1'],
  ['multicast', '224.0.0.1'],
  ['broadcast', '255.255.255.255'],
  ['documentation', '192.0.2.1'],
  ['benchmarking', '198.18.0.1'],
  ['reserved', '240.0.0.1'],
  ['IPv6 loopback', '::1'],
  ['IPv6 unspecified', '::'],
  ['IPv6 link-local', 'fe80::1'],
  ['IPv6 unique local', 'fd00::1'],
  ['IPv6 site-local', 'fec0::1'],
  ['IPv6 multicast', 'ff02::1'],
  ['IPv6 documentation', '2001:db8::1'],
  ['IPv4-mapped', '::ffff:127.0.0.1'],
  ['IPv4-mapped in hex', '::ffff:7f00:1'],
  ['IPv4-compatible', '::127.0.0.1'],
  ['NAT64', '64:ff9b::127.0.0.1'],
  ['NAT64 in hex', '64:ff9b::a9fe:a9fe'],
  ['local NAT64', '64:ff9b:1::a00:1'],
  ['6to4', '2002:7f00:1::'],
  ['Teredo', '2001:0:7f00:1::'],
] as const

describe('addresses', () => {
  it.each(inner)('of the inside are not public: %s %s', (_, address) => {
    expect(isPublic(address)).toBe(false)
    expect(isAllowed(address)).toBe(false)
  })

  it.each(['8.8.8.8', '223.5.5.5', '2606:4700:4700::1111', '2400:3200::1', '::ffff:8.8.8.8', '64:ff9b::8.8.8.8'])(
    'of the internet are: %s',
    (address) => {
      expect(isPublic(address)).toBe(true)
    },
  )

  it('of this machine are not allowed, public or not', () => {
    for (const { address } of Object.values(networkInterfaces()).flatMap((list) => list ?? [])) expect(isAllowed(address)).toBe(false)
  })
})

describe('hosts', () => {
  it.each(['localhost', '2130706433', '0x7f000001', '0177.0.0.1', '127.1', '[::1]', '::ffff:127.0.0.1', 'LOCALHOST'])(
    'are refused in every spelling: %s',
    async (host) => {
      await expect(assertAllowedHost(host)).rejects.toMatchObject({ code: 'invalid', field: 'host' })
    },
  )

  it('that do not resolve are said so', async () => {
    await expect(assertAllowedHost('nowhere.invalid')).rejects.toMatchObject({ code: 'upstream' })
  })

  it('give the address that was checked', async () => {
    expect(await assertAllowedHost('8.8.8.8')).toEqual({ address: '8.8.8.8', family: 4 })
  })

  it('are refused at the moment of connecting too', async () => {
    const socket = connect({ host: 'localhost', port: 1, lookup: guardedLookup })
    const [error] = (await once(socket, 'error').catch((thrown: unknown) => [thrown])) as [Error]
    expect(error.message).toContain('own network')
  })
})
