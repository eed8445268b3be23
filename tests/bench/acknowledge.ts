import { percentile, spread, type Bench } from './figures.ts'
import { startParley } from './parley.ts'
import { pacedCommits } from './raw.ts'
import { openProgram, toRequests, write } from './traffic.ts'
import { pace } from './wire.ts'

const perSecond = 200

/** From the moment a webhook is due to its 200, which stands for a durable commit. */
export const acknowledge: Bench = {
  name: 'acknowledge',
  about: 'acknowledge a webhook, 200 a second',
  run: async (machine) => {
    const url = await machine.database('acknowledge')
    const parley = await startParley(machine, url)
    const channelId = await openProgram(parley)
    await pace(parley.port, toRequests(write(perSecond * 2, 100), channelId), perSecond, 256)
    const took = await pace(parley.port, toRequests(write(perSecond * 10, 200), channelId), perSecond, 256)
    await parley.stop()
    const raw = await pacedCommits(url, perSecond * 4, perSecond)
    return [
      {
        what: 'acknowledge a webhook, 200/s, p50 / p99',
        goal: 'p99 ≤ 30 ms',
        measured: spread(took),
        met: percentile(took, 0.99) <= 30,
        raw: `${spread(raw)}, one INSERT`,
      },
    ]
  },
}
