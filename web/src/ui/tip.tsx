import { Tooltip } from 'radix-ui'
import type { ReactNode } from 'react'

/** A word about `children` (one focusable thing), shown while it is pointed at or has the focus. */
export function Tip({ text, children }: { text: string; children: ReactNode }) {
  if (text === '') return children
  return (
    <Tooltip.Provider delayDuration={500}>
      <Tooltip.Root>
        <Tooltip.Trigger asChild>{children}</Tooltip.Trigger>
        <Tooltip.Portal>
          <Tooltip.Content
            side="bottom"
            align="start"
            sideOffset={4}
            collisionPadding={8}
            className="z-50 max-w-72 rounded-sm bg-ink px-2.5 py-1.5 text-s text-paper shadow-2"
          >
            {text}
          </Tooltip.Content>
        </Tooltip.Portal>
      </Tooltip.Root>
    </Tooltip.Provider>
  )
}
