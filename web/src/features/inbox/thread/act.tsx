import type { ReactNode } from 'react'

/** Something small to be done with a message, below it. */
export function Act({ onClick, expanded, children }: { onClick: () => void; expanded?: boolean; children: ReactNode }) {
  return (
    <button
      type="button"
      aria-expanded={expanded}
      onClick={onClick}
      className="rounded-[4px] px-1 text-accent-ink underline-offset-2 hover:underline max-md:py-1"
    >
      {children}
    </button>
  )
}
