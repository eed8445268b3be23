import * as z from 'zod'
import { sha256 } from '../../server/crypto.ts'
import type { Sink } from '../adapter.ts'
import { idIn } from './exact-json.ts'

/** One page of a list, newest first, as it is to be stored; or what is wrong, in words for a person. */
export type Page = { body: Buffer; items: unknown[] } | { problem: string }
type Ask = (list: string, since: string, page: number) => Promise<Page>

/** By list, the highest id we have. */
const cursorShape = z.record(z.string(), z.string().regex(/^\d{1,20}$/)).catch({})

/** Providers end their lists themselves; this only ends one that never does. */
const mostPages = 100

/**
 * Stores what several lists of a provider hold since the last time; each list keeps the highest numeric id it gave. The first time only
 * notes where it ends: what was written before the channel was connected is no news. Gives the last problem, or null.
 */
export async function storeSince(lists: string[], perPage: number, ask: Ask, sink: Sink): Promise<string | null> {
  const cursor = cursorShape.parse((await sink.cursor.load()) ?? {})
  let problem: string | null = null
  for (const list of lists) {
    const since = cursor[list]
    const fetched = await fetchPages(since === undefined ? 1 : mostPages, perPage, (page) => ask(list, since ?? '0', page))
    // A page that is missing would leave a hole behind the cursor.
    if ('problem' in fetched) problem = fetched.problem
    else {
      if (since !== undefined) for (const page of fetched.pages.toReversed()) await sink.store(eventOf(page))
      cursor[list] = highest([since ?? '0', ...fetched.pages.flatMap(idsOf)])
      await sink.cursor.save(cursor)
    }
  }
  return problem
}

type Pages = Exclude<Page, { problem: string }>[]

async function fetchPages(
  most: number,
  perPage: number,
  ask: (page: number) => Promise<Page>,
): Promise<{ pages: Pages } | { problem: string }> {
  const pages: Pages = []
  for (let n = 1; n <= most; n += 1) {
    const page = await ask(n)
    if ('problem' in page) return page
    if (page.items.length > 0) pages.push(page)
    if (page.items.length < perPage) break
  }
  return { pages }
}

const idsOf = ({ items }: Pages[number]) => items.map(idIn).filter((id) => id !== undefined)
const eventOf = (page: Pages[number]) => ({ body: page.body, dedupeKey: `page:${sha256(idsOf(page).join() || page.body)}` })
const highest = (ids: string[]) => ids.reduce((high, id) => (BigInt(id) > BigInt(high) ? id : high))
