import { setTimeout as sleep } from 'node:timers/promises'
import { short, type Bench } from './figures.ts'
import { startParley } from './parley.ts'
import { openProgram, toRequests, write } from './traffic.ts'
import { flood } from './wire.ts'

const messages = Number(process.env['BENCH_MESSAGES'] ?? 100_000)

/** Resident memory of the one process that is web and worker: ten seconds after its start, and ten after many messages. */
export const memory: Bench = {
  name: 'memory',
  about: `node’s memory, idle and after ${messages.toLocaleString('en')} messages (BENCH_MESSAGES)`,
  run: async (machine) => {
    const parley = await startParley(machine, await machine.database('memory'))
    const channelId = await openProgram(parley)
    await sleep(10_000)
    const idle = parley.rss()
    let most = idle
    const watch = setInterval(() => (most = Math.max(most, parley.rss())), 500)
    for (let done = 0; done < messages; done += 5_000)
      await flood(parley.port, toRequests(write(Math.min(5_000, messages - done), 500), channelId), 16)
    await sleep(10_000)
    clearInterval(watch)
    const after = parley.rss()
    await parley.stop()
    return [
      { what: 'node’s memory, idle', goal: '≤ 200 MB', measured: `${short(idle)} MB`, met: idle <= 200 },
      {
        what: `node’s memory after ${messages.toLocaleString('en')} messages (highest on the way)`,
        goal: '≤ 300 MB',
        measured: `${short(after)} MB (${short(most)} MB)`,
        met: after <= 300,
      },
    ]
  },
}
