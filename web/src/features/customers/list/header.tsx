import { ArrowDown, ArrowUp, ArrowUpDown } from 'lucide-react'
import { type DragEvent, useState } from 'react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { useStore } from '../../../sync/store.ts'
import { cx } from '../../../ui/cx.ts'
import { Icon } from '../../../ui/icon.tsx'
import { chooseColumns, columnName, gridOf, moveColumn } from './columns.ts'
import { type CustomerSort, sortOf } from './customer-sort.ts'
import type { useSelection } from './use-selection.ts'

type Props = {
  columns: readonly string[]
  selection: ReturnType<typeof useSelection>
  sort: CustomerSort
  onSort: (sort: CustomerSort) => void
}

/** The head of the table: marks all or none, sorts, and takes columns dragged to another place. */
export function Header({ columns, selection, sort, onSort }: Props) {
  const { t } = useTranslation()
  const [dragging, setDragging] = useState<string | null>(null)
  const isPart = selection.selected.length > 0 && !selection.isWhole
  return (
    <div
      role="row"
      aria-rowindex={1}
      className="sticky top-0 z-10 grid h-9 items-center border-b border-line bg-sunken text-s font-medium text-ink-2"
      style={gridOf(columns)}
    >
      <span role="columnheader" className="grid place-items-center">
        <input
          type="checkbox"
          aria-label={t('customers.selectAll')}
          checked={selection.isWhole}
          ref={(box) => {
            if (box) box.indeterminate = isPart
          }}
          onChange={() => (selection.isWhole ? selection.clear() : selection.all())}
          className="size-4 accent-(--accent)"
        />
      </span>
      <Head column="name" sort={sort} onSort={onSort} />
      {columns.map((column) => (
        <Head
          key={column}
          column={column}
          sort={sort}
          onSort={onSort}
          drag={{
            isDragged: dragging === column,
            isTarget: dragging !== null && dragging !== column,
            onStart: () => setDragging(column),
            onEnd: () => setDragging(null),
            onDrop: () => dragging && chooseColumns(movedTo(columns, dragging, column)),
          }}
        />
      ))}
    </div>
  )
}

/** Dropped on a column, one comes to stand where that is: before it from the right, behind it from the left. */
function movedTo(columns: readonly string[], key: string, onto: string): string[] {
  const isFromLeft = columns.indexOf(key) < columns.indexOf(onto)
  return moveColumn(columns, key, isFromLeft ? (columns[columns.indexOf(onto) + 1] ?? null) : onto)
}

type Drag = { isDragged: boolean; isTarget: boolean; onStart: () => void; onEnd: () => void; onDrop: () => void }
type HeadProps = { column: string; sort: CustomerSort; onSort: (sort: CustomerSort) => void; drag?: Drag }

function Head({ column, sort, onSort, drag }: HeadProps) {
  const name = useStore((state) => columnName(state, column))
  const [isOver, setOver] = useState(false)
  const order = sortOf(column, sort)
  return (
    <span
      role="columnheader"
      aria-sort={order?.state}
      draggable={drag !== undefined}
      {...(drag && dragHandlers(drag, name, setOver))}
      className={cx('flex h-full min-w-0 items-center px-2', drag?.isDragged && 'opacity-50', isOver && 'bg-accent-tint')}
    >
      {order ? (
        <button
          type="button"
          onClick={() => onSort(order.next)}
          className={cx(
            'group -mx-1.5 flex min-w-0 items-center gap-1 rounded-sm px-1.5 py-1 hover:bg-hover',
            order.state !== 'none' && 'text-ink',
          )}
        >
          <span className="truncate">{name}</span>
          <Icon
            of={order.state === 'none' ? ArrowUpDown : order.state === 'ascending' ? ArrowUp : ArrowDown}
            size={13}
            className={order.state === 'none' ? 'opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100' : ''}
          />
        </button>
      ) : (
        <span className="truncate">{name}</span>
      )}
    </span>
  )
}

function dragHandlers(drag: Drag, name: string, setOver: (isOver: boolean) => void) {
  return {
    onDragStart: (event: DragEvent) => {
      event.dataTransfer.effectAllowed = 'move'
      event.dataTransfer.setData('text/plain', name)
      drag.onStart()
    },
    onDragEnd: drag.onEnd,
    onDragOver: (event: DragEvent) => {
      if (!drag.isTarget) return
      event.preventDefault()
      setOver(true)
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      event.preventDefault()
      setOver(false)
      drag.onDrop()
    },
  }
}
