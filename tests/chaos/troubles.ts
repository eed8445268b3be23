import { setTimeout as sleep } from 'node:timers/promises'
import type { Installation } from './installation.ts'
import type { Plan } from './plan.ts'
import { between, shuffled } from './until.ts'

/** What else can be hurt, with its name. */
export type Blow = { name: string; times: number; strike: () => Promise<void> }

/** Kills the server and restarts the database as often as planned, in any order, at any moment. */
export async function makeTrouble(parley: Installation, plan: Plan, more: Blow[] = []): Promise<void> {
  const kill: Blow = { name: 'kill -9', times: plan.kills, strike: parley.kill }
  let restarts = 0
  const restart: Blow = {
    name: 'restart of PostgreSQL',
    times: plan.databaseRestarts,
    strike: () => parley.restartDatabase(restarts++ % 2 === 0),
  }
  const blows = shuffled([kill, restart, ...more].flatMap((blow) => Array.from({ length: blow.times }, () => blow)))
  const began = Date.now()
  for (const blow of blows) {
    await sleep(between(...plan.life))
    process.stdout.write(`${((Date.now() - began) / 1000).toFixed(0).padStart(5)} s  ${blow.name}\n`)
    await blow.strike()
  }
}
