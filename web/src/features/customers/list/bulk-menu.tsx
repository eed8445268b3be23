import type { LucideIcon } from 'lucide-react'
import { Button } from '../../../ui/button.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { Menu, MenuItem } from '../../../ui/menu.tsx'

type Props = { icon: LucideIcon; label: string; options: readonly { id: string; name: string }[]; onChoose: (id: string) => void }

export function BulkMenu({ icon, label, options, onChoose }: Props) {
  return (
    <Menu
      label={label}
      trigger={
        <Button small className="h-8" disabled={options.length === 0}>
          <Icon of={icon} size={15} />
          {label}
        </Button>
      }
    >
      {options.map((option) => (
        <MenuItem key={option.id} onSelect={() => onChoose(option.id)}>
          {option.name}
        </MenuItem>
      ))}
    </Menu>
  )
}
