import { io, type Socket } from 'socket.io-client'
import type { ServerToAgent } from '../../contract/sync.ts'
import { percentile, spread, type Bench } from './figures.ts'
import { startParley, type Parley } from './parley.ts'
import { pacedCommits } from './raw.ts'
import { openProgram, toRequests, write } from './traffic.ts'
import { pace } from './wire.ts'

const perSecond = 50
const seconds = 10

/** From the moment a webhook is due to the moment another agent's socket has the message, at 50 a second. */
export const delivery: Bench = {
  name: 'delivery',
  about: 'webhook to the other agent’s socket, 50 msg/s',
  run: async (machine) => {
    const url = await machine.database('delivery')
    const parley = await startParley(machine, url)
    const channelId = await openProgram(parley)
    await measure(parley, channelId, perSecond)
    const took = await measure(parley, channelId, perSecond * seconds)
    await parley.stop()
    const raw = await pacedCommits(url, perSecond * 4, perSecond)
    return [
      {
        what: 'webhook → agent’s socket, 50 msg/s, p50 / p99',
        goal: '≤ 25 / 100 ms',
        measured: spread(took),
        met: percentile(took, 0.5) <= 25 && percentile(took, 0.99) <= 100,
        raw: `${spread(raw)}, one INSERT`,
      },
    ]
  },
}

async function measure(parley: Parley, channelId: string, n: number): Promise<number[]> {
  const messages = write(n, 50)
  const socket = await agent(parley)
  const arrived = new Map<string, number>()
  const all = new Promise<void>((resolve) => {
    socket.on('events', ({ events }) => {
      for (const event of events) if (event.name === 'message.received') arrived.set(event.data.message.externalId ?? '', performance.now())
      if (arrived.size >= n) resolve()
    })
  })
  const start = performance.now()
  await pace(parley.port, toRequests(messages, channelId), perSecond)
  await all
  socket.disconnect()
  return messages.map(({ id }, i) => arrived.get(id)! - (start + (i * 1_000) / perSecond))
}

async function agent(parley: Parley): Promise<Socket<ServerToAgent>> {
  const socket: Socket<ServerToAgent> = io(parley.url, {
    path: '/realtime',
    auth: { token: parley.token },
    transports: ['websocket'],
    forceNew: true,
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('hello', () => resolve())
    socket.once('connect_error', reject)
  })
  return socket
}
