import { useVirtualizer } from '@tanstack/react-virtual'
import { CloudOff, History } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import type { Customer } from '../../../../../contract/customers.ts'
import type { TimelineEntry } from '../../../../../contract/timeline.ts'
import { type Clock, dayOf, useClock } from '../../../i18n/time.ts'
import { Button } from '../../../ui/button.tsx'
import { Empty, RowSkeletons } from '../../../ui/empty.tsx'
import { DayLine } from '../../inbox/thread/day-line.tsx'
import { Entry } from './entry.tsx'
import { TimelineFilters } from './timeline-filters.tsx'
import { type Shown, useTimeline } from './use-timeline.ts'

/** Everything of a customer over all channels in one stream, newest first. */
export function Timeline({ customer }: { customer: Customer }) {
  const { t } = useTranslation()
  const [shown, setShown] = useState<Shown>({ kinds: [], channelId: null })
  const { phase, entries, more, again } = useTimeline(customer.id, shown)
  const isFiltered = shown.kinds.length > 0 || shown.channelId !== null
  return (
    <section aria-label={t('timeline.title')} className="flex min-h-0 flex-1 flex-col">
      <TimelineFilters shown={shown} onChange={setShown} />
      {entries.length > 0 && <Stream customer={customer} entries={entries} onEnd={more} />}
      {entries.length > 0 && phase === 'failed' && (
        <p
          role="alert"
          className="flex flex-none items-center justify-center gap-3 border-t border-line bg-warn-tint px-3 py-2 text-s text-warn"
        >
          {t('timeline.failed')}
          <Button small onClick={again} className="text-ink">
            {t('app.retry')}
          </Button>
        </p>
      )}
      {entries.length === 0 && phase === 'loading' && <RowSkeletons rows={4} />}
      {entries.length === 0 && phase === 'failed' && (
        <Empty icon={CloudOff} title={t('timeline.failed')} hint={t('error.offline')}>
          <Button onClick={again}>{t('app.retry')}</Button>
        </Empty>
      )}
      {entries.length === 0 && phase === 'ready' && (
        <Empty icon={History} title={isFiltered ? t('timeline.emptyFiltered') : t('timeline.empty')} />
      )}
    </section>
  )
}

type Line = { key: string; day: string } | { key: string; entry: TimelineEntry }

type StreamProps = { customer: Customer; entries: readonly TimelineEntry[]; onEnd: (() => void) | null }

function Stream({ customer, entries, onEnd }: StreamProps) {
  const { t } = useTranslation()
  const clock = useClock()
  const scroller = useRef<HTMLDivElement>(null)
  const lines = useMemo(() => linesOf(entries, clock), [entries, clock])
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    getItemKey: (index) => lines[index]?.key ?? index,
    estimateSize: () => 56,
    paddingEnd: 24,
    overscan: 8,
  })
  const rows = virtual.getVirtualItems()
  const isNearEnd = (rows.at(-1)?.index ?? 0) >= lines.length - 8
  useEffect(() => {
    if (isNearEnd) onEnd?.()
  }, [isNearEnd, onEnd])
  return (
    <div
      ref={scroller}
      role="group"
      aria-label={t('timeline.title')}
      tabIndex={0}
      className="min-h-0 flex-1 overflow-auto overscroll-contain focus-visible:shadow-[inset_0_0_0_2px_var(--accent)]"
    >
      <div role="presentation" className="relative mx-auto w-full max-w-[860px]" style={{ height: virtual.getTotalSize() }}>
        {rows.map((row) => {
          const line = lines[row.index]!
          return (
            <div
              key={row.key}
              ref={virtual.measureElement}
              data-index={row.index}
              className="absolute inset-x-0 top-0 px-3 md:px-6"
              style={{ transform: `translateY(${row.start}px)` }}
            >
              {'day' in line ? <DayLine at={line.day} /> : <Entry entry={line.entry} customer={customer} />}
            </div>
          )
        })}
      </div>
    </div>
  )
}

/** The entries with a line before each day. */
function linesOf(entries: readonly TimelineEntry[], clock: Clock): Line[] {
  return entries.flatMap((entry, at): Line[] => {
    const previous = entries[at - 1]
    const line = { key: entry.id, entry }
    if (previous && dayOf(clock, previous.at) === dayOf(clock, entry.at)) return [line]
    return [{ key: `day-${dayOf(clock, entry.at)}`, day: entry.at }, line]
  })
}
