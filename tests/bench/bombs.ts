import { execFileSync } from 'node:child_process'
import { type EventEmitter, once } from 'node:events'
import { readFileSync } from 'node:fs'
import { Agent, get } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { createTransport } from 'nodemailer'
import { io, type Socket } from 'socket.io-client'
import { v7 } from 'uuid'
import type pg from 'pg'
import { fileBombs, htmlBombs, jsonBombs, mailBombs } from '../support/bombs.ts'
import { short, type Bench, type Figure } from './figures.ts'
import { startParley, type Parley } from './parley.ts'
import { openWebchat } from './traffic.ts'

const address = 'support@example.com'
const goalMs = 250

/** The longest any other request waits while Parley reads what is made to hold it up, one bomb after the other; and what a parser process costs. */
export const bombs: Bench = {
  name: 'bombs',
  about: 'other requests while a mail, a file or a webhook is made to hold Parley up',
  run: async (machine) => {
    const url = await machine.database('bombs')
    const parley = await startParley(machine, url, { SMTP_TRUSTED_RELAYS: '' })
    const database = await machine.connect(url)
    const webchat = await openWebchat(parley)
    await parley.call('channel.create', { kind: 'email', name: 'Mail', config: { address, receiver: true, delivery: 'outbox' } })
    await sleep(5_000)
    const idle = parley.rss()
    const figures = [await undisturbed(parley)]
    figures.push(await worst(parley, 'mails by SMTP', mailBombs(), (bytes) => byMail(parley, database, bytes)))
    figures.push(parserMemory(parley, idle))
    figures.push(await worst(parley, 'HTML of an old mail, opened', htmlBombs, (html) => byOpening(parley, database, html)))
    figures.push(await worst(parley, 'files to import', await fileBombs(), (bytes) => byUpload(parley, bytes)))
    figures.push(await worst(parley, 'JSON to the web chat’s webhook', jsonBombs, (body) => byWebhook(parley, database, webchat, body)))
    figures.push(await worst(parley, 'floods of a visitor', floods, (flood) => flood(parley, webchat)))
    await sleep(20_000)
    figures.push({
      what: 'parser processes 20 s after the last bomb',
      goal: '0',
      measured: String(children(parley).length),
      met: children(parley).length === 0,
    })
    await parley.stop()
    return figures
  },
}

async function undisturbed(parley: Parley): Promise<Figure> {
  const longest = await longestWait(parley, () => sleep(5_000))
  return { what: 'longest wait for a request, nothing else going on', goal: '–', measured: `${short(longest)} ms` }
}

async function worst<Bomb>(
  parley: Parley,
  what: string,
  all: Record<string, Bomb>,
  drop: (bomb: Bomb) => Promise<unknown>,
): Promise<Figure> {
  const waits: { name: string; ms: number }[] = []
  for (const [name, bomb] of Object.entries(all)) waits.push({ name, ms: await longestWait(parley, () => drop(bomb)) })
  for (const { name, ms } of waits) process.stderr.write(`  ${what}: ${name}: ${short(ms)} ms\n`)
  const { name, ms } = waits.reduce((a, b) => (a.ms > b.ms ? a : b))
  return {
    what: `longest wait of another request, ${waits.length} bombs: ${what}`,
    goal: `≤ ${goalMs} ms`,
    measured: `${short(ms)} ms (${name})`,
    met: ms <= goalMs,
  }
}

/** Asks for a page every 10 ms, over connections that are open already, as long as `work` takes; the longest it waited, in ms. */
async function longestWait(parley: Parley, work: () => Promise<unknown>): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: 4 })
  let isDone = false
  const done = work().finally(() => (isDone = true))
  const waits: number[] = []
  const ask = async () => {
    while (!isDone) {
      const start = performance.now()
      const request = get(`${parley.url}/api/v1/conversations?limit=20`, { agent, headers: { authorization: `Bearer ${parley.token}` } })
      const [answer] = (await once(request, 'response')) as [import('node:http').IncomingMessage]
      for await (const _ of answer);
      waits.push(performance.now() - start)
      await sleep(10)
    }
  }
  await Promise.all([ask(), ask(), done])
  agent.destroy()
  return Math.max(...waits)
}

async function byMail(parley: Parley, database: pg.Client, raw: Buffer): Promise<void> {
  const transport = createTransport({ host: '127.0.0.1', port: parley.smtpPort, ignoreTLS: true })
  await transport.sendMail({ envelope: { from: 'bomber@example.com', to: [address] }, raw })
  transport.close()
  await handled(database)
}

async function byOpening(parley: Parley, database: pg.Client, html: string): Promise<void> {
  const { rows } = await database.query<{ id: string }>(
    `UPDATE messages SET html = $1, html_form = 'raw' WHERE id = (SELECT id FROM messages WHERE direction = 'in' ORDER BY created_at LIMIT 1) RETURNING id`,
    [html],
  )
  await parley.call('message.html', { id: rows[0]!.id })
}

async function byUpload({ url, token }: Parley, bytes: Buffer): Promise<void> {
  const form = new FormData()
  form.append('file', new Blob([new Uint8Array(bytes)]), 'customers.xlsx')
  await (await fetch(`${url}/api/v1/imports`, { method: 'POST', headers: { authorization: `Bearer ${token}` }, body: form })).arrayBuffer()
}

async function byWebhook({ url }: Parley, database: pg.Client, channelId: string, body: string): Promise<void> {
  const token = await visitorToken(url, channelId)
  await (await fetch(`${url}/webhooks/${channelId}`, { method: 'POST', body, headers: { authorization: `Bearer ${token}` } })).arrayBuffer()
  await handled(database)
}

/** A visitor who does what no person does. */
const floods: Record<string, (parley: Parley, channelId: string) => Promise<unknown>> = {
  '30,000 packets that she types': async (parley, channelId) => {
    const socket = await visitorSocket(parley, channelId)
    const cut = once(socket as unknown as EventEmitter, 'disconnect')
    for (let n = 0; n < 30_000; n++) socket.emit('typing')
    await cut
  },
  '5,000 messages by socket': async (parley, channelId) => {
    const socket = await visitorSocket(parley, channelId)
    const cut = once(socket as unknown as EventEmitter, 'disconnect')
    for (let n = 0; n < 5_000; n++) socket.emit('send', { id: v7(), text: 'again' })
    await cut
  },
  '1,500 messages by webhook': async ({ url }, channelId) => {
    const token = await visitorToken(url, channelId)
    const send = () => {
      const body = JSON.stringify({ type: 'message', id: v7(), text: 'again' })
      return fetch(`${url}/webhooks/${channelId}`, { method: 'POST', body, headers: { authorization: `Bearer ${token}` } })
    }
    for (let n = 0; n < 1_500; n += 16) await Promise.all(Array.from({ length: 16 }, () => send().then((answer) => answer.arrayBuffer())))
  },
}

async function visitorSocket({ url }: Parley, channelId: string): Promise<Socket> {
  const auth = { token: await visitorToken(url, channelId) }
  const socket = io(`${url}/widget`, { path: '/realtime', transports: ['websocket'], auth, forceNew: true, reconnection: false })
  await once(socket as unknown as EventEmitter, 'connect')
  return socket
}

async function visitorToken(url: string, channelId: string): Promise<string> {
  const session = await fetch(`${url}/widget/session`, {
    method: 'POST',
    body: JSON.stringify({ channelId }),
    headers: { 'content-type': 'application/json' },
  })
  return ((await session.json()) as { token: string }).token
}

async function handled(database: pg.Client): Promise<void> {
  for (;;) {
    const { rows } = await database.query(`SELECT 1 FROM raw_events WHERE status = 'pending' LIMIT 1`)
    if (rows.length === 0) return
    await sleep(20)
  }
}

function parserMemory(parley: Parley, idle: number): Figure {
  const own = children(parley).map((pid) => Number(/Pss:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1]) / 1024)
  return {
    what: 'memory: the server idle, with no parser process; then those there are after the mails (Pss)',
    goal: '≤ 200 MB idle',
    measured: `${short(idle)} MB; ${own.map(short).join(', ')} MB`,
    met: idle <= 200,
  }
}

/** The parser processes of a Parley. */
function children({ pid }: Parley): number[] {
  const lines = execFileSync('ps', ['-e', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n')
  return lines.flatMap((line) => {
    const [own, parent, ...args] = line.trim().split(/\s+/)
    return Number(parent) === pid && args.join(' ').includes('parsers.js') ? [Number(own)] : []
  })
}
