import { cx } from './cx.ts'

type Tab<T extends string> = { value: T; label: string; count?: number | undefined }

/** A row of choices of which one holds, underlined; arrow keys move between them. */
export function LineTabs<T extends string>({
  label,
  tabs,
  value,
  onChange,
  locale,
}: {
  label: string
  tabs: readonly Tab<T>[]
  value: T
  onChange: (value: T) => void
  locale: string
}) {
  return (
    <div
      role="radiogroup"
      aria-label={label}
      className="flex gap-[18px] border-b border-line pt-2.5 pl-4"
      onKeyDown={(event) => moveFocus(event)}
    >
      {tabs.map((tab) => (
        <button
          key={tab.value}
          type="button"
          role="radio"
          aria-checked={tab.value === value}
          tabIndex={tab.value === value ? 0 : -1}
          onClick={() => onChange(tab.value)}
          className={cx(
            'rounded-t-sm pt-1.5 pb-[9px]',
            tab.value === value ? 'font-semibold text-ink shadow-[inset_0_-2px_var(--accent)]' : 'font-medium text-ink-2 hover:text-ink',
          )}
        >
          {tab.label}
          {tab.count !== undefined && (
            <span className="ml-1 text-s font-normal text-ink-3 tabular-nums">{tab.count.toLocaleString(locale)}</span>
          )}
        </button>
      ))}
    </div>
  )
}

/** The same as small buttons in a sunken field. */
export function Segmented<T extends string>({
  label,
  tabs,
  value,
  onChange,
}: {
  label: string
  tabs: readonly Tab<T>[]
  value: T
  onChange: (value: T) => void
}) {
  return (
    <div role="radiogroup" aria-label={label} className="flex rounded-[8px] bg-sunken p-0.5" onKeyDown={(event) => moveFocus(event)}>
      {tabs.map((tab) => (
        <button
          key={tab.value}
          type="button"
          role="radio"
          aria-checked={tab.value === value}
          tabIndex={tab.value === value ? 0 : -1}
          onClick={() => onChange(tab.value)}
          className={cx(
            'rounded-sm px-[11px] py-[3px] text-[13px] font-medium',
            tab.value === value ? 'bg-panel text-ink shadow-1' : 'text-ink-2 hover:text-ink',
          )}
        >
          {tab.label}
        </button>
      ))}
    </div>
  )
}

/** Arrow keys in a group of radios: to the next one, and round at the ends. */
export function moveFocus(event: React.KeyboardEvent<HTMLElement>): void {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
  if (!step) return
  event.preventDefault()
  const choices = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=radio]')]
  const next = choices[(choices.indexOf(document.activeElement as HTMLElement) + step + choices.length) % choices.length]
  next?.focus()
  next?.click()
}
