import { expect, test, vi } from 'vitest'

vi.stubEnv('TRUSTED_NETWORKS', '10.1.0.0/16, 192.0.2.7,2001:db8:5::/48')
const { isTrusted, networkOf } = await import('./networks.ts')

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:5:6:7:8:9:a', '2001:db8:5:6::'],
  ['no address', 'no address'],
])('%s is in the network %s', (ip, network) => expect(networkOf(ip)).toBe(network))

test.each([
  ['10.1.200.3', true],
  ['10.2.0.1', false],
  ['::ffff:192.0.2.7', true],
  ['192.0.2.8', false],
  ['2001:db8:5:6:7:8:9:a', true],
  ['2001:db8:6::1', false],
  ['no address', false],
])('%s is trusted: %s', (ip, trusted) => expect(isTrusted(networkOf(ip))).toBe(trusted))
