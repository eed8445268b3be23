import type { Sink } from '../adapter.ts'
import { readExactJson } from '../provider/exact-json.ts'
import { poll } from '../provider/poll.ts'
import type { Answer } from '../provider/ask.ts'
import { storeSince, type Page } from '../provider/since.ts'
import { askWeibo } from './client.ts'
import type { WeiboAccount } from './config.ts'
import { failureIn } from './errors.ts'
import { polled } from './payload.ts'

/** Comments on our posts and answers to ours; comments that name us; posts that name us. */
const lists = ['/2/comments/to_me.json', '/2/comments/mentions.json', '/2/statuses/mentions.json']
const perPage = 50

/** Fetches new comments and mentions every minute until `signal` aborts, less often while Weibo refuses. */
export function listenWeibo(account: WeiboAccount, sink: Sink, signal: AbortSignal): Promise<void> {
  return poll({ everyMs: 60_000, longestMs: 15 * 60_000 }, sink, signal, () => fetchOnce(account, sink))
}

/** One round over the lists; what is wrong, in words for a person, or null. Throws `NoAnswer`. */
export async function fetchOnce(account: WeiboAccount, sink: Sink): Promise<string | null> {
  if (!account.config.fetchPublic) return null
  const ask = (list: string, since_id: string, page: number) =>
    askWeibo(account, list, { query: { since_id, count: `${perPage}`, page: `${page}` } })
  return storeSince(lists, perPage, async (...what) => toPage(account, await ask(...what)), sink)
}

/** The answer as it came, in an envelope that says whose it is: a comment of our own is told by that. */
function toPage({ config }: WeiboAccount, answer: Answer): Page {
  const failure = failureIn(answer)
  if (failure) return { problem: failure.reason }
  const body = Buffer.concat([Buffer.from(`{"account":"${config.uid}","page":`), answer.body, Buffer.from('}')])
  const read = polled.safeParse(answer.json === undefined ? null : readExactJson(body))
  if (!read.success) return { problem: 'The API address does not answer like Weibo. Set it back to its default.' }
  return { body, items: [...read.data.page.comments, ...read.data.page.statuses] }
}
