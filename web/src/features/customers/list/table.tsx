import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { gridOf, useColumns } from './columns.ts'
import type { CustomerSort } from './customer-sort.ts'
import { Header } from './header.tsx'
import { PhoneRow } from './phone-row.tsx'
import { Row } from './row.tsx'
import type { useSelection } from './use-selection.ts'

type Props = {
  ids: readonly string[]
  active: string | undefined
  selection: ReturnType<typeof useSelection>
  isPhone: boolean
  sort: CustomerSort
  onSort: (sort: CustomerSort) => void
  /** Something lies over the end of the list: it scrolls that much further. */
  covered: boolean
  /** Asks for more; null at the end or while a page is on its way. */
  onEnd: (() => void) | null
}

/** What the bar for many takes of the list's end. */
const bar = 72

/** The customers on screen out of any number, as a table; as rows of two lines on a phone. */
export function Table({ ids, active, selection, isPhone, sort, onSort, covered, onEnd }: Props) {
  const { t } = useTranslation()
  const { shown } = useColumns()
  const scroller = useRef<HTMLDivElement>(null)
  const height = isPhone ? 64 : 44
  const virtual = useVirtualizer({
    count: ids.length,
    getScrollElement: () => scroller.current,
    getItemKey: (index) => ids[index] ?? index,
    estimateSize: () => height,
    scrollPaddingStart: isPhone ? 0 : 37,
    scrollPaddingEnd: covered ? bar : 0,
    paddingEnd: covered ? bar : 0,
    overscan: 10,
  })
  const rows = virtual.getVirtualItems()
  const isNearEnd = (rows.at(-1)?.index ?? 0) >= ids.length - 12
  useEffect(() => {
    if (isNearEnd) onEnd?.()
  }, [isNearEnd, onEnd])
  const at = active ? ids.indexOf(active) : -1
  // Only a move of the keyboard moves the list; a row that moves because of a change does not drag it along.
  const brought = useRef<string>(undefined)
  useEffect(() => {
    if (brought.current === active) return
    brought.current = active
    if (at >= 0) virtual.scrollToIndex(at, { align: 'auto' })
  }, [active, at, virtual])
  const grid = gridOf(shown)
  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-auto overscroll-contain bg-panel">
      <div
        role="table"
        aria-label={t('customers.list')}
        aria-rowcount={onEnd ? -1 : ids.length + 1}
        style={isPhone ? undefined : { minWidth: grid.minWidth }}
      >
        {!isPhone && <Header columns={shown} selection={selection} sort={sort} onSort={onSort} />}
        <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
          {rows.map((row) => {
            const id = ids[row.index]!
            const shared = { id, isActive: id === active, isSelected: selection.isSelected(id), onToggle: selection.toggle }
            return (
              <div
                key={row.key}
                role="presentation"
                className="absolute inset-x-0 top-0"
                style={{ height, transform: `translateY(${row.start}px)` }}
              >
                {isPhone ? <PhoneRow {...shared} /> : <Row {...shared} columns={shown} index={row.index + 2} />}
              </div>
            )
          })}
        </div>
      </div>
    </div>
  )
}
