import type { Readable } from 'node:stream'
import * as z from 'zod'
import { MediaError, type MediaRef } from '../adapter.ts'
import { bearer, graph, graphError } from '../meta/graph.ts'
import { fetchMedia, NoAnswer } from '../provider/ask.ts'
import type { WhatsappAccount } from './send.ts'

/** Opens a file by its id: Meta tells an address good for five minutes, which wants the token too. */
export async function openMedia(account: WhatsappAccount, ref: MediaRef, maxBytes: number): Promise<{ stream: Readable }> {
  const answer = await graph(account, encodeURIComponent(ref['id'] ?? ''), { query: { phone_number_id: account.config.phoneNumberId } })
  const found = z.looseObject({ url: z.string() }).safeParse(answer.json)
  if (found.success) return { stream: await fetchMedia(account, found.data.url, maxBytes, bearer(account)) }
  if (graphError(answer)?.code !== 100 && answer.status !== 404) throw new NoAnswer(`Meta answered ${answer.status}.`, true)
  throw new MediaError('WhatsApp does not have this file any more: it keeps them for 30 days.')
}
