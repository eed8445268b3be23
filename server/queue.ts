import { setTimeout as sleep } from 'node:timers/promises'
import { createPostgresBackend, createRedisBackend, runMigrations, withBackend, type JobsOptions, type PgPool, type Queue } from 'bullmq'
import { Redis } from 'ioredis'
import { freeAbandonedJobs } from './abandoned-jobs.ts'
import { missingBy } from './away.ts'
import { databaseAway } from './database-watch.ts'
import { patiently, pool } from './db.ts'
import { env } from './env.ts'
import type { Job } from './feature.ts'
import { groupBy } from './group.ts'
import { processId } from './leases.ts'
import { log } from './log.ts'
import { metrics } from './metrics.ts'
import { startSchedules } from './schedules.ts'
import { within } from './within.ts'

type Payload = { id: string }
type Opened = {
  on: (event: 'error', listener: (error: Error) => void) => unknown
  waitUntilReady: () => Promise<unknown>
  close: () => Promise<void>
}
/** What we use of a BullMQ queue and worker, whose own types differ by backend. */
type JobQueue = Opened & Pick<Queue<Payload>, 'add' | 'removeJobScheduler'>
type JobWorker = Opened & { run: () => Promise<void> }
type Queued = { id?: string; name: string; data: Payload; attemptsMade: number }
type Task = (job: Queued) => Promise<void>

/** Where jobs wait: our PostgreSQL, or Redis when REDIS_URL is set. */
type Backend = {
  queue: (name: string) => JobQueue
  worker: (name: string, task: Task, concurrency: number) => JobWorker
  /** Without Redis Parley starts all the same: it is found when it comes. */
  mustBeThere: boolean
  /** What it needs done now and then. */
  upkeep: Job[]
  close: () => Promise<void>
}

const enqueueTimeout = 5000

// A job whose worker was killed is given to another within two stalled checks; `name` tells whose it was.
const working = { name: processId, autorun: false, lockDuration: 10_000, stalledInterval: 10_000, maxStalledCount: 20, drainDelay: 5 }

let backend: Backend | undefined
let stopSchedules: () => Promise<void> = async () => undefined
const queues = new Map<string, JobQueue>()
const workers: JobWorker[] = []
const attempts = new Map<string, number>()

const freeAbandoned: Job = {
  name: 'queue/free-abandoned',
  every: 5_000,
  run: async () => {
    const freed = await freeAbandonedJobs()
    if (freed > 0) log.info({ jobs: freed }, 'jobs of a process that is gone can be taken again')
  },
}

/** A worker keeps a database connection for itself, so all that merely runs now and then shares one. */
const queueOf = (job: Job): string => (job.every ? 'periodic' : job.name)
/** So many of those run side by side. */
const periodicAtOnce = 4

/**
 * Opens a queue for each job (one for all that repeat) and, with `work`, begins to run them in this process.
 * A run that throws is tried again (`attempts`, 5 by default, from 1 s doubling); jobs may run twice, so every effect must bear it.
 */
export async function startQueue(jobs: Job[], { work }: { work: boolean }): Promise<void> {
  backend = env().REDIS_URL ? onRedis(env().REDIS_URL ?? '') : await onPostgres()
  const opened = backend
  const groups = [...groupBy(jobs, queueOf)]
  await Promise.all(groups.map(([name, those]) => openQueue(opened, name, those)))
  if (!work) return
  // After all queues: a job may ask for any other.
  workers.push(...(await Promise.all(groups.map(([name, those]) => startWorker(opened, name, those)))))
  await Promise.all(jobs.filter((job) => job.every).map(dropScheduler))
  stopSchedules = await startSchedules([...jobs, ...opened.upkeep], (job) =>
    run(job, { name: job.name, data: { id: '' }, attemptsMade: 0 }),
  )
}

/**
 * Asks for `job` to run for `id`, now or after `delayMs`. Call it after the commit that made the work due. Never throws: what the
 * queue does not take is counted and logged, and the job's sweeper finds the work in the database.
 * While the same job waits for the same id no second one is added; while it runs, one more run follows it.
 */
export async function enqueue(name: string, id: string, { delayMs = 0 }: { delayMs?: number } = {}): Promise<void> {
  const queue = queues.get(name)
  if (!queue) throw new Error(`no feature lists the job ${name}`)
  const options: JobsOptions = {
    ...retries(name),
    ...(delayMs > 0 ? { delay: delayMs } : {}),
    deduplication: { id: `${name} ${id}`, keepLastIfActive: true, reschedule: true },
  }
  try {
    await within(enqueueTimeout, queue.add(name, { id }, options))
  } catch (error) {
    metrics.enqueueFailures.inc({ job: name })
    log.warn({ job: name, id, error: (error as Error).message }, 'the queue did not take a job; the sweeper will')
  }
}

/** Stops taking jobs, lets the running ones finish, and closes the queue's connections. */
export async function stopQueue(): Promise<void> {
  await stopSchedules()
  stopSchedules = async () => undefined
  await Promise.all(workers.splice(0).map((worker) => worker.close()))
  await Promise.all([...new Set(queues.values())].map((queue) => queue.close()))
  queues.clear()
  await backend?.close()
  backend = undefined
}

/** That the database or Redis is away is said by who watches it, not by each of its users. */
const levelOf = (error: Error) => (missingBy(error) === 'database' ? 'debug' : 'warn')

async function openQueue(open: Backend, name: string, jobs: Job[]): Promise<void> {
  const onError = (error: Error) => log[levelOf(error)]({ queue: name, error: error.message }, 'the queue is not reachable')
  const queue = await openReady(open, () => open.queue(name), onError)
  for (const job of jobs) {
    queues.set(job.name, queue)
    attempts.set(job.name, job.attempts ?? 5)
  }
}

const [readyTries, readyPauseMs] = [5, 1_000]

/**
 * A queue or worker that has reached our PostgreSQL. BullMQ remembers for good when the first connection to it fails (it goes at this very
 * moment): such a worker would ask again without a pause for ever and leave the process no time for anything else, so another one is made.
 */
async function openReady<T extends Opened>(open: Backend, make: () => T, onError: (error: Error) => void): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    const opened = make()
    opened.on('error', onError)
    try {
      if (open.mustBeThere) await opened.waitUntilReady()
      return opened
    } catch (error) {
      await opened.close().catch(onError)
      if (tries === readyTries) throw error
      await sleep(readyPauseMs)
    }
  }
}

async function startWorker(open: Backend, queue: string, jobs: Job[]): Promise<JobWorker> {
  const byName = new Map(jobs.map((job) => [job.name, job]))
  const task: Task = (queued) => runOnce(byName.get(queued.name), queued)
  const concurrency = queue === 'periodic' ? periodicAtOnce : (jobs[0]?.concurrency ?? 1)
  const onError = (error: Error) => log[levelOf(error)]({ queue, error: error.message }, 'a worker met an error and goes on')
  const worker = await openReady(open, () => open.worker(queue, task, concurrency), onError)
  worker.run().catch(onError)
  return worker
}

async function runOnce(job: Job | undefined, queued: Queued): Promise<void> {
  // Of a version that had this job.
  if (!job) return log.warn({ job: queued.name }, 'a job nobody runs any more was dropped')
  return run(job, queued)
}

async function run(job: Job, queued: Queued): Promise<void> {
  const about = { job: job.name, jobId: queued.id, id: queued.data.id }
  try {
    await job.run(queued.data.id)
    metrics.jobs.inc({ job: job.name, outcome: 'done' })
    log.debug(about, 'a job is done')
  } catch (error) {
    metrics.jobs.inc({ job: job.name, outcome: 'failed' })
    log[databaseAway() === null ? 'error' : 'debug']({ ...about, attempt: queued.attemptsMade + 1, err: error }, 'a job failed')
    throw error
  }
}

/** Earlier versions kept schedules in the queue, by the clocks of its processes; what repeats runs by `schedules.ts` now. */
async function dropScheduler({ name }: Job): Promise<void> {
  await queues
    .get(name)
    ?.removeJobScheduler(name)
    .catch((error: Error) => log.warn({ job: name, error: error.message }, 'an old schedule could not be removed from the queue'))
}

// `count` for finished jobs deadlocks on PostgreSQL; failed ones are kept a week to be looked at.
function retries(name: string): JobsOptions {
  return {
    attempts: attempts.get(name) ?? 5,
    backoff: { type: 'exponential', delay: 1000 },
    removeOnComplete: true,
    removeOnFail: { age: 7 * 24 * 3600 },
  }
}

async function onPostgres(): Promise<Backend> {
  await patiently(runMigrations)
  const { Queue, Worker } = withBackend(createPostgresBackend)
  // Its own description of a pool has no overloads, and so does not match pg's.
  const connection = pool().setMaxListeners(0) as unknown as PgPool
  const streams = { events: { maxLen: 100 } }
  return {
    queue: (name) => new Queue<Payload>(name, { connection, streams }),
    worker: (name, task, concurrency) => new Worker<Payload>(name, task, { connection, concurrency, ...working }),
    mustBeThere: true,
    upkeep: [freeAbandoned],
    close: async () => undefined,
  }
}

function onRedis(url: string): Backend {
  const { Queue, Worker } = withBackend(createRedisBackend)
  const producer = quiet(new Redis(url, { maxRetriesPerRequest: 1 }))
  const consumer = quiet(new Redis(url, { maxRetriesPerRequest: null }))
  const streams = { events: { maxLen: 100 } }
  const prefix = 'parley'
  return {
    queue: (name) => new Queue<Payload>(name, { connection: producer, prefix, streams }),
    worker: (name, task, concurrency) => new Worker<Payload>(name, task, { connection: consumer, prefix, concurrency, ...working }),
    mustBeThere: false,
    // Redis has a clock of its own.
    upkeep: [],
    close: async () => {
      producer.disconnect()
      consumer.disconnect()
    },
  }
}

function quiet(redis: Redis): Redis {
  return redis.on('error', (error: Error) => log.warn({ error: error.message }, 'Redis is not reachable'))
}
