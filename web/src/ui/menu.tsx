import { Check } from 'lucide-react'
import { DropdownMenu } from 'radix-ui'
import type { ReactNode } from 'react'
import { cx } from './cx.ts'
import { Icon } from './icon.tsx'

const surface =
  'z-55 max-h-(--radix-dropdown-menu-content-available-height) min-w-48 animate-appear overflow-auto rounded-md border border-line bg-panel p-1 shadow-2'
const row =
  'flex h-9 items-center gap-2.5 rounded-[7px] px-2.5 outline-none pointer-coarse:h-11 select-none data-highlighted:bg-hover data-highlighted:shadow-none'

type MenuProps = {
  trigger: ReactNode
  children: ReactNode
  align?: 'start' | 'end'
  open?: boolean
  onOpenChange?: (open: boolean) => void
  label?: string
}

/** A menu that opens from `trigger` (one button). */
export function Menu({ trigger, children, align = 'start', label, ...state }: MenuProps) {
  return (
    <DropdownMenu.Root modal={false} {...state}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content align={align} sideOffset={6} collisionPadding={8} className={surface} aria-label={label}>
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

export function MenuItem({ children, onSelect, danger }: { children: ReactNode; onSelect: () => void; danger?: boolean }) {
  return (
    <DropdownMenu.Item onSelect={onSelect} className={cx(row, 'cursor-pointer', danger && 'text-seal-ink')}>
      {children}
    </DropdownMenu.Item>
  )
}

type ChoiceProps<T extends string> = { value: T; options: readonly { value: T; label: string }[]; onChange: (value: T) => void }

/** Options of which one holds. */
export function MenuChoice<T extends string>({ value, options, onChange }: ChoiceProps<T>) {
  return (
    <DropdownMenu.RadioGroup value={value} onValueChange={(next) => onChange(next as T)}>
      {options.map((option) => (
        <DropdownMenu.RadioItem key={option.value} value={option.value} className={cx(row, 'cursor-pointer pr-4')}>
          <span className="w-4">
            <DropdownMenu.ItemIndicator>
              <Icon of={Check} size={16} className="text-accent" />
            </DropdownMenu.ItemIndicator>
          </span>
          {option.label}
        </DropdownMenu.RadioItem>
      ))}
    </DropdownMenu.RadioGroup>
  )
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <DropdownMenu.Label className="px-2.5 pt-1.5 pb-1 text-xs font-medium text-ink-3">{children}</DropdownMenu.Label>
}

export function MenuLine() {
  return <DropdownMenu.Separator className="mx-1 my-1 h-px bg-line" />
}
