import { ChevronDown, PieChart } from 'lucide-react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { useStore } from '../../../sync/store.ts'
import { Button } from '../../../ui/button.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { Menu, MenuChoice } from '../../../ui/menu.tsx'

/** Everybody, or those of one segment. */
export function SegmentMenu({ value, onChange }: { value: string | null; onChange: (id: string | null) => void }) {
  const { t } = useTranslation()
  const segments = useStore((state) => state.segments)
  const named = Object.values(segments).sort((a, b) => a.name.localeCompare(b.name))
  if (named.length === 0 && !value) return null
  const name = value ? (segments[value]?.name ?? t('customers.segmentGone')) : t('customers.everybody')
  const options = [{ value: 'everybody', label: t('customers.everybody') }, ...named.map(({ id, name }) => ({ value: id, label: name }))]
  return (
    <Menu
      label={t('customers.segment')}
      trigger={
        <Button aria-label={`${t('customers.segment')}: ${name}`} className={value ? 'border-accent text-accent-ink' : ''}>
          <Icon of={PieChart} />
          <span className="max-w-40 truncate">{name}</span>
          <Icon of={ChevronDown} size={14} />
        </Button>
      }
    >
      <MenuChoice value={value ?? 'everybody'} options={options} onChange={(id) => onChange(id === 'everybody' ? null : id)} />
    </Menu>
  )
}
