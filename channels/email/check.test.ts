import type { AddressInfo } from 'node:net'
import tls from 'node:tls'
import { afterEach, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { selfSigned } from '../../tests/support/certificate.ts'
import { check } from './check.ts'
import { emailConfig } from './config.ts'
import { loginFix } from './imap.ts'
import { type Acts, closePeers, lyingPeer } from './lying-peer.ts'

beforeAll(() => vi.stubEnv('ALLOW_PRIVATE_HOSTS', '1'))
afterEach(closePeers)

async function findings(acts: Acts, smtp: object = {}) {
  const { port } = await lyingPeer(acts)
  return findingsOf(port, smtp)
}

function findingsOf(port: number, smtp: object, more: object = {}) {
  const server = { host: '127.0.0.1', port, secure: 'none', password: 'secret', ...smtp }
  const config = emailConfig.parse({ address: 'support@example.com', receiver: true, smtp: server, ...more })
  return check({ kind: 'email', workspaceId: 'w', channelId: 'c', name: 'Mail', config })
}
const fault = async (acts: Acts, smtp: object = {}) => (await findings(acts, smtp)).find((finding) => finding.level !== 'ok')

test('a server that takes the sign-in is well', async () => {
  expect((await findings({})).map(({ subject, level }) => `${subject}: ${level}`)).toEqual(['Receiver: ok', 'SMTP: ok', 'SMTP sign-in: ok'])
})

test('a refused password names its field and the cure', async () => {
  expect(await fault({ AUTH: '535 5.7.8 no' })).toMatchObject({
    level: 'error',
    field: 'smtp.password',
    fix: expect.stringContaining('app password'),
  })
})

test('no password is a warning', async () => {
  expect(await fault({}, { password: '' })).toMatchObject({ level: 'warning', field: 'smtp.password' })
})

test('TLS against a port that speaks none names the port', async () => {
  expect(await fault({}, { secure: 'tls' })).toMatchObject({ level: 'error', field: 'smtp.port', fix: expect.stringContaining('starttls') })
})

test('STARTTLS against a server without it names the encryption', async () => {
  expect(await fault({}, { secure: 'starttls' })).toMatchObject({ level: 'error', field: 'smtp.secure' })
})

describe('a server whose certificate is its own', () => {
  const served = async (certificate: { key: string; cert: string }) => {
    const server = tls.createServer(certificate, (socket) => {
      socket.on('error', () => undefined).on('data', () => socket.write('250 peer\r\n'))
      socket.write('220 peer\r\n')
    })
    server.on('tlsClientError', () => undefined)
    onTestFinished(() => void server.close())
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return (server.address() as AddressInfo).port
  }
  const reached = async (certificate: { key: string; cert: string }, more: object = {}, smtp: object = {}) =>
    (await findingsOf(await served(certificate), { secure: 'tls', password: '', ...smtp }, more)).find(({ subject }) =>
      /^SMTP/.test(subject),
    )

  test('is refused, and said where the certificate is given', async () => {
    expect(await reached(selfSigned())).toMatchObject({ level: 'error', field: 'ca', message: expect.stringContaining('signed by itself') })
  })

  test('is trusted once it is given', async () => {
    const certificate = selfSigned()
    expect(await reached(certificate, { ca: certificate.cert })).toMatchObject({ level: 'ok', message: expect.stringContaining('valid') })
  })

  test('is refused still where it has run out, or is another one', async () => {
    const old = selfSigned({ from: new Date('2020-01-01'), until: new Date('2020-02-01') })
    expect(await reached(old, { ca: old.cert })).toMatchObject({ level: 'error', message: expect.stringContaining('run out') })
    expect(await reached(selfSigned(), { ca: selfSigned().cert })).toMatchObject({ level: 'error', field: 'ca' })
  })
})

test.each([
  ['an address beyond ASCII on a server without SMTPUTF8', {}, 'error', 'address'],
  ['one on a server with it', { EHLO: '250-peer\r\n250-SMTPUTF8\r\n250 AUTH PLAIN' }, undefined, undefined],
])('%s', async (_, acts, level, field) => {
  const { port } = await lyingPeer(acts)
  const found = await findingsOf(port, {}, { address: '客服@example.com' })
  const { level: found_, field: on } = found.find((one) => one.level !== 'ok') ?? {}
  expect([found_, on]).toEqual([level, field])
})

test.each([
  ['the server demands encryption', { AUTH: '530 5.7.0 Must issue a STARTTLS command first' }, 'smtp.secure'],
  ['the server offers no sign-in', { EHLO: '250 peer' }, 'smtp.port'],
])('%s: the field is named', async (_, acts, field) => {
  expect(await fault(acts)).toMatchObject({ level: 'error', field })
})

test('a name that does not resolve names the host', async () => {
  expect(await fault({}, { host: 'nowhere.invalid' })).toMatchObject({ level: 'error', field: 'smtp.host' })
})

test.each([
  ['imap.qq.com', '授权码'],
  ['imap.163.com', '授权码'],
  ['imap.gmail.com', 'app password'],
])('the cure for %s is its provider’s', (host, word) => expect(loginFix(host)).toContain(word))

test.each([
  [{ address: 'support@example.com', receiver: true }, 'smtp.host'],
  [{ address: 'support@example.com', delivery: 'outbox' }, 'imap.host'],
  [{ address: 'support', delivery: 'outbox', receiver: true }, 'address'],
  [{ address: 'a@example.com', delivery: 'outbox', receiver: true, displayName: 'x\r\ny' }, 'displayName'],
  [{ address: 'a@example.com', delivery: 'outbox', imap: { host: 'http://x/' } }, 'imap.host'],
  [
    { address: 'a@example.com', delivery: 'outbox', receiver: true, ca: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----' },
    'ca',
  ],
])('settings that cannot work are refused with their field: %j', (config, field) => {
  expect(emailConfig.safeParse(config).error?.issues.map((issue) => issue.path.join('.'))).toContain(field)
})
