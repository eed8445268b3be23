import { Check } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { call } from '../../../api.ts'
import { keep } from '../../../sync/entities.ts'
import { learn, useStore } from '../../../sync/store.ts'
import { report } from '../../../ui/failure.ts'
import { Icon } from '../../../ui/icon.tsx'
import { LabelChip } from './label-chip.tsx'

const row = 'flex min-h-8 w-full items-center gap-2 rounded-sm px-2 text-left hover:bg-hover'

/** Every label to choose from, found by typing; one that does not exist yet can be made. */
export function LabelChoices({ chosen, onToggle }: { chosen: readonly string[]; onToggle: (id: string) => void }) {
  const { t } = useTranslation()
  const [q, setQ] = useState('')
  const labels = useStore((state) => state.labels)
  const wanted = q.trim().toLocaleLowerCase()
  const found = useMemo(() => {
    const all = Object.values(labels).filter((label) => label.name.toLocaleLowerCase().includes(wanted))
    return all.sort((a, b) => a.name.localeCompare(b.name))
  }, [labels, wanted])
  const isNew = wanted !== '' && !found.some((label) => label.name.toLocaleLowerCase() === wanted)
  const create = async () => {
    const label = await call('label.create', { name: q.trim() })
    learn((draft) => keep(draft, 'labels', label))
    setQ('')
    onToggle(label.id)
  }
  return (
    <div className="w-56">
      <input
        autoFocus
        aria-label={t('profile.findLabel')}
        placeholder={t('profile.findLabel')}
        maxLength={40}
        value={q}
        onChange={(event) => setQ(event.target.value)}
        className="mb-1.5 h-8 w-full rounded-sm border border-line-strong bg-panel px-2"
      />
      {found.map((label) => (
        <button
          key={label.id}
          type="button"
          role="checkbox"
          aria-checked={chosen.includes(label.id)}
          className={row}
          onClick={() => onToggle(label.id)}
        >
          <span className="w-4 flex-none text-accent">{chosen.includes(label.id) && <Icon of={Check} size={16} />}</span>
          <LabelChip id={label.id} />
        </button>
      ))}
      {isNew && (
        <button type="button" className={row} onClick={() => void create().catch(report)}>
          {t('profile.createLabel', { name: q.trim() })}
        </button>
      )}
    </div>
  )
}
