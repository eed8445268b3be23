import type { ImapFlow } from 'imapflow'
import { log } from '../../server/log.ts'
import type { Account, Sink } from '../adapter.ts'
import type { EmailConfig } from './config.ts'
import { startOf } from './cursor.ts'
import { fetchNew, newStep, type Following } from './fetch.ts'
import { aborted } from '../../server/within.ts'
import { hold } from '../provider/hold.ts'
import { imapClient, imapProblem } from './imap.ts'

/**
 * Follows the account's mailbox until `signal` aborts: fetches what came since the stored cursor, then waits in IDLE. An account without IMAP
 * needs no listening.
 */
export async function listen(account: Account<EmailConfig>, sink: Sink, signal: AbortSignal): Promise<void> {
  if (account.config.imap.host === '') return aborted(signal)
  const step = newStep()
  await hold(
    sink,
    signal,
    (opened, progress) => follow({ account, sink, signal, step, progress }, opened),
    (error) => complaint(account, error),
  )
}

function complaint({ channelId, config }: Account<EmailConfig>, error: Error): string {
  log.warn({ channel: channelId, error: error.message }, 'the mailbox cannot be followed')
  const problem = imapProblem(error, config)
  return `${problem.message}\n${problem.fix}`
}

/** One connection's life. Rejects when it breaks. */
async function follow(following: Following, opened: () => Promise<void>): Promise<void> {
  const { account, sink, signal } = following
  const client = await imapClient(account.config)
  const news = watch(client)
  const close = () => client.close()
  signal.addEventListener('abort', close, { once: true })
  try {
    await client.connect()
    // Not a lock: IDLE never starts while one is held.
    const mailbox = await client.mailboxOpen(account.config.imap.mailbox, { readOnly: true })
    let cursor = await startOf(sink, account.config, mailbox)
    while (!signal.aborted) {
      cursor = await fetchNew(client, cursor, following)
      // Only now: a mailbox that opens and gives nothing is not well.
      await opened()
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
