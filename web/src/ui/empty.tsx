import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'

/** Where there is nothing to show: what that means, and the one thing to do about it. */
export function Empty({ icon, title, hint, children }: { icon: LucideIcon; title: string; hint?: ReactNode; children?: ReactNode }) {
  return (
    <div className="flex flex-1 flex-col items-center justify-center gap-1 px-8 py-12 text-center">
      <span className="mb-3 grid size-14 place-items-center rounded-full bg-sunken text-ink-3">
        <Icon of={icon} size={24} />
      </span>
      <p className="text-l font-semibold text-balance">{title}</p>
      {hint && <p className="max-w-[38ch] text-balance text-ink-2">{hint}</p>}
      {children && <div className="mt-4 flex gap-2">{children}</div>}
    </div>
  )
}

/** Grey rows in the shape of what is coming, so that nothing jumps when it does. */
export function RowSkeletons({ rows = 7 }: { rows?: number }) {
  return (
    <div aria-hidden="true" className="animate-breathe">
      {Array.from({ length: rows }, (_, at) => (
        <div key={at} className="flex h-17 items-center gap-3 px-4">
          <span className="size-10 flex-none rounded-full bg-sunken" />
          <span className="flex flex-1 flex-col gap-2.5">
            <span className="h-3 rounded-full bg-sunken" style={{ width: `${38 + ((at * 17) % 26)}%` }} />
            <span className="h-3 rounded-full bg-sunken" style={{ width: `${60 + ((at * 23) % 34)}%` }} />
          </span>
        </div>
      ))}
    </div>
  )
}
