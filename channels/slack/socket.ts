import { setTimeout as sleep } from 'node:timers/promises'
import { log } from '../../server/log.ts'
import type { Account, Sink } from '../adapter.ts'
import { guardedAgent } from '../provider/guarded-agent.ts'
import { hold, unlessAborted } from '../provider/hold.ts'
import type { SlackConfig } from './config.ts'
import { toStore } from './verify.ts'

/** Holds a Socket Mode connection until `signal` aborts, and opens the next when Slack closes it, as it does every few hours. */
export async function holdSocketMode(account: Account<SlackConfig>, sink: Sink, signal: AbortSignal): Promise<void> {
  const connect = (opened: () => Promise<void>) => connection(account, sink, signal, opened)
  await hold(sink, signal, connect, ({ message }) => `Slack’s Socket Mode cannot be opened: ${message}`)
}

/** One connection's life. The client’s own reconnecting is off: where that fails, nobody can catch it. */
async function connection({ config }: Account<SlackConfig>, sink: Sink, signal: AbortSignal, opened: () => Promise<void>): Promise<void> {
  const { SocketModeClient, LogLevel } = await import('@slack/socket-mode')
  const client = new SocketModeClient({
    ...{ appToken: config.appToken, autoReconnectEnabled: false, dispatcher: guardedAgent() },
    clientOptions: { slackApiUrl: config.apiUrl, timeout: 15_000, retryConfig: { retries: 0 } },
    logger: { ...quiet, getLevel: () => LogLevel.ERROR },
  })
  client.on('slack_event', (event: SocketEvent) => void acknowledge(event, sink))
  const over = new Promise<void>((resolve) => client.once('disconnected', () => resolve()))
  const started = client.start()
  try {
    await unlessAborted(signal, started.then(opened))
    await unlessAborted(signal, over)
  } finally {
    await Promise.race([started.then(() => client.disconnect()).catch(() => undefined), sleep(2_000, undefined, { ref: false })])
  }
}

type SocketEvent = { ack: () => Promise<void>; body: unknown }

/** Only what is stored is acknowledged: the rest Slack sends again. */
async function acknowledge({ ack, body }: SocketEvent, sink: Sink): Promise<void> {
  try {
    await sink.store(toStore(Buffer.from(JSON.stringify(body))))
    await ack()
  } catch (error) {
    log.warn({ err: error }, 'an event of Slack was not acknowledged')
  }
}

// What the client says of its own: at its lowest level it would write out messages.
const [silent, told] = [() => undefined, (...words: unknown[]) => log.debug({ words: words.map(String) }, 'Slack’s client')]
const quiet = { debug: silent, info: silent, warn: told, error: told, setLevel: silent, setName: silent }
