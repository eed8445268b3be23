import { useCallback, useEffect, useRef, useState } from 'react'
import type { TimelineEntry } from '../../../../../contract/timeline.ts'
import { ApiError, call } from '../../../api.ts'
import { type State, useStore } from '../../../sync/store.ts'

export type Shown = { kinds: readonly Kind[]; channelId: string | null }
export type Kind = 'messages' | 'notes' | 'changes' | 'consent'
type Read = { phase: 'loading' | 'ready' | 'failed'; entries: readonly TimelineEntry[]; next: string | null }

const nothing: Read = { phase: 'loading', entries: [], next: null }

/**
 * A customer's timeline, newest first, page by page; its newest page is asked for again whenever something of the customer changes. `more` is
 * null at the end and while a page is on its way. The same `shown` must be the same object.
 */
export function useTimeline(customerId: string, shown: Shown) {
  const [read, setRead] = useState<Read>(nothing)
  const asked = useRef(0)
  const stamp = useStore((state) => stampOf(state, customerId))
  const load = useCallback(
    async (cursor: string | null) => {
      const mine = ++asked.current
      setRead((now) => ({ ...now, phase: 'loading' }))
      const page = await fetchPage(customerId, shown, cursor)
      // An answer to an earlier question, overtaken by a change since.
      if (mine === asked.current) setRead((now) => (page ? joined(now, page, cursor) : { ...now, phase: 'failed' }))
    },
    [customerId, shown],
  )
  useEffect(() => setRead(nothing), [customerId, shown])
  useEffect(() => {
    const timer = setTimeout(() => void load(null), 50)
    return () => clearTimeout(timer)
  }, [load, stamp])
  const { phase, next } = read
  return { ...read, more: next && phase === 'ready' ? () => void load(next) : null, again: () => void load(null) }
}

/** Differs whenever the profile, its notes or one of its conversations changed. */
function stampOf({ customers, conversations, mergedInto, noted, round }: State, customerId: string): string {
  let versions = 0
  for (const { customer, version } of Object.values(conversations))
    if ((mergedInto[customer.id] ?? customer.id) === customerId) versions += version
  return [round, customers[customerId]?.version, noted[customerId], versions].join('/')
}

async function fetchPage(id: string, { kinds, channelId }: Shown, cursor: string | null) {
  const filter = { ...(kinds.length > 0 ? { kinds: kinds.join() } : {}), ...(channelId ? { channelId } : {}) }
  try {
    return await call('timeline.list', { id, ...filter, ...(cursor ? { cursor } : {}) })
  } catch (error) {
    if (error instanceof ApiError) return null
    throw error
  }
}

type Page = { data: TimelineEntry[]; next: string | null }

/** A further page goes to the end; the newest page replaces what it reaches back to, and what lies behind it stays. */
export function joined(now: Read, page: Page, cursor: string | null): Read {
  if (cursor) return { phase: 'ready', entries: [...now.entries, ...page.data], next: page.next }
  const fresh = new Set(page.data.map((entry) => entry.id))
  const reach = page.data.at(-1)?.at
  const behind = page.next && reach ? now.entries.filter((entry) => entry.at < reach && !fresh.has(entry.id)) : []
  return { phase: 'ready', entries: [...page.data, ...behind], next: behind.length > 0 ? now.next : page.next }
}
