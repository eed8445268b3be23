import type * as z from 'zod'
import { ParseError, type InboundItem } from '../adapter.ts'
import { readExactJson } from '../exact-json.ts'
import { comment, polled, push, status } from './payload.ts'
import { commentItem, mentionItem } from './public.ts'
import { pushItem } from './push.ts'

/** One push of the fan service, or one page our listener fetched, to its items, oldest first: Weibo lists the newest first. */
export async function parseWeibo(body: Buffer): Promise<InboundItem[]> {
  const value = readExactJson(body)
  const fetched = polled.safeParse(value)
  if (fetched.success) {
    const { account, page } = fetched.data
    const comments = page.comments.map((given) => read('comment', comment, given, (one) => commentItem(one, account)))
    const posts = page.statuses.map((given) => read('status', status, given, (one) => mentionItem(one, account)))
    return [...comments.toReversed(), ...posts.toReversed()]
  }
  const pushed = push.safeParse(value)
  if (pushed.success) return [pushItem(pushed.data)]
  throw new ParseError(`This is not a Weibo message. Look at “${pushed.error.issues[0]?.path.join('.')}”.`)
}

function read<T>(name: string, shape: z.ZodType<T>, given: unknown, toItem: (read: T) => InboundItem): InboundItem {
  const known = shape.safeParse(given)
  return known.success ? toItem(known.data) : { type: 'unknown', name }
}
