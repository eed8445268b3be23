import { setTimeout as sleep } from 'node:timers/promises'
import { Agent } from 'undici'
import { log } from '../../server/log.ts'
import { assertAllowedHost, guardedLookup } from '../../server/ssrf.ts'
import type { Account, Sink } from '../adapter.ts'
import { aborted, hold } from './hold.ts'
import { ask } from './ask.ts'

type App = Account<{ appToken: string; apiUrl: string }>
type Keep = (body: Buffer) => Promise<unknown>

/**
 * Holds a Socket Mode connection of Slack's until `signal` aborts, and opens the next when Slack closes it, as it does every few hours. An
 * event is acknowledged once `keep` has resolved.
 */
export async function holdSocketMode(account: App, sink: Sink, signal: AbortSignal, keep: Keep): Promise<void> {
  const problem = (why: string) => `Slack’s Socket Mode cannot be opened: ${why}`
  await hold(sink, signal, (opened) => connection(account, keep, signal, opened), problem)
}

/** One connection's life. The client’s own reconnecting is off: where that fails, nobody can catch it. */
async function connection(account: App, keep: Keep, signal: AbortSignal, opened: () => Promise<void>): Promise<void> {
  const { appToken, apiUrl: slackApiUrl } = account.config
  const { SocketModeClient, LogLevel } = await import('@slack/socket-mode')
  const client = new SocketModeClient({
    ...{ appToken, autoReconnectEnabled: false, logger: { ...quiet, getLevel: () => LogLevel.ERROR } },
    dispatcher: new Agent({ allowH2: false, connect: { lookup: guardedLookup } }),
    clientOptions: { slackApiUrl, retryConfig: { retries: 0 }, fetch: (url, init) => guarded(account, String(url), init) },
  })
  const over = new Promise<void>((resolve) => client.once('disconnected', () => resolve()))
  client.on('slack_event', (event: SocketEvent) => void acknowledge(event, keep))
  try {
    await Promise.race([client.start(), aborted(signal)])
    await opened()
    await Promise.race([over, aborted(signal)])
  } finally {
    await Promise.race([client.disconnect(), sleep(2_000)])
  }
}

type SocketEvent = { ack: () => Promise<void>; body: unknown }

/** What is not acknowledged, Slack sends again. */
async function acknowledge({ ack, body }: SocketEvent, keep: Keep): Promise<void> {
  try {
    await keep(Buffer.from(JSON.stringify(body)))
    await ack()
  } catch (error) {
    log.warn({ err: error }, 'an event of Slack was not acknowledged')
  }
}

/** The client's calls go by `ask`, and its socket never into our own network. */
async function guarded(account: Account, url: string, init: { headers?: Record<string, string>; body?: string | FormData } = {}) {
  const { status, body, json } = await ask(account, url, { method: 'POST', ...init })
  const socket = String((json as { url?: unknown } | undefined)?.url)
  if (URL.canParse(socket)) await assertAllowedHost(new URL(socket).hostname)
  return new Response(body.toString('utf8'), { status })
}

// What the client says of its own: at its lowest level it would write out messages.
const [silent, told] = [() => undefined, (...words: unknown[]) => log.debug({ words: words.map(String) }, 'Slack’s client')]
const quiet = { debug: silent, info: silent, warn: told, error: told, setLevel: silent, setName: silent }
