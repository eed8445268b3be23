import { useVirtualizer } from '@tanstack/react-virtual'
import { ArrowDown } from 'lucide-react'
import { type RefObject, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import type { Conversation } from '../../../../../contract/conversations.ts'
import type { Message } from '../../../../../contract/messages.ts'
import { useClock } from '../../../i18n/time.ts'
import type { Thread } from '../../../sync/entities.ts'
import { useStore } from '../../../sync/store.ts'
import { loadOlder } from '../../../sync/threads.ts'
import { Icon } from '../../../ui/icon.tsx'
import { Bubble } from './bubble.tsx'
import { useCorrecting } from './correct.ts'
import { DayLine } from './day-line.tsx'
import { type Entry, entriesOf } from './entries.ts'
import { EventLine } from './event-line.tsx'
import { OlderLine, ThreadSkeleton } from './older-line.tsx'
import { PendingBubble } from './pending-bubble.tsx'
import { useWriters } from './presence.tsx'
import { TypingLine } from './typing-line.tsx'
import { useMarkRead } from './use-mark-read.ts'

/** The messages, anchored at the newest; only what is on screen is drawn, whatever the thread's length. */
export function Messages({ conversation, thread }: { conversation: Conversation; thread: Thread | undefined }) {
  const entries = useEntries(conversation.id, thread)
  if (!thread || (thread.phase === 'loading' && thread.ids.length === 0)) return <ThreadSkeleton />
  return <Scroller key={conversation.id} conversation={conversation} entries={entries} isWhole={thread.phase === 'ready'} />
}

function useEntries(id: string, thread: Thread | undefined): Entry[] {
  const clock = useClock()
  const all = useStore((state) => state.messages)
  const outbox = useStore((state) => state.outbox)
  const isTyping = useWriters(id).length > 0
  return useMemo(() => {
    const messages = (thread?.ids ?? []).map((one) => all[one]).filter((one): one is Message => one !== undefined)
    const pending = outbox.filter((item) => item.conversationId === id)
    return entriesOf({ messages, pending, hasOlder: Boolean(thread?.older), isTyping }, clock)
  }, [thread, all, outbox, id, isTyping, clock])
}

/** As far from its end, in pixels, a thread still counts as read to the end. */
const closeToEnd = 80
const guess = { older: 44, day: 44, message: 76, pending: 76, typing: 62 }

type ScrollerProps = {
  conversation: Conversation
  entries: readonly Entry[]
  /** It was loaded: nothing before the newest is missing. */ isWhole: boolean
}

function Scroller({ conversation, entries, isWhole }: ScrollerProps) {
  const { t } = useTranslation()
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    getItemKey: (index) => entries[index]?.key ?? index,
    estimateSize: (index) => guess[entries[index]?.type ?? 'message'],
    // From the first moment at the end: what lies at the top is neither drawn nor continued upwards for nothing.
    initialOffset: () => entries.length * guess.message,
    anchorTo: 'end',
    followOnAppend: true,
    scrollEndThreshold: closeToEnd,
    paddingStart: 14,
    paddingEnd: 10,
    overscan: 6,
  })
  const { below, isAtEnd, toLatest } = useEnd(virtual, entries)
  useStaysAtEnd(scroller, virtual)
  useMarkRead(conversation, isAtEnd && isWhole ? newestShown(entries) : null)
  useCorrected(virtual, entries)
  const rows = virtual.getVirtualItems()
  const reachesTop = rows[0]?.index === 0
  useEffect(() => {
    if (reachesTop) void loadOlder(conversation.id)
  }, [reachesTop, conversation.id, entries.length])
  return (
    <div className="relative flex min-h-0 flex-1">
      <div
        ref={scroller}
        role="log"
        aria-label={t('thread.messages')}
        tabIndex={0}
        className="min-h-0 flex-1 overflow-auto overscroll-contain focus-visible:shadow-[inset_0_0_0_2px_var(--accent)]"
      >
        <div role="presentation" className="relative min-h-full w-full" style={{ height: virtual.getTotalSize() }}>
          {rows.map((row) => (
            <div
              key={row.key}
              ref={virtual.measureElement}
              data-index={row.index}
              className="absolute inset-x-0 top-0 px-3 md:px-6"
              style={{ transform: `translateY(${row.start}px)` }}
            >
              <Line entry={entries[row.index]} conversation={conversation} />
            </div>
          ))}
        </div>
      </div>
      {below !== null && <LatestPill count={below} onClick={toLatest} />}
    </div>
  )
}

function Line({ entry, conversation }: { entry: Entry | undefined; conversation: Conversation }) {
  switch (entry?.type) {
    case undefined:
      return null
    case 'older':
      return <OlderLine conversationId={conversation.id} />
    case 'day':
      return <DayLine at={entry.at} />
    case 'typing':
      return <TypingLine conversationId={conversation.id} />
    case 'pending':
      return <PendingBubble item={entry.item} />
    case 'message':
      return entry.message.kind === 'event' ? (
        <EventLine message={entry.message} />
      ) : (
        <Bubble message={entry.message} continues={entry.continues} isNamed={entry.isNamed} conversation={conversation} />
      )
  }
}

/** The position of the newest message drawn. */
function newestShown(entries: readonly Entry[]): number | null {
  const last = entries.findLast((entry) => entry.type === 'message')
  return last?.type === 'message' ? last.message.position : null
}

type Virtual = ReturnType<typeof useVirtualizer<HTMLDivElement, Element>>

/** Opens at the end, and once the reader has gone up, counts what comes in below. */
function useEnd(virtual: Virtual, entries: readonly Entry[]) {
  const newest = entries.findLast((entry) => entry.type === 'message' || entry.type === 'pending')?.key
  const count = entries.filter((entry) => entry.type === 'message').length
  const isAtEnd = virtual.isAtEnd(closeToEnd)
  const [left, setLeft] = useState<number | null>(null)
  useEffect(() => virtual.scrollToEnd({ behavior: 'auto' }), [virtual])
  useEffect(() => setLeft(isAtEnd ? null : (known) => known ?? count), [isAtEnd, count])
  const lastIsMine = entries.at(-1)?.type === 'pending'
  useEffect(() => {
    if (lastIsMine) virtual.scrollToEnd({ behavior: 'auto' })
  }, [lastIsMine, newest, virtual])
  const below = left === null || virtual.getDistanceFromEnd() < 240 ? null : Math.max(0, count - left)
  return { below, isAtEnd, toLatest: () => virtual.scrollToEnd({ behavior: 'auto' }) }
}

/** A composer that grows, or a window that shrinks, must not cover the newest messages of a thread read at its end. */
function useStaysAtEnd(scroller: RefObject<HTMLDivElement | null>, virtual: Virtual) {
  useEffect(() => {
    const box = scroller.current
    if (!box) return
    let height = box.clientHeight
    const observer = new ResizeObserver(() => {
      const lost = height - box.clientHeight
      height = box.clientHeight
      const below = box.scrollHeight - box.scrollTop - height
      if (lost > 0 && below - lost <= closeToEnd) virtual.scrollToEnd({ behavior: 'auto' })
    })
    observer.observe(box)
    return () => observer.disconnect()
  }, [scroller, virtual])
}

/** Brings the message into sight whose menu is opened by a key. */
function useCorrected(virtual: Virtual, entries: readonly Entry[]) {
  const id = useCorrecting((state) => state.message)
  const at = id === null ? -1 : entries.findIndex((entry) => entry.type === 'message' && entry.message.id === id)
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at, { align: 'auto' })
    // Only when it is opened: what comes in meanwhile moves nothing.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [id])
}

function LatestPill({ count, onClick }: { count: number; onClick: () => void }) {
  const { t } = useTranslation()
  return (
    <button
      type="button"
      onClick={onClick}
      className="absolute bottom-3 left-1/2 flex h-8 -translate-x-1/2 animate-appear items-center gap-1.5 rounded-full border border-line-strong bg-panel px-3.5 text-s font-medium shadow-2 hover:bg-hover"
    >
      <Icon of={ArrowDown} size={15} />
      {count > 0 ? t('thread.newBelow', { count }) : t('thread.latest')}
    </button>
  )
}
