import type { ReactNode } from 'react'

/** A titled part of the profile, with an act at its right where there is one. */
export function Section({ title, action, children }: { title: string; action?: ReactNode; children: ReactNode }) {
  return (
    <section className="border-t border-line px-[18px] py-[13px]">
      <div className="mb-2 flex items-center justify-between">
        <h3 className="text-s font-semibold text-ink-2">{title}</h3>
        {action}
      </div>
      {children}
    </section>
  )
}

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-3">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  )
}
