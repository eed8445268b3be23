import { setTimeout as sleep } from 'node:timers/promises'
import { ImapFlow } from 'imapflow'
import { createTransport } from 'nodemailer'
import type pg from 'pg'
import { SMTPServer } from 'smtp-server'
import type { AddressInfo } from 'node:net'
import { noDovecot, startDovecot, type Dovecot } from '../email/dovecot.ts'
import { short, type Bench, type Figure } from './figures.ts'
import { writeMails, type Mail } from './mails.ts'
import { startParley, type Parley } from './parley.ts'

const mails = 3_000
const connections = 16

/** Mail by both doors: from a mailbox of a local Dovecot, and through the built-in SMTP receiver. */
export const mail: Bench = {
  name: 'mail',
  about: 'mail ingest, 1.8 kB each, from Dovecot and by SMTP',
  run: async (machine) => {
    if (noDovecot) throw new Error(noDovecot)
    const url = await machine.database('mail')
    const parley = await startParley(machine, url)
    const database = await machine.connect(url)
    const figures = [await byImap(parley, database, machine.atEnd), await bySmtp(parley, database)]
    await parley.stop()
    return figures
  },
}

async function byImap(parley: Parley, database: pg.Client, atEnd: (work: () => Promise<unknown>) => void): Promise<Figure> {
  const dovecot = await startDovecot()
  atEnd(dovecot.stop)
  const address = 'box@example.com'
  const { port, user, password } = dovecot
  const imap = { host: '127.0.0.1', port, secure: 'none', user, password }
  await parley.call('channel.create', { kind: 'email', name: 'Mailbox', config: { address, delivery: 'outbox', imap } })
  // One mail first: when it is in, Parley is connected and waits in IDLE.
  await dovecot.deliver(writeMails(1, address, 'first').map(({ text }) => text))
  await arrive(database, 1)
  const written = writeMails(mails, address, 'imap')
  await dovecot.deliver(written.map(({ text }) => text))
  const start = performance.now()
  await arrive(database, mails + 1)
  const rate = (mails * 1_000) / (performance.now() - start)
  const raw = await bareFetch(dovecot)
  await assertThreads(database, written)
  return {
    what: 'mail ingest from Dovecot, 1.8 kB; no reply split from its thread',
    goal: '≥ 650 msg/s',
    measured: `${short(rate)} msg/s`,
    met: rate >= 650,
    raw: `${short(raw)} msg/s, imapflow fetching alone`,
    ratio: `${(rate / raw).toFixed(2)} ×`,
  }
}

/** The raw machine: the same mails fetched by the same client and thrown away. */
async function bareFetch({ port, user, password }: Dovecot): Promise<number> {
  const client = new ImapFlow({ host: '127.0.0.1', port, secure: false, doSTARTTLS: false, auth: { user, pass: password }, logger: false })
  await client.connect()
  await client.mailboxOpen('INBOX', { readOnly: true })
  const start = performance.now()
  const fetched = await client.fetchAll('1:*', { uid: true, source: true })
  const rate = (fetched.length * 1_000) / (performance.now() - start)
  await client.logout()
  return rate
}

async function bySmtp(parley: Parley, database: pg.Client): Promise<Figure> {
  const address = 'receiver@example.com'
  await parley.call('channel.create', { kind: 'email', name: 'Receiver', config: { address, delivery: 'outbox', receiver: true } })
  const before = await received(database)
  const written = writeMails(mails, address, 'smtp')
  const start = performance.now()
  await send(parley.smtpPort, written, address)
  await arrive(database, before + mails)
  const rate = (mails * 1_000) / (performance.now() - start)
  const raw = await bareReceiver(written, address)
  await assertThreads(database, written)
  return {
    what: 'mail ingest by SMTP, 1.8 kB, 16 connections',
    goal: '–',
    measured: `${short(rate)} msg/s`,
    raw: `${short(raw)} msg/s, smtp-server throwing away`,
    ratio: `${(rate / raw).toFixed(2)} ×`,
  }
}

/** The questions go first and their answers after, as mail comes: nobody answers what is not delivered yet. */
async function send(port: number, written: Mail[], to: string): Promise<void> {
  const transport = createTransport({
    host: '127.0.0.1',
    port,
    secure: false,
    ignoreTLS: true,
    pool: true,
    maxConnections: connections,
    maxMessages: 100_000,
  })
  for (let turn = 0; turn < 3; turn += 1) {
    const part = written.slice((turn * written.length) / 3, ((turn + 1) * written.length) / 3)
    await Promise.all(part.map(({ text }) => transport.sendMail({ envelope: { from: 'customer@example.com', to: [to] }, raw: text })))
  }
  transport.close()
}

async function bareReceiver(written: Mail[], to: string): Promise<number> {
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    onData: (stream, _session, done) => stream.resume().once('end', () => done()),
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const start = performance.now()
  await send((server.server.address() as AddressInfo).port, written, to)
  const rate = (written.length * 1_000) / (performance.now() - start)
  await new Promise<void>((resolve) => server.close(resolve))
  return rate
}

async function arrive(database: pg.Client, n: number): Promise<void> {
  const deadline = performance.now() + 180_000
  while ((await received(database)) < n) {
    if (performance.now() > deadline) throw new Error(`${await received(database)} of ${n} mails have arrived after three minutes`)
    await sleep(20)
  }
}

async function received(database: pg.Client): Promise<number> {
  const { rows } = await database.query<{ n: number }>('SELECT count(*)::int AS n FROM messages')
  return rows[0]?.n ?? 0
}

/** Every answer must lie in the conversation of the question it names. */
async function assertThreads(database: pg.Client, written: Mail[]): Promise<void> {
  const { rows } = await database.query<{ ref: string; conversation: string }>(
    `SELECT refs[1] AS ref, conversation_id AS conversation FROM messages WHERE direction = 'in'`,
  )
  const places = new Map(rows.map(({ ref, conversation }) => [ref.replace(/[<>]/g, ''), conversation]))
  const split = written.filter(({ id, root }) => !places.has(id) || places.get(id) !== places.get(root))
  if (split.length > 0) throw new Error(`${split.length} of ${written.length} mails lie in another thread than the one they answer`)
}
