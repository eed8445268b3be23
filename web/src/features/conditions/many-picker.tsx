import { ChevronDown } from 'lucide-react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Button } from '../../ui/button.tsx'
import { CheckField } from '../../ui/field.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Popover } from '../../ui/popover.tsx'
import type { Option } from './use-options.ts'

type Props = { label: string; options: readonly Option[]; value: readonly string[]; onChange: (value: string[]) => void }

/** Chooses several; what was chosen and is no more stays until it is taken away. */
export function ManyPicker({ label, options, value, onChange }: Props) {
  const { t } = useTranslation()
  const gone = value
    .filter((one) => !options.some((option) => option.value === one))
    .map((one) => ({ value: one, label: t('conditions.gone') }))
  const all = [...options, ...gone]
  const shown = all.filter((option) => value.includes(option.value)).map((option) => option.label).join(', ') // prettier-ignore
  return (
    <Popover
      label={label}
      trigger={
        <Button small className="max-w-full" aria-label={`${label}: ${shown || t('conditions.choose')}`}>
          <span className={`truncate ${shown ? '' : 'text-ink-3'}`}>{shown || t('conditions.choose')}</span>
          <Icon of={ChevronDown} size={14} />
        </Button>
      }
    >
      <div className="flex max-h-72 flex-col gap-1.5 p-1">
        {all.length === 0 && <p className="text-s text-ink-3">{t('conditions.noOptions')}</p>}
        {all.map((option) => (
          <CheckField
            key={option.value}
            label={option.label}
            checked={value.includes(option.value)}
            onChange={(event) => onChange(event.target.checked ? [...value, option.value] : value.filter((one) => one !== option.value))}
          />
        ))}
      </div>
    </Popover>
  )
}
