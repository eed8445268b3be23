import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { databaseTime, noteTime } from './clock.ts'
import { inLane, tearConnections } from './db.ts'
import { hushFailures, log } from './log.ts'
import { metrics } from './metrics.ts'

/** The database does not answer at the moment: whoever asks gets a quick refusal instead of waiting with it. */
export class DatabaseAway extends Error {}

/** What people are told meanwhile. */
export const databaseIsAway = 'Parley cannot reach its database at the moment. Try again in a few seconds.'

const askEveryMs = 1000
// In steps, because one long pause of our own must not count as the database's: in each step what has arrived is read.
const [quickSteps, quickMs] = [4, 25]
const [steps, stepMs] = [13, 250]
/** A connection that stays silent for so many steps more is given up; by a shorter silence (a stopped server) it lives. */
const mostSteps = 80
const reconnectMs = 500

let away: string | null = null
const waiting = new Set<(error: Error) => void>()

/** Why the database is away; null while it answers. */
export function databaseAway(): string | null {
  return away
}

/**
 * The outcome of what somebody outside asks for, or `DatabaseAway` as soon as the database is known not to answer: at once, or some three seconds
 * after it fell silent. The work itself goes on, unheard.
 */
export function whileDatabaseAnswers<T>(work: () => Promise<T>): Promise<T> {
  if (away !== null) return Promise.reject(new DatabaseAway(away))
  return new Promise((resolve, reject) => {
    waiting.add(reject)
    void inLane('requests', work)
      .then(resolve, reject)
      .finally(() => waiting.delete(reject))
  })
}

/** A connection for `watchDatabase`, apart from the pool so that it waits behind nobody. */
export async function connectWatch(url: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 3000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
  })
  // Its loss is heard by the next question.
  client.on('error', (error) => log.debug({ error: error.message }, 'the watch on the database lost its connection'))
  await client.connect()
  return client
}

/**
 * Asks the database every second what time it is, and so whether it is there, until `signal` aborts: on `first`, and when that is lost on what `connect` gives. A `connect`
 * that throws is tried again, unless `isFinal` says otherwise of its error: then this rejects with it.
 */
export async function watchDatabase(
  first: pg.Client,
  signal: AbortSignal,
  connect: () => Promise<pg.Client>,
  isFinal: (error: unknown) => boolean = () => false,
): Promise<void> {
  let client: pg.Client | null = first
  try {
    while (!signal.aborted) {
      const wasSilent = await askUntilLost(client, signal)
      hushFailures(true)
      await close(client)
      client = null
      while (!client && !signal.aborted) client = await reconnect(connect, signal, isFinal)
      if (!client) return
      if (wasSilent) tearConnections()
    }
  } finally {
    if (client) await close(client)
    away = null
    hushFailures(false)
  }
}

/** Resolves when the connection is of no use any more, with whether it only fell silent, or when `signal` aborts. */
async function askUntilLost(client: pg.Client, signal: AbortSignal): Promise<boolean> {
  const lost = new AbortController()
  client.once('end', () => lost.abort())
  const resting = AbortSignal.any([signal, lost.signal])
  while (!signal.aborted) {
    const asked = { state: 'waits' as 'waits' | 'here' | 'lost' }
    const start = performance.now()
    client.query<{ ms: number }>(databaseTime).then(
      ({ rows }) => {
        noteTime(rows[0]!.ms, start, performance.now())
        asked.state = 'here'
      },
      () => (asked.state = 'lost'),
    )
    for (let step = 0; asked.state === 'waits' && step < mostSteps && !signal.aborted; step += 1) {
      await rest(step < quickSteps ? quickMs : stepMs, signal)
      if (asked.state === 'waits' && step >= steps) tell('it does not answer')
    }
    if (asked.state !== 'here') return asked.state === 'waits'
    tell(null)
    await rest(askEveryMs, resting)
  }
  return false
}

async function reconnect(
  connect: () => Promise<pg.Client>,
  signal: AbortSignal,
  isFinal: (error: unknown) => boolean,
): Promise<pg.Client | null> {
  const late = setTimeout(() => tell('it cannot be reached'), reconnectMs)
  try {
    const client = await connect()
    tell(null)
    return client
  } catch (error) {
    if (isFinal(error)) throw error
    if (!signal.aborted) tell('it cannot be reached', error)
    await rest(reconnectMs, signal)
    return null
  } finally {
    clearTimeout(late)
  }
}

/** One with a question under way is torn at once. */
async function close(client: pg.Client): Promise<void> {
  await client.end().catch((error: Error) => log.debug({ error: error.message }, 'the watch on the database could not say goodbye'))
}

function tell(why: string | null, cause?: unknown): void {
  metrics.databaseUp.set(why === null ? 1 : 0)
  hushFailures(false)
  if (why === away) return hushFailures(why !== null)
  away = why
  if (why === null) return log.warn('the database answers again')
  log.error(
    { why, error: cause instanceof Error ? cause.message : undefined },
    'the database is away: requests are refused until it is back',
  )
  hushFailures(true)
  for (const reject of waiting) reject(new DatabaseAway(why))
  waiting.clear()
}

function rest(ms: number, signal: AbortSignal): Promise<void> {
  return sleep(ms, undefined, { signal }).catch(() => undefined)
}
