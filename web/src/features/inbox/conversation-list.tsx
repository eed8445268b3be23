import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { listKey, loadList, type Query } from '../../sync/lists.ts'
import { useStore } from '../../sync/store.ts'
import { ConversationRow } from './conversation-row.tsx'
import { rowHeight } from './row-facts.ts'
import { useInboxQuery } from './use-inbox-query.ts'

/** The rows on screen out of any number, fetching further pages as the end comes near. */
export function ConversationList({ query, ids, selected }: { query: Query; ids: readonly string[]; selected: string | undefined }) {
  const { t } = useTranslation()
  const { open } = useInboxQuery()
  const scroller = useRef<HTMLDivElement>(null)
  const isMore = useStore((state) => Boolean(state.lists[listKey(query)]?.next))
  const virtual = useVirtualizer({
    count: ids.length,
    getScrollElement: () => scroller.current,
    getItemKey: (index) => ids[index] ?? index,
    estimateSize: () => rowHeight,
    overscan: 8,
  })
  const rows = virtual.getVirtualItems()
  const last = rows.at(-1)?.index ?? 0
  useEffect(() => {
    if (isMore && last >= ids.length - 12) void loadList(query, true)
  }, [isMore, last, ids.length, query])
  const at = selected ? ids.indexOf(selected) : -1
  // Only a new choice moves the list, once it is in it; a row that rises because of a new message does not drag it along.
  const brought = useRef<string>(undefined)
  useEffect(() => {
    if (brought.current === selected || (selected && at < 0)) return
    brought.current = selected
    if (at >= 0) virtual.scrollToIndex(at, { align: 'auto' })
  }, [at, selected, virtual])
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const next = step && ids[at + step]
    if (!next) return
    event.preventDefault()
    open(next)
  }
  return (
    <div
      ref={scroller}
      role="list"
      aria-label={t('inbox.list')}
      onKeyDown={onKeyDown}
      className="min-h-0 flex-1 overflow-auto overscroll-contain"
    >
      <div role="presentation" className="relative w-full" style={{ height: virtual.getTotalSize() }}>
        {rows.map((row) => (
          <div
            key={row.key}
            data-index={row.index}
            role="listitem"
            aria-setsize={isMore ? -1 : ids.length}
            aria-posinset={row.index + 1}
            className="absolute inset-x-0 top-0"
            style={{ transform: `translateY(${row.start}px)` }}
          >
            <ConversationRow
              id={ids[row.index]!}
              query={query}
              isSelected={ids[row.index] === selected}
              isFirst={row.index === 0 && at < 0}
            />
          </div>
        ))}
      </div>
    </div>
  )
}
