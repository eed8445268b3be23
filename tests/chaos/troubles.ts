import { setTimeout as sleep } from 'node:timers/promises'
import type { Installation } from './installation.ts'
import type { Blows, Plan } from './plan.ts'
import { between, shuffled } from './until.ts'

/** Something that can be hurt, with its name and how often that is done. */
export type Blow = { name: string; times: number; strike: () => Promise<void> }

// Leases last 12 s.
const pastLeaseMs = 14_000
const hangMs = 6_000
const fullMs = 6_000
const foreignMs = 8_000
const hour = 3_600_000

/** Hurts the installation as often as planned, in any order, at any moment. */
export async function makeTrouble(parley: Installation, plan: Plan, more: Blow[] = []): Promise<void> {
  const all = [...blowsAt(parley, plan.blows), ...more]
  const blows = shuffled(all.flatMap((blow) => Array.from({ length: blow.times }, () => blow)))
  const began = Date.now()
  for (const blow of blows) {
    await sleep(between(...plan.life))
    process.stdout.write(`${((Date.now() - began) / 1000).toFixed(0).padStart(5)} s  ${blow.name}\n`)
    await blow.strike()
  }
}

function blowsAt({ main, worker, database, disk }: Installation, times: Blows): Blow[] {
  let [kills, restarts, stops, skews] = [0, 0, 0, 0]
  if (!disk && times.fullDisks > 0) process.stdout.write('skipped: full disk (nobody lets us mount one)\n')
  return [
    { name: 'kill -9', times: times.kills, strike: () => (kills++ % 3 === 2 ? worker : main).kill() },
    {
      name: 'restart of PostgreSQL',
      times: times.databaseRestarts,
      strike: () => database.end(restarts++ % 2 === 0 ? 'SIGINT' : 'SIGQUIT'),
    },
    { name: 'stop of a process', times: times.stops, strike: () => (stops++ % 2 === 0 ? main : worker).stopFor(pastLeaseMs) },
    { name: 'hang of PostgreSQL', times: times.databaseHangs, strike: () => database.hangFor(hangMs) },
    { name: 'kill -9 of the postmaster', times: times.postmasterKills, strike: () => database.end('SIGKILL') },
    { name: 'a worker an hour off', times: times.skews, strike: () => worker.kill(skews++ % 2 === 0 ? hour : -hour) },
    { name: 'full disk', times: disk ? times.fullDisks : 0, strike: async () => disk?.fillFor(fullMs) },
    { name: 'a foreign transaction', times: times.foreignTransactions, strike: () => database.foreignTransaction(foreignMs) },
    { name: 'poison in the feed', times: times.poisons, strike: () => database.poison() },
  ]
}
