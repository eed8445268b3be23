import { Search } from 'lucide-react'
import { type KeyboardEvent, useId, useState } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { Dialog } from '../ui/dialog.tsx'
import { cx } from '../ui/cx.ts'
import { Kbd } from '../ui/chip.tsx'
import { Icon } from '../ui/icon.tsx'
import { keysLabel } from './actions.ts'
import { type Entry, type Group, usePaletteEntries } from './palette-entries.tsx'
import { closePalette, usePalette } from './palette-state.ts'

/** One field for everything: commands with their keys, conversations, customers. */
export function Palette() {
  const { t } = useTranslation()
  const open = usePalette((state) => state.open)
  return (
    <Dialog open={open} onClose={closePalette} title={t('palette.title')} wide top bare>
      <PaletteBody />
    </Dialog>
  )
}

function PaletteBody() {
  const { t } = useTranslation()
  const [q, setQ] = useState('')
  const [active, setActive] = useState(0)
  const listId = useId()
  const groups = usePaletteEntries(q)
  const entries = groups.flatMap((group) => group.entries)
  const at = Math.min(active, entries.length - 1)
  const run = (entry: Entry | undefined) => {
    if (!entry) return
    closePalette()
    // After the window has gone and given the focus back: an action may want to put it somewhere.
    setTimeout(entry.run)
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return
    if (event.key === 'Enter') run(entries[at])
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (!step || entries.length === 0) return
    event.preventDefault()
    setActive((at + step + entries.length) % entries.length)
  }
  return (
    <div className="flex max-h-[min(560px,76vh)] flex-col">
      <div className="flex items-center gap-3 border-b border-line px-4 text-ink-3">
        <Icon of={Search} />
        <input
          autoFocus
          role="combobox"
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={entries[at] ? `${listId}-${at}` : undefined}
          aria-label={t('palette.hint')}
          placeholder={t('palette.hint')}
          value={q}
          onChange={(event) => {
            setQ(event.target.value)
            setActive(0)
          }}
          onKeyDown={onKey}
          className="h-13 min-w-0 flex-1 text-[15px] text-ink focus-visible:shadow-none"
        />
      </div>
      <div id={listId} role="listbox" aria-label={t('palette.title')} className="min-h-0 overflow-auto p-1.5">
        {entries.length === 0 && <p className="px-3 py-6 text-center text-ink-2">{t('palette.nothing', { q })}</p>}
        {groups.map((group) => (
          <PaletteGroup
            key={group.title}
            group={group}
            first={entries.indexOf(group.entries[0]!)}
            active={at}
            listId={listId}
            onRun={run}
          />
        ))}
      </div>
    </div>
  )
}

type GroupProps = { group: Group; first: number; active: number; listId: string; onRun: (entry: Entry) => void }

function PaletteGroup({ group, first, active, listId, onRun }: GroupProps) {
  return (
    <div role="group" aria-label={group.title}>
      <p aria-hidden="true" className="px-2.5 pt-2 pb-1 text-xs font-medium text-ink-3">
        {group.title}
      </p>
      {group.entries.map((entry, index) => (
        <div
          key={entry.id}
          id={`${listId}-${first + index}`}
          role="option"
          aria-selected={first + index === active}
          ref={first + index === active ? (element) => element?.scrollIntoView({ block: 'nearest' }) : undefined}
          onClick={() => onRun(entry)}
          className={cx(
            'flex min-h-10 items-center gap-3 rounded-[8px] px-2.5 py-1',
            first + index === active ? 'bg-selected' : 'hover:bg-hover',
          )}
        >
          {entry.icon}
          <span className="min-w-0 flex-1">
            <span className="block truncate">{entry.label}</span>
            {entry.hint && <span className="block truncate text-s text-ink-3">{entry.hint}</span>}
          </span>
          {entry.keys && <Kbd>{keysLabel(entry.keys)}</Kbd>}
        </div>
      ))}
    </div>
  )
}
