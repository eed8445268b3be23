import { memo, useEffect, useRef } from 'react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { Link } from 'wouter'
import { nameOf } from '../../../i18n/index.ts'
import { useStore } from '../../../sync/store.ts'
import { Avatar } from '../../../ui/avatar.tsx'
import { cx } from '../../../ui/cx.ts'
import { Cell } from './cell.tsx'
import { gridOf } from './columns.ts'

export type RowProps = { id: string; isActive: boolean; isSelected: boolean; onToggle: (id: string, range: boolean) => void }

/** One customer as a line of the table. */
export const Row = memo(function Row({
  id,
  columns,
  index,
  isActive,
  isSelected,
  onToggle,
}: RowProps & { columns: readonly string[]; index: number }) {
  const { t } = useTranslation()
  const customer = useStore((state) => state.customers[id])
  const link = useRef<HTMLAnchorElement>(null)
  useEffect(() => {
    if (isActive) link.current?.focus({ preventScroll: true })
  }, [isActive])
  if (!customer) return null
  const name = nameOf(customer.name)
  return (
    <div
      role="row"
      aria-rowindex={index}
      aria-selected={isSelected}
      style={gridOf(columns)}
      className={cx('relative grid h-full items-center border-b border-line text-[13.5px]', isSelected ? 'bg-selected' : 'hover:bg-hover')}
    >
      <span role="cell" className="z-1 grid h-full place-items-center">
        <input
          type="checkbox"
          aria-label={t('customers.select', { name })}
          checked={isSelected}
          onChange={(event) => onToggle(id, event.nativeEvent instanceof MouseEvent && event.nativeEvent.shiftKey)}
          className="size-4 accent-(--accent)"
        />
      </span>
      <span role="cell" className="flex min-w-0 items-center gap-2.5 px-2">
        <Avatar id={id} name={name} size={26} />
        <Link
          ref={link}
          to={`/customers/${id}`}
          className="truncate font-medium after:absolute after:inset-0 focus-visible:shadow-none focus-visible:after:shadow-[inset_0_0_0_2px_var(--accent)]"
        >
          {name}
        </Link>
      </span>
      {columns.map((column) => (
        <span key={column} role="cell" className="flex min-w-0 items-center gap-1 overflow-hidden px-2 text-ink-2">
          <Cell customer={customer} column={column} />
        </span>
      ))}
    </div>
  )
})
