import { EyeOff, Pencil, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { Field } from '../../../../contract/fields.ts'
import { useStore } from '../../sync/store.ts'
import { IconButton } from '../../ui/button.tsx'
import { cx } from '../../ui/cx.ts'
import { Icon } from '../../ui/icon.tsx'
import { fieldName } from '../customers/profile/value-text.ts'
import { moveField, stepFrom, type Place, type Sections } from './arrange.ts'
import { FieldMover } from './field-mover.tsx'

/** The key of the field that is being dragged. */
export type Dragging = string | null

export type BoardProps = {
  sections: Sections
  fields: readonly Field[]
  mayManage: boolean
  dragging: Dragging
  onDrag: (key: Dragging) => void
  onArrange: (sections: Sections) => Promise<void>
  onEdit: (field: Field) => void
}
type Props = BoardProps & { fieldKey: string; /** Left out: it is not on the profile. */ sectionId?: string }

/** A field on the board. Its grip is dragged by hand, and moved by the arrow keys while it has the focus. */
export function FieldRow({ fieldKey, sectionId, ...board }: Props) {
  const { t } = useTranslation()
  const { sections, fields, mayManage, dragging, onDrag, onArrange, onEdit } = board
  const [isOver, setOver] = useState(false)
  const name = useStore((state) => fieldName(state, fieldKey))
  const field = fields.find((one) => one.id === fieldKey)
  const section = sections.find((one) => one.id === sectionId)
  const move = (to: Place) => void onArrange(moveField(sections, fieldKey, to))
  const drop = () => {
    if (dragging && section)
      void onArrange(moveField(sections, dragging, { sectionId: section.id, index: section.fields.indexOf(fieldKey) }))
    onDrag(null)
    setOver(false)
  }
  return (
    <li
      draggable={mayManage}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move'
        event.dataTransfer.setData('text/plain', name)
        onDrag(fieldKey)
      }}
      onDragEnd={() => onDrag(null)}
      onDragOver={(event) => {
        if (!dragging || !section) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        if (!section) return
        event.preventDefault()
        event.stopPropagation()
        drop()
      }}
      className={cx(
        'flex min-h-12 items-center gap-2 px-2',
        dragging === fieldKey && 'opacity-50',
        isOver && 'shadow-[inset_0_2px_0_var(--accent)]',
      )}
    >
      {mayManage && section && <FieldMover name={name} onStep={(by) => step(sections, fieldKey, by, move)} />}
      <span className="min-w-0 flex-1 truncate pl-1">{name}</span>
      <span className="flex-none text-s text-ink-3 max-md:hidden">{field ? t(`fields.type.${field.type}`) : t('fields.builtIn')}</span>
      {mayManage && field && (
        <IconButton label={t('fields.edit', { name })} onClick={() => onEdit(field)}>
          <Icon of={Pencil} size={16} />
        </IconButton>
      )}
      {mayManage && section && (
        <IconButton label={t('fields.hide', { name })} onClick={() => move(null)}>
          <Icon of={EyeOff} size={16} />
        </IconButton>
      )}
      {mayManage && !section && <Show name={name} sections={sections} onShow={move} />}
    </li>
  )
}

function step(sections: Sections, key: string, by: 1 | -1, move: (to: Place) => void): void {
  const to = stepFrom(sections, key, by)
  if (to !== undefined) move(to)
}

function Show({ name, sections, onShow }: { name: string; sections: Sections; onShow: (to: Place) => void }) {
  const { t } = useTranslation()
  const last = sections.at(-1)
  return (
    <IconButton
      label={t('fields.show', { name })}
      disabled={!last}
      onClick={() => last && onShow({ sectionId: last.id, index: last.fields.length })}
    >
      <Icon of={Plus} size={16} />
    </IconButton>
  )
}
