import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { bareLoop } from './bare-loop.ts'
import { cpuOf, cpuOfChildren, parentOf } from './cpu.ts'
import { median, short, type Bench } from './figures.ts'
import { startParley, type Parley } from './parley.ts'
import { openProgram, toRequests, write } from './traffic.ts'
import { flood } from './wire.ts'

const rounds = 5
const messages = 3_000
const visitors = 300

/** Messages per second, and processor milliseconds a message cost the one who wrote it and PostgreSQL. */
type Pass = { rate: number; cpu: number }

/** Webhook to committed message with all its effects at 16 requests at once, in turns with the bare loop over the same schema. */
export const ingest: Bench = {
  name: 'ingest',
  about: 'webhook to committed message with all effects, c=16',
  run: async (machine) => {
    const bareUrl = await machine.database('bare')
    const url = await machine.database('ingest')
    const parley = await startParley(machine, url)
    const channelId = await openProgram(parley)
    const database = await machine.connect(url)
    const postmaster = parentOf(await backend(database))
    const bare: Pass[] = []
    const ours: Pass[] = []
    for (let round = 0; round <= rounds; round += 1) {
      bare.push(await pass([process.pid], postmaster, () => bareLoop(bareUrl, write(messages, visitors))))
      const requests = toRequests(write(messages, visitors), channelId)
      ours.push(await pass([parley.pid], postmaster, () => takeIn(parley, requests, database)))
      process.stderr.write(`  bare ${shown(bare.at(-1)!)}, Parley ${shown(ours.at(-1)!)}\n`)
    }
    await parley.stop()
    // The first round only warms both up.
    return figures(bare.slice(1), ours.slice(1))
  },
}

const shown = ({ rate, cpu }: Pass) => `${short(rate)}/s at ${cpu.toFixed(2)} ms`

function figures(bare: Pass[], ours: Pass[]) {
  const rates = (passes: Pass[]) => median(passes.map(({ rate }) => rate))
  const costs = (passes: Pass[]) => median(passes.map(({ cpu }) => cpu))
  const ratio = median(ours.map(({ rate }, n) => rate / bare[n]!.rate))
  return [
    {
      what: 'ingest, c=16',
      goal: '≥ 1.0 × (aim 2)',
      measured: `${short(rates(ours))} msg/s`,
      met: ratio >= 1,
      raw: `${short(rates(bare))} msg/s, bare pg loop`,
      ratio: `${ratio.toFixed(2)} ×`,
    },
    {
      what: 'processor time a message, server and PostgreSQL',
      goal: '–',
      measured: `${costs(ours).toFixed(2)} ms`,
      raw: `${costs(bare).toFixed(2)} ms, bare pg loop`,
      ratio: `${(costs(bare) / costs(ours)).toFixed(2)} ×`,
    },
  ]
}

async function pass(pids: number[], postmaster: number, work: () => Promise<void>): Promise<Pass> {
  const cpu = () => cpuOfChildren(postmaster) + pids.reduce((sum, pid) => sum + cpuOf(pid), 0)
  const [usedBefore, start] = [cpu(), performance.now()]
  await work()
  const seconds = (performance.now() - start) / 1_000
  return { rate: messages / seconds, cpu: ((cpu() - usedBefore) * 1_000) / messages }
}

/** Floods the webhook and waits until the last message is committed with everything that belongs to it. */
async function takeIn(parley: Parley, requests: Buffer[], database: pg.Client): Promise<void> {
  const before = await received(database)
  await flood(parley.port, requests, 16)
  while (await pending(database)) await sleep(5)
  const arrived = (await received(database)) - before
  if (arrived !== messages) throw new Error(`${messages} messages went in and ${arrived} arrived`)
}

async function pending(database: pg.Client): Promise<boolean> {
  const { rows } = await database.query<{ some: boolean }>(`SELECT EXISTS (SELECT 1 FROM raw_events WHERE status = 'pending') AS some`)
  return rows[0]?.some === true
}

async function received(database: pg.Client): Promise<number> {
  const { rows } = await database.query<{ n: number }>('SELECT count(*)::int AS n FROM messages')
  return rows[0]?.n ?? 0
}

async function backend(database: pg.Client): Promise<number> {
  const { rows } = await database.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
  return rows[0]?.pid ?? 0
}
