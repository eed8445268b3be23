// Runs one puppet of wechaty's for Parley, as a gRPC service. Install here (`npm install`, and the puppet of your choice), then
// PUPPET=wechaty-puppet-… TOKEN=… npm start
import process from 'node:process'
import { PuppetServer } from 'wechaty-puppet-service'
import { heardOf } from './heard.mjs'
import { handlers, service } from './service.mjs'
import { openWaiting } from './waiting.mjs'

const { PUPPET = './practice-puppet.mjs', TOKEN, ADDRESS = '127.0.0.1:8788', WAITING = './waiting', WAITING_MOST = '10000' } = process.env
if (!TOKEN) {
  process.stderr.write('Set TOKEN to a secret of your own; Parley’s channel is given the same.\n')
  process.exit(1)
}

const tell = (line) => process.stdout.write(`${line}\n`)
const complain = (line) => process.stderr.write(`${line}\n`)
const letGo = (count) => complain(`${count} messages were let go: Parley has not taken them, and no more than ${WAITING_MOST} are kept.`)
const waiting = await openWaiting(WAITING, { most: Number(WAITING_MOST), letGo })

const module = await import(PUPPET)
const Puppet = module.default ?? Object.values(module).find((one) => /^Puppet/.test(one?.name ?? ''))
const puppet = new (Puppet.default ?? Puppet)()
const signedIn = () => (puppet.isLoggedIn ? puppet.currentUserId : null)

// One after another: as they come they are kept.
let last = Promise.resolve()
puppet.on('message', ({ messageId }) => {
  last = last
    .then(() => heardOf(puppet, messageId, signedIn() ?? ''))
    .then(waiting.keep)
    .catch((error) => complain(`Message ${messageId} could not be kept: ${String(error)}`))
})
puppet.on('scan', ({ qrcode, status }) =>
  tell(`Scan to sign in (${status}): https://wechaty.js.org/qrcode/${encodeURIComponent(qrcode ?? '')}`),
)
puppet.on('login', ({ contactId }) => tell(`Signed in as ${contactId}.`))
puppet.on('error', (error) => complain(String(error?.data ?? error)))

// Plain gRPC: keep it on this machine or behind a TLS proxy. wechaty’s own certificate is public, key and all.
const server = new PuppetServer({ endpoint: ADDRESS, puppet, token: TOKEN, tls: { disable: true } })
await server.start()
server.grpcServer.addService(service, handlers(TOKEN, waiting, signedIn))
await puppet.start()
tell(`The gateway listens on ${ADDRESS}; ${await waiting.count()} messages wait.`)
