import { Columns3, GripVertical } from 'lucide-react'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { useStore } from '../../../sync/store.ts'
import { Button, IconButton } from '../../../ui/button.tsx'
import { cx } from '../../../ui/cx.ts'
import { Icon } from '../../../ui/icon.tsx'
import { Popover } from '../../../ui/popover.tsx'
import { chooseColumns, columnName, moveColumn, stepColumn, useColumns } from './columns.ts'

/** Which columns the table has, and in which order; kept on this device. */
export function ColumnsMenu() {
  const { t } = useTranslation()
  return (
    <Popover
      label={t('customers.columns')}
      align="end"
      trigger={
        <IconButton bordered label={t('customers.columns')}>
          <Icon of={Columns3} />
        </IconButton>
      }
    >
      <Choices />
    </Popover>
  )
}

function Choices() {
  const { t } = useTranslation()
  const { all, shown } = useColumns()
  const [dragging, setDragging] = useState<string | null>(null)
  const [moved, setMoved] = useState('')
  return (
    <div className="w-60">
      <ul>
        {[...shown, ...all.filter((key) => !shown.includes(key))].map((key) => (
          <Choice key={key} column={key} shown={shown} dragging={dragging} onDrag={setDragging} onMoved={setMoved} />
        ))}
      </ul>
      <p role="status" className="sr-only">
        {moved}
      </p>
      <Button small look="ghost" className="mt-1 w-full" onClick={() => chooseColumns(null)}>
        {t('customers.usualColumns')}
      </Button>
    </div>
  )
}

type ChoiceProps = {
  column: string
  shown: readonly string[]
  dragging: string | null
  onDrag: (key: string | null) => void
  /** Called with the words for whoever moves it without seeing it. */
  onMoved: (words: string) => void
}

/** A column: shown or not, and dragged to its place by hand or by the arrow keys on its grip. */
function Choice({ column, shown, dragging, onDrag, onMoved }: ChoiceProps) {
  const { t } = useTranslation()
  const name = useStore((state) => columnName(state, column))
  const [isOver, setOver] = useState(false)
  const isShown = shown.includes(column)
  const toggle = () => chooseColumns(isShown ? shown.filter((one) => one !== column) : [...shown, column])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
    event.preventDefault()
    const next = stepColumn(shown, column, event.key === 'ArrowUp' ? -1 : 1)
    chooseColumns(next)
    onMoved(t('customers.columnMoved', { name, n: next.indexOf(column) + 1, of: next.length }))
  }
  return (
    <li
      draggable={isShown}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move'
        event.dataTransfer.setData('text/plain', name)
        onDrag(column)
      }}
      onDragEnd={() => onDrag(null)}
      onDragOver={(event) => {
        if (!dragging || !isShown) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        if (dragging && dragging !== column) chooseColumns(moveColumn(shown, dragging, column))
      }}
      className={cx(
        'flex min-h-8 items-center gap-1',
        dragging === column && 'opacity-50',
        isOver && 'shadow-[inset_0_2px_0_var(--accent)]',
      )}
    >
      <label className="flex min-w-0 flex-1 items-center gap-2 rounded-sm px-1.5 py-1 hover:bg-hover">
        <input type="checkbox" checked={isShown} onChange={toggle} className="size-4 accent-(--accent)" />
        <span className="truncate">{name}</span>
      </label>
      {isShown && (
        <IconButton label={t('customers.moveColumn', { name })} keys="↑ ↓" className="size-7 cursor-grab" onKeyDown={onKeyDown}>
          <Icon of={GripVertical} size={15} />
        </IconButton>
      )}
    </li>
  )
}
