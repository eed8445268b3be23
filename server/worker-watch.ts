import { setTimeout as sleep } from 'node:timers/promises'
import { Gauge } from 'prom-client'
import { alarmWhen } from './health.ts'
import { unheldLeases } from './leases.ts'
import { log } from './log.ts'
import { registers } from './metrics.ts'

const lookEveryMs = 2_000
/** A dead worker's tasks are taken over within 15 s; past this nobody is there to take them. */
const alarmAfterMs = 30_000

/** What only workers do, as a process sees it: `tasks` are leases of the installation, `waitingSeconds` for how long the oldest input has waited. */
type Work = { tasks: () => string[]; waitingSeconds: () => Promise<number> }

let silentMs = () => 0

new Gauge({
  registers,
  name: 'parley_worker_silent_seconds',
  help: 'For how long no worker has run what only workers do, or the oldest input has waited',
  collect() {
    this.set(silentMs() / 1_000)
  },
})

/**
 * Looks every few seconds whether workers are at work, in whatever process: tells the metric, and raises an alarm of `/readyz` when none has been
 * for half a minute. The web goes on serving meanwhile. Gives the function that ends it.
 */
export function watchWorkers({ tasks, waitingSeconds }: Work): () => Promise<void> {
  const unheldSince = new Map<string, number>(tasks().map((task) => [task, performance.now()]))
  let waitingMs = 0
  const look = async () => {
    const unheld = new Set(await unheldLeases(tasks()))
    for (const task of [...unheldSince.keys()]) if (!unheld.has(task)) unheldSince.delete(task)
    for (const task of unheld) if (!unheldSince.has(task)) unheldSince.set(task, performance.now())
    waitingMs = (await waitingSeconds()) * 1_000
  }
  const stop = new AbortController()
  // One look after the other: one that has to wait must not pile up behind itself.
  const lookAgainAndAgain = async () => {
    while (!stop.signal.aborted) {
      await look().catch((error: Error) => log.debug({ error: error.message }, 'nobody could tell whether workers are at work'))
      await sleep(lookEveryMs, undefined, { signal: stop.signal }).catch(() => undefined)
    }
  }
  silentMs = () => Math.max(0, waitingMs, ...unheldFor(unheldSince))
  void lookAgainAndAgain()
  alarmWhen('workers', async () => {
    const names = [...unheldSince.keys()].sort()
    const longest = Math.max(0, ...unheldFor(unheldSince))
    if (longest > alarmAfterMs) return `nobody has run ${names.join(', ')} for ${seconds(longest)} s: is a worker alive?`
    return waitingMs > alarmAfterMs ? `what came in has waited ${seconds(waitingMs)} s for a worker` : null
  })
  return async () => stop.abort()
}

const unheldFor = (since: Map<string, number>) => [...since.values()].map((moment) => performance.now() - moment)
const seconds = (ms: number) => Math.floor(ms / 1_000)
