import type { Account, Sink } from '../adapter.ts'
import { idIn, readExactJson } from '../exact-json.ts'
import { poll } from '../poll.ts'
import { NoAnswer, type Answer } from '../provider.ts'
import { storeSince, type Page } from '../since.ts'
import { askWeibo } from './client.ts'
import type { WeiboConfig } from './config.ts'
import { failureIn } from './errors.ts'
import { polled } from './payload.ts'

/** Comments on our posts and answers to ours; comments that name us; posts that name us. */
const lists = ['/2/comments/to_me.json', '/2/comments/mentions.json', '/2/statuses/mentions.json']
const perPage = 50

/** Fetches new comments and mentions every minute until `signal` aborts, less often while Weibo refuses. */
export function listenWeibo(account: Account<WeiboConfig>, sink: Sink, signal: AbortSignal): Promise<void> {
  const round = async () => (account.config.fetchPublic ? fetchOnce(account, sink) : null)
  return poll({ everyMs: 60_000, longestMs: 15 * 60_000 }, sink, signal, round)
}

/** One round over the lists; what is wrong, in words for a person, or null. */
export async function fetchOnce(account: Account<WeiboConfig>, sink: Sink): Promise<string | null> {
  const ask = async (list: string, since_id: string, page: number) =>
    toPage(account, await askWeibo(account, list, { query: { since_id, count: String(perPage), page: String(page) } }))
  try {
    return await storeSince(lists, perPage, ask, sink)
  } catch (failure) {
    if (failure instanceof NoAnswer) return failure.message
    throw failure
  }
}

/** The answer as it came, in an envelope that says whose it is: a comment of our own is told by that. */
function toPage({ config }: Account<WeiboConfig>, answer: Answer): Page {
  const failure = failureIn(answer)
  if (failure) return { problem: failure.reason }
  const body = Buffer.concat([Buffer.from(`{"account":"${config.uid}","page":`), answer.body, Buffer.from('}')])
  const read = polled.safeParse(answer.json === undefined ? null : readExactJson(body))
  if (!read.success) return { problem: 'The API address does not answer like Weibo. Set it back to its default.' }
  const items = [...read.data.page.comments, ...read.data.page.statuses]
  return { body, ids: items.map(idIn).filter((id) => id !== ''), size: items.length }
}
