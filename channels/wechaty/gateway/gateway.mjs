// Runs one puppet of wechaty's as a gRPC service for Parley. Install here (`npm install`, and the puppet of your choice), then
// PUPPET=wechaty-puppet-… TOKEN=… npm start
import process from 'node:process'
import { PuppetServer } from 'wechaty-puppet-service'

const { PUPPET = 'wechaty-puppet-mock', TOKEN, ADDRESS = '127.0.0.1:8788' } = process.env
if (!TOKEN) {
  process.stderr.write('Set TOKEN to a secret of your own; Parley’s channel is given the same.\n')
  process.exit(1)
}

const module = await import(PUPPET)
const Puppet = module.default ?? Object.values(module).find((one) => /^Puppet/.test(one?.name ?? ''))
const puppet = new (Puppet.default ?? Puppet)()
// Plain gRPC: keep it on this machine or behind a TLS proxy. wechaty’s own certificate is public, key and all.
const server = new PuppetServer({ endpoint: ADDRESS, puppet, token: TOKEN, tls: { disable: true } })
puppet.on('scan', ({ qrcode, status }) =>
  process.stdout.write(`Scan to sign in (${status}): https://wechaty.js.org/qrcode/${encodeURIComponent(qrcode ?? '')}\n`),
)
puppet.on('login', ({ contactId }) => process.stdout.write(`Signed in as ${contactId}.\n`))
puppet.on('error', (error) => process.stderr.write(`${String(error?.data ?? error)}\n`))
await server.start()
await puppet.start()
process.stdout.write(`The gateway listens on ${ADDRESS}.\n`)
