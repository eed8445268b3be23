import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { createTransport } from 'nodemailer'
import type pg from 'pg'
import { fileBombs, htmlBombs, jsonBombs, largeMails, mailBombs } from '../support/bombs.ts'
import { short, type Bench, type Figure } from './figures.ts'
import { floods, visitorToken } from './floods.ts'
import { startParley, type Parley } from './parley.ts'
import { openWebchat } from './traffic.ts'
import { longestWait } from './waits.ts'

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
    figures.push(
      await worst(parley, 'ten large mails at once', largeMails(), (bytes) =>
        atOnce(10, (n) => byMail(parley, database, Buffer.concat([bytes, Buffer.from(`${n}\r\n`)]), n)),
      ),
    )
    figures.push(await worst(parley, 'HTML of an old mail, opened', htmlBombs, (html) => byOpening(parley, database, html)))
    figures.push(await worst(parley, 'files to import', await fileBombs(), (bytes) => byUpload(parley, bytes)))
    figures.push(await worst(parley, 'JSON to the web chat’s webhook', jsonBombs, (body) => byWebhook(parley, database, webchat, body)))
    figures.push(await worst(parley, 'floods of strangers and visitors', floods, (flood) => flood(parley, webchat)))
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

const atOnce = (count: number, work: (n: number) => Promise<unknown>) => Promise.all(Array.from({ length: count }, (_, n) => work(n)))

/** From a sender of its own, so that no sender brings too much. */
async function byMail(parley: Parley, database: pg.Client, raw: Buffer, n = 0): Promise<void> {
  const transport = createTransport({ host: '127.0.0.1', port: parley.smtpPort, ignoreTLS: true })
  await transport.sendMail({ envelope: { from: `bomber-${n}@example.com`, to: [address] }, raw })
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
