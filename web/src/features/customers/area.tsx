import type { ReactNode } from 'react'
import { AreaNav } from './area-nav.tsx'

/** A page of the customers area below the links to its neighbours. */
export default function Area({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col">
      <header className="flex h-[58px] flex-none items-center border-b border-line bg-panel px-3 md:px-5">
        <AreaNav />
      </header>
      <div className="flex min-h-0 min-w-0 flex-1">{children}</div>
    </div>
  )
}
