import { once } from 'node:events'
import { pool } from '../server/db.ts'
import { env } from '../server/env.ts'
import { fail } from '../server/errors.ts'
import { findAccount } from './accounts.ts'
import type { Account, Verified } from './adapter.ts'
import type { EmailConfig } from './email/config.ts'
import { startReceiver } from './email/receiver.ts'
import { sinkOf } from './listen.ts'

/** Takes mail in on SMTP_PORT (0: not at all) for every email channel that asks for it, until `signal` aborts. */
export async function receiveMail(signal: AbortSignal): Promise<void> {
  const { SMTP_PORT: port, HOST: host, SMTP_TRUSTED_RELAYS: relays } = env()
  if (port === 0 || signal.aborted) return
  const receiver = await startReceiver({ port, host, resolve: channelFor, store, formSenders, relays })
  if (!signal.aborted) await once(signal, 'abort')
  await receiver.close()
}

/**
 * The channel that takes mail for an address (normalised), or null when none does. Throws for one that is paused: the sender keeps the
 * mail and comes again. Should two have the same address, the older one has it, so that nobody can take over another's mail.
 */
export async function channelFor(address: string): Promise<string | null> {
  const { rows } = await pool().query<{ id: string; status: string }>(
    `SELECT id, status FROM channels WHERE kind = 'email' AND config->>'address' = $1 AND (config->>'receiver')::boolean
      ORDER BY created_at, id LIMIT 1`,
    [address],
  )
  if (rows[0]?.status === 'paused') throw new Error('the channel of this address is paused')
  return rows[0]?.id ?? null
}

async function formSenders(channelId: string): Promise<string> {
  const account = (await findAccount(channelId)) ?? fail('not_found', 'This channel is gone.')
  return (account as Account<EmailConfig>).config.formSenders
}

async function store(channelId: string, event: Verified): Promise<'stored' | 'duplicate'> {
  const account = (await findAccount(channelId)) ?? fail('not_found', 'This channel is gone.')
  return sinkOf(account).store(event)
}
