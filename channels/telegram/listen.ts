import { setTimeout as sleep } from 'node:timers/promises'
import type { Api } from 'grammy'
import * as z from 'zod'
import type { Account, Sink } from '../adapter.ts'
import { webhookUrl } from '../provider/findings.ts'
import { aborted } from '../../server/within.ts'
import { hold, unlessAborted } from '../provider/hold.ts'
import { telegram } from './client.ts'
import type { TelegramConfig } from './config.ts'
import { updateKinds } from './parse.ts'
import { botOf, dedupeKey, secretOf } from './verify.ts'

/** Has Telegram deliver to this channel's address, or fetches from it, until `signal` aborts. What waits at Telegram (a day) is kept. */
export async function listen(account: Account<TelegramConfig>, sink: Sink, signal: AbortSignal): Promise<void> {
  const api = telegram(account)
  const connect = async (opened: () => Promise<void>) => {
    if (account.config.receive === 'polling') return fetchUpdates(account.config, api, sink, signal, opened)
    await api.setWebhook(webhookUrl(account), { secret_token: secretOf(account), allowed_updates: updateKinds })
    await opened()
    await aborted(signal)
  }
  await hold(sink, signal, connect, ({ message }) => `Telegram does not give us this bot’s messages: ${message}`)
}

const cursor = z.object({ bot: z.string(), next: z.int() }).catch({ bot: '', next: 0 })

async function fetchUpdates(config: TelegramConfig, api: Api, sink: Sink, signal: AbortSignal, opened: () => Promise<void>) {
  // Telegram gives no updates to who asks while it delivers them.
  await api.deleteWebhook()
  while (!signal.aborted) {
    const { bot, next } = cursor.parse(await sink.cursor.load())
    // Another bot counts its updates anew.
    const asked = { offset: bot === botOf(config) ? next : 0, timeout: 10, allowed_updates: updateKinds }
    // An answer that comes after the end is dropped: only the next request, with a higher offset, has Telegram forget what it gave.
    const updates = await unlessAborted(signal, api.getUpdates(asked))
    await opened()
    for (const body of (updates ?? []).map((update) => Buffer.from(JSON.stringify(update))))
      await sink.store({ body, dedupeKey: dedupeKey(config, body) })
    const last = updates?.at(-1)
    if (last) await sink.cursor.save({ bot: botOf(config), next: last.update_id + 1 })
    else await sleep(200, undefined, { signal }).catch(() => undefined)
  }
}
