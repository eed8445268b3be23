import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { ConditionField } from '../../../../contract/conditions.ts'
import { Popover } from '../../ui/popover.tsx'
import { fieldName, groupName } from './field-words.ts'

type Props = { fields: readonly ConditionField[]; onPick: (field: ConditionField) => void; trigger: ReactNode }

/** Chooses a field, by its group or by typing a part of its name; arrows go through what is found. */
export function FieldPicker({ fields, onPick, trigger }: Props) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const pick = (field: ConditionField) => {
    setOpen(false)
    onPick(field)
  }
  return (
    <Popover label={t('conditions.chooseField')} trigger={trigger} open={open} onOpenChange={setOpen}>
      <FieldList fields={fields} onPick={pick} />
    </Popover>
  )
}

function FieldList({ fields, onPick }: Omit<Props, 'trigger'>) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const list = useRef<HTMLDivElement>(null)
  const groups = grouped(fields.filter((field) => fieldName(t, field).toLowerCase().includes(typed.trim().toLowerCase())), (field) => groupName(t, field)) // prettier-ignore
  return (
    <div ref={list} onKeyDown={(event) => moveFocus(event, list.current)} className="w-64">
      <input
        autoFocus
        type="search"
        aria-label={t('conditions.searchField')}
        placeholder={t('conditions.searchField')}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        className="mb-1 h-8 w-full rounded-md border border-line-strong bg-panel px-2.5 text-s"
      />
      {groups.size === 0 && <p className="px-2 py-3 text-s text-ink-3">{t('conditions.noField')}</p>}
      {[...groups].map(([name, own]) => (
        <div key={name} role="group" aria-label={name}>
          <p className="px-2 pt-2 pb-0.5 text-xs font-medium text-ink-3">{name}</p>
          {own.map((field) => (
            <button
              key={field.field}
              type="button"
              onClick={() => onPick(field)}
              className="block w-full rounded-[7px] px-2 py-1.5 text-left text-s hover:bg-hover focus:bg-hover"
            >
              {fieldName(t, field)}
            </button>
          ))}
        </div>
      ))}
    </div>
  )
}

function grouped(fields: ConditionField[], nameOf: (field: ConditionField) => string): Map<string, ConditionField[]> {
  const groups = new Map<string, ConditionField[]>()
  for (const field of fields) groups.set(nameOf(field), [...(groups.get(nameOf(field)) ?? []), field])
  return groups
}

function moveFocus(event: KeyboardEvent, list: HTMLElement | null): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  const stops = [...(list?.querySelectorAll<HTMLElement>('input, button') ?? [])]
  const at = stops.indexOf(document.activeElement as HTMLElement)
  stops[at + (event.key === 'ArrowDown' ? 1 : -1)]?.focus()
  event.preventDefault()
}
