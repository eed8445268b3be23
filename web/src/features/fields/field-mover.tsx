import { ArrowDown, ArrowUp, GripVertical } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { IconButton } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useIsPhone } from '../../ui/use-media.ts'

type Props = { name: string; onStep: (by: 1 | -1) => void }

/** What moves a field: a grip to drag, which takes arrow keys too; buttons on a phone, where nothing is dragged. */
export function FieldMover(props: Props) {
  return useIsPhone() ? <Steps {...props} /> : <Grip {...props} />
}

function Grip({ name, onStep }: Props) {
  const { t } = useTranslation()
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
    event.preventDefault()
    onStep(event.key === 'ArrowUp' ? -1 : 1)
  }
  return (
    <IconButton label={t('fields.move', { name })} keys="↑ ↓" className="cursor-grab" onKeyDown={onKeyDown}>
      <Icon of={GripVertical} size={16} />
    </IconButton>
  )
}

function Steps({ name, onStep }: Props) {
  const { t } = useTranslation()
  return (
    <span className="flex flex-none">
      <IconButton label={t('fields.sectionUp', { title: name })} onClick={() => onStep(-1)}>
        <Icon of={ArrowUp} size={16} />
      </IconButton>
      <IconButton label={t('fields.sectionDown', { title: name })} onClick={() => onStep(1)}>
        <Icon of={ArrowDown} size={16} />
      </IconButton>
    </span>
  )
}
