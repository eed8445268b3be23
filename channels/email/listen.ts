import { setTimeout as sleep } from 'node:timers/promises'
import type { ImapFlow } from 'imapflow'
import { log } from '../../server/log.ts'
import type { Account, Sink } from '../adapter.ts'
import type { EmailConfig } from './config.ts'
import { fetchNew } from './fetch.ts'
import { imapClient, imapProblem } from './imap.ts'

const firstDelayMs = 1000
const longestDelayMs = 60_000

/**
 * Follows the account's mailbox until `signal` aborts: fetches what came since the stored cursor, then waits in IDLE. Reconnects with
 * growing pauses; what went wrong, and how to mend it, is told as the channel's health. An account without IMAP needs no listening.
 */
export async function listen(account: Account<EmailConfig>, sink: Sink, signal: AbortSignal): Promise<void> {
  if (account.config.imap.host === '') return aborted(signal)
  let delay = firstDelayMs
  while (!signal.aborted) {
    try {
      await follow(account, sink, signal, () => (delay = firstDelayMs))
    } catch (error) {
      if (signal.aborted) return
      await complain(account, sink, error)
      await pause(delay, signal)
      delay = Math.min(delay * 2, longestDelayMs)
    }
  }
}

async function complain(account: Account<EmailConfig>, sink: Sink, error: unknown): Promise<void> {
  const problem = imapProblem(error, account.config)
  log.warn({ channel: account.channelId, error: error instanceof Error ? error.message : String(error) }, 'the mailbox cannot be followed')
  await sink.health('failing', `${problem.message}\n${problem.fix}`)
}

/** One connection's life. Rejects when it breaks. */
async function follow(account: Account<EmailConfig>, sink: Sink, signal: AbortSignal, connected: () => void): Promise<void> {
  const client = await imapClient(account.config)
  const news = watch(client)
  const close = () => client.close()
  signal.addEventListener('abort', close, { once: true })
  try {
    await client.connect()
    // Not a lock: IDLE never starts while one is held.
    await client.mailboxOpen(account.config.imap.mailbox, { readOnly: true })
    await sink.health('ok', null)
    connected()
    while (!signal.aborted) {
      await fetchNew(client, account, sink, signal)
      await news.next()
    }
  } finally {
    signal.removeEventListener('abort', close)
    client.close()
  }
}

/** Tells when new mail is there; a closed connection rejects. What comes while nobody waits is remembered. */
function watch(client: ImapFlow): { next: () => Promise<void> } {
  let pending = false
  let broken: Error | null = null
  let waiting: { resolve: () => void; reject: (error: Error) => void } | null = null
  const ring = () => {
    pending = waiting === null
    waiting?.resolve()
    waiting = null
  }
  const fail = (error: Error) => {
    broken ??= error
    waiting?.reject(broken)
    waiting = null
  }
  client.on('exists', ring)
  client.on('error', fail)
  client.on('close', () => fail(new Error('the connection was closed')))
  const next = () =>
    new Promise<void>((resolve, reject) => {
      if (broken) return reject(broken)
      if (pending) resolve()
      else waiting = { resolve, reject }
      pending = false
    })
  return { next }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  const jitter = ms * (0.75 + Math.random() / 2)
  await Promise.race([sleep(jitter, undefined, { signal }).catch(() => undefined), aborted(signal)])
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
