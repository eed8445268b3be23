import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { nameOf } from '../../i18n/index.ts'
import { shortAgo, useClock, useNow } from '../../i18n/time.ts'
import { useStore } from '../../sync/store.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { cx } from '../../ui/cx.ts'

/** The customers on screen out of any number; `onEnd` asks for more when the last ones come near. */
export function CustomerRows({
  ids,
  selected,
  onEnd,
}: {
  ids: readonly string[]
  selected: string | undefined
  onEnd: (() => void) | null
}) {
  const { t } = useTranslation()
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: ids.length,
    getScrollElement: () => scroller.current,
    getItemKey: (index) => ids[index] ?? index,
    estimateSize: () => 64,
    overscan: 8,
  })
  const rows = virtual.getVirtualItems()
  const isNearEnd = (rows.at(-1)?.index ?? 0) >= ids.length - 12
  useEffect(() => {
    if (isNearEnd) onEnd?.()
  }, [isNearEnd, onEnd])
  return (
    <div
      ref={scroller}
      role="list"
      aria-label={t('customers.list')}
      className="min-h-0 flex-1 overflow-auto overscroll-contain border-t border-line"
    >
      <div role="presentation" className="relative w-full" style={{ height: virtual.getTotalSize() }}>
        {rows.map((row) => (
          <div
            key={row.key}
            role="listitem"
            aria-setsize={onEnd ? -1 : ids.length}
            aria-posinset={row.index + 1}
            className="absolute inset-x-0 top-0 h-16"
            style={{ transform: `translateY(${row.start}px)` }}
          >
            <Row id={ids[row.index]!} isSelected={ids[row.index] === selected} />
          </div>
        ))}
      </div>
    </div>
  )
}

function Row({ id, isSelected }: { id: string; isSelected: boolean }) {
  const { t } = useTranslation()
  const clock = useClock()
  const now = useNow()
  const customer = useStore((state) => state.customers[id])
  if (!customer) return null
  const address = customer.identities.find((identity) => identity.kind === 'email')?.value
  return (
    <Link
      to={`/customers/${id}`}
      aria-current={isSelected ? 'page' : undefined}
      className={cx(
        'flex h-full items-center gap-3 border-l-[3px] pr-4 pl-[13px] focus-visible:shadow-[inset_0_0_0_2px_var(--accent)]',
        isSelected ? 'border-accent bg-selected' : 'border-transparent hover:bg-hover',
      )}
    >
      <Avatar id={id} name={nameOf(customer.name)} />
      <span className="min-w-0 flex-1">
        <span className="flex items-center gap-2">
          <span className="truncate font-medium">{nameOf(customer.name)}</span>
          {customer.lastSeenAt && (
            <span className="ml-auto flex-none text-s text-ink-3">{shortAgo(clock, customer.lastSeenAt, now, t('time.now'))}</span>
          )}
        </span>
        <span className="block truncate text-[13.5px] text-ink-2">
          {address ?? t('profile.visitor', { value: customer.identities[0]?.value.slice(-4) ?? '' })}
        </span>
      </span>
    </Link>
  )
}
