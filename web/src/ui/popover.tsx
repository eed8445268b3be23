import { Popover as Radix } from 'radix-ui'
import type { ReactNode } from 'react'

type Props = {
  trigger: ReactNode
  label: string
  children: ReactNode
  align?: 'start' | 'end'
  open?: boolean
  onOpenChange?: (open: boolean) => void
}

/** A small sheet beside `trigger` (one button) to choose or fill in something; Escape and a click beside it close it. */
export function Popover({ trigger, label, children, align = 'start', ...state }: Props) {
  return (
    <Radix.Root {...state}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={align}
          sideOffset={6}
          collisionPadding={8}
          aria-label={label}
          className="z-55 max-h-(--radix-popover-content-available-height) max-w-[calc(100vw-16px)] min-w-56 animate-appear overflow-auto rounded-md border border-line bg-panel p-2 shadow-2 outline-none"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
