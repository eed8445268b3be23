import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import { freeBytes } from './disk.ts'

const register = new Registry()
/** For a metric that is made where it is known. */
export const registers = [register]
collectDefaultMetrics({ register })

const counter = <L extends string>(name: string, help: string, labelNames: L[]) =>
  new Counter({ name: `parley_${name}`, help, labelNames, registers })
const gauge = <L extends string>(name: string, help: string, labelNames: L[]) =>
  new Gauge({ name: `parley_${name}`, help, labelNames, registers })

/** Everything Parley counts; labels are kinds and outcomes, never ids or text, so that their number stays small. */
export const metrics = {
  httpSeconds: new Histogram({
    name: 'parley_http_request_seconds',
    help: 'How long requests took, by route pattern and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.015, 0.03, 0.1, 0.3, 1, 3, 10],
    registers,
  }),
  rawEvents: counter('raw_events_total', 'What came in: stored, duplicate, refused (bad signature), parked or done', ['kind', 'outcome']),
  unknownItems: counter('unknown_items_total', 'What came in and this version does not know, by the provider’s name for it', [
    'kind',
    'name',
  ]),
  messagesReceived: counter('messages_received_total', 'Messages taken into conversations', ['kind']),
  sends: counter('sends_total', 'Delivery attempts by outcome: sent, failed, later or unknown', ['kind', 'outcome']),
  feedLag: gauge('feed_lag_seconds', 'Age of the oldest event a reader has not handled yet, one it may not read yet included', [
    'subscriber',
  ]),
  feedHeld: gauge('feed_held_seconds', 'For how long an open transaction has kept readers of the feed from what is committed', []),
  clockSkew: gauge('clock_skew_seconds', 'By how much this machine’s clock is ahead of the database’s', []),
  rawBytes: gauge('raw_events_bytes', 'What the table of raw events takes on disk, indexes included', []),
  unknownEvents: counter('unknown_events_total', 'Events of names this version does not know, stepped over', ['name']),
  parkedEvents: counter('parked_events_total', 'Events a reader could not handle and stepped over', ['subscriber']),
  socketClients: gauge('socket_clients', 'Connected sockets of this process', ['namespace']),
  socketCuts: counter(
    'socket_cuts_total',
    'Sockets that were cut: flood (too much in ten seconds), packet (what no client sends) or stranger (too many of a network that did not sign in)',
    ['reason'],
  ),
  jobs: counter('jobs_total', 'Finished runs of background jobs: done or failed', ['job', 'outcome']),
  enqueueFailures: counter('enqueue_failures_total', 'Jobs the queue did not take; the sweeper brings them back', ['job']),
  databaseUp: gauge('database_up', '1 while the database answers this process, else 0', []),
  parsed: counter(
    'parsed_total',
    'Foreign input read in a parser process: done, failed (unreadable, too slow, too large) or ended (refused, nobody waits)',
    ['parser', 'outcome'],
  ),
  leaseLosses: counter('lease_losses_total', 'Leases this process could not renew in time', []),
}

new Gauge({
  name: 'parley_disk_free_bytes',
  help: 'Room left below DATA_DIR',
  registers,
  async collect() {
    this.set(await freeBytes())
  },
})

/** All metrics in Prometheus' text format, with the content type it goes under. */
export async function metricsText(): Promise<{ type: string; body: string }> {
  return { type: register.contentType, body: await register.metrics() }
}
