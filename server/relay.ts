import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import type pg from 'pg'
import { pool, vitalPool } from './db.ts'
import { env } from './env.ts'
import { processId } from './leases.ts'
import { log } from './log.ts'
import { relayWakes, type Topic, wakeHere } from './wake.ts'
import { aborted } from './within.ts'

const channel = 'parley'
/** However much is written, other processes are told at most this often per topic; their slow poll covers what is lost. */
const everyMs = 20

type Line = { tell: (text: string) => Promise<unknown>; close: () => Promise<void> }

/** Carries wake-ups between processes, by PostgreSQL's NOTIFY (outside every transaction) or Redis; gives the function that ends it. */
export async function startRelay(): Promise<() => Promise<void>> {
  const line = env().REDIS_URL ? redisLine(env().REDIS_URL ?? '') : postgresLine()
  const waiting = new Map<Topic, NodeJS.Timeout>()
  const tell = (topic: Topic) => {
    waiting.delete(topic)
    line.tell(`${processId} ${topic}`).catch((error: Error) => log.debug({ error: error.message }, 'a wake-up was not passed on'))
  }
  relayWakes((topic) => {
    if (!waiting.has(topic)) waiting.set(topic, setTimeout(tell, everyMs, topic))
  })
  return async () => {
    relayWakes(undefined)
    // The database may be closed before one of these rings.
    for (const timer of waiting.values()) clearTimeout(timer)
    await line.close()
  }
}

function hear(text: string | undefined): void {
  const [from, topic] = (text ?? '').split(' ')
  if (from !== processId && (topic === 'events' || topic === 'raw')) wakeHere(topic)
}

function postgresLine(): Line {
  const stop = new AbortController()
  const listening = listen(stop.signal)
  return {
    tell: (text) => vitalPool().query('SELECT pg_notify($1, $2)', [channel, text]),
    close: async () => {
      stop.abort()
      await listening
    },
  }
}

async function listen(stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    try {
      await listenOn(await pool().connect(), stop)
    } catch (error) {
      log.warn({ error: (error as Error).message }, 'wake-ups of other processes are not heard for a moment')
      await sleep(500, undefined, { signal: stop }).catch(() => undefined)
    }
  }
}

/** Listens until the connection breaks (throws) or `stop` aborts. What was missed meanwhile is made good by waking once. */
async function listenOn(client: pg.PoolClient, stop: AbortSignal): Promise<void> {
  let broken: Error | undefined
  const ended = new AbortController()
  client.on('error', (error) => {
    broken = error
    ended.abort()
  })
  client.on('notification', ({ payload }) => hear(payload))
  try {
    await client.query(`LISTEN ${channel}`)
    wakeHere('events')
    wakeHere('raw')
    await aborted(AbortSignal.any([stop, ended.signal]))
  } finally {
    // Never back into the pool: it would go on listening there.
    client.release(broken ?? true)
  }
  if (broken) throw broken
}

function redisLine(url: string): Line {
  const warn = (error: Error) => log.warn({ error: error.message }, 'Redis is not reachable: other processes notice changes later')
  const speaker = new Redis(url, { maxRetriesPerRequest: 1 }).on('error', warn)
  // The check asks a question; sent behind the subscription, which then allows none, it would be refused.
  const listener = new Redis(url, { maxRetriesPerRequest: null, enableReadyCheck: false }).on('error', warn)
  listener.on('message', (_, text) => hear(text))
  void listener.subscribe(channel).catch(warn)
  return {
    tell: (text) => speaker.publish(channel, text),
    close: async () => {
      speaker.disconnect()
      listener.disconnect()
    },
  }
}
