import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { v7 } from 'uuid'
import { gatherCrowd, type Crowd } from './crowd.ts'
import { percentile, spread, type Bench } from './figures.ts'
import type { Machine } from './machine.ts'
import { startParley, type Parley } from './parley.ts'
import { openProgram, toRequests, write } from './traffic.ts'
import { flood } from './wire.ts'

const clients = 2_000
const events = 10

/** From a webhook's sending until each of 2,000 agents' sockets has heard of the message, beside socket.io alone. */
export const fanout: Bench = {
  name: 'fanout',
  about: '2,000 socket clients, one event to all',
  run: async (machine) => {
    const parley = await startParley(machine, await machine.database('fanout'))
    const ours = await throughParley(parley)
    await parley.stop()
    const raw = await throughBareSockets(machine)
    return [
      {
        what: 'one message to 2,000 sockets, p50 / p99',
        goal: 'p99 ≤ 300 ms',
        measured: spread(ours),
        met: percentile(ours, 0.99) <= 300,
        raw: `${spread(raw)}, socket.io alone`,
        ratio: `${(percentile(ours, 0.99) / percentile(raw, 0.99)).toFixed(2)} ×`,
      },
    ]
  },
}

async function throughParley(parley: Parley): Promise<number[]> {
  const channelId = await openProgram(parley)
  const crowd = await gatherCrowd(parley.port, '/realtime', clients, parley.token)
  const took = await tell(crowd, async (mark) => {
    const [message] = write(1, 1)
    await flood(parley.port, toRequests([{ ...message!, text: `${message!.text} ${mark}` }], channelId), 1)
  })
  crowd.leave()
  return took
}

async function throughBareSockets(machine: Machine): Promise<number[]> {
  const { port, child } = await bareSockets()
  machine.atEnd(async () => child.kill())
  const crowd = await gatherCrowd(port, '/realtime', clients, '')
  const filling = 'x'.repeat(1_500)
  const took = await tell(crowd, async (mark) => {
    await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: JSON.stringify({ mark, filling }) })
  })
  crowd.leave()
  child.kill()
  return took
}

/** Latencies of every listener for several events; the first event only warms up. */
async function tell(crowd: Crowd, send: (mark: string) => Promise<void>): Promise<number[]> {
  const took: number[] = []
  for (let n = 0; n <= events; n += 1) {
    const mark = v7()
    const start = performance.now()
    const heard = crowd.hear(mark)
    await send(mark)
    const times = await heard
    if (n > 0) took.push(...times.map((time) => time - start))
  }
  return took
}

async function bareSockets(): Promise<{ port: number; child: ChildProcess }> {
  const child = spawn(process.execPath, ['--import', 'tsx', `${import.meta.dirname}/bare-sockets.ts`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  const { port } = JSON.parse(line.toString()) as { port: number }
  return { port, child }
}
