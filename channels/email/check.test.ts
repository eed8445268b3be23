import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import { check } from './check.ts'
import { emailConfig } from './config.ts'
import { loginFix } from './imap.ts'
import { type Acts, closePeers, lyingPeer } from './lying-peer.ts'

beforeAll(() => vi.stubEnv('ALLOW_PRIVATE_HOSTS', '1'))
afterEach(closePeers)

async function findings(acts: Acts, smtp: object = {}) {
  const { port } = await lyingPeer(acts)
  const server = { host: '127.0.0.1', port, secure: 'none', password: 'secret', ...smtp }
  const config = emailConfig.parse({ address: 'support@example.com', receiver: true, smtp: server })
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
])('settings that cannot work are refused with their field: %j', (config, field) => {
  expect(emailConfig.safeParse(config).error?.issues.map((issue) => issue.path.join('.'))).toContain(field)
})
