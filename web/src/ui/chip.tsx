import type { ReactNode } from 'react'
import { cx } from './cx.ts'

type Tone = 'plain' | 'accent' | 'good' | 'warn' | 'seal'

const tones: Record<Tone, string> = {
  plain: 'bg-sunken text-ink-2',
  accent: 'bg-accent-tint text-accent-ink',
  good: 'bg-good-tint text-good',
  warn: 'bg-warn-tint text-warn',
  seal: 'bg-seal-tint text-seal-ink',
}

/** A small fact in a coloured field; the words carry the meaning, the tone only repeats it. */
export function Chip({ tone = 'plain', title, children }: { tone?: Tone; title?: string; children: ReactNode }) {
  return (
    <span
      title={title}
      className={cx(
        'inline-flex h-5 flex-none items-center gap-1 rounded-[5px] px-[7px] text-xs font-medium whitespace-nowrap',
        tones[tone],
      )}
    >
      {children}
    </span>
  )
}

/** How many wait: white on the seal. `label` says of what. */
export function CountBadge({ n, label }: { n: number; label: string }) {
  return (
    <span
      role="img"
      aria-label={label}
      className="h-[18px] min-w-[18px] flex-none rounded-[9px] bg-seal px-[5px] text-center text-[11px] leading-[18px] font-semibold text-white tabular-nums"
    >
      {n > 99 ? '99+' : n}
    </span>
  )
}

export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="inline-block flex-none rounded-[4px] border border-line-strong bg-panel px-[5px] font-sans text-[11px] leading-[17px] font-medium whitespace-nowrap text-ink-3">
      {children}
    </kbd>
  )
}
