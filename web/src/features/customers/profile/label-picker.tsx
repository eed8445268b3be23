import { Plus } from 'lucide-react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import type { Customer } from '../../../../../contract/customers.ts'
import { IconButton } from '../../../ui/button.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { Popover } from '../../../ui/popover.tsx'
import { LabelChip } from './label-chip.tsx'
import { LabelChoices } from './label-choices.tsx'

type Props = { customer: Customer; canWrite: boolean; onChange: (ids: string[]) => void }

/** The labels of a customer, and a sheet to add and remove them. */
export function LabelPicker({ customer, canWrite, onChange }: Props) {
  const { t } = useTranslation()
  const { labelIds } = customer
  const toggle = (id: string) => onChange(labelIds.includes(id) ? labelIds.filter((one) => one !== id) : [...labelIds, id])
  return (
    <span className="flex min-h-7 flex-wrap items-center gap-1">
      {labelIds.map((id) => (
        <LabelChip key={id} id={id} />
      ))}
      {labelIds.length === 0 && !canWrite && <span className="text-ink-3">—</span>}
      {canWrite && (
        <Popover
          label={t('profile.labels')}
          trigger={
            <IconButton label={t('profile.editLabels')} className={labelIds.length === 0 ? '-ml-1 size-6' : 'size-6'}>
              <Icon of={Plus} size={15} />
            </IconButton>
          }
        >
          <LabelChoices chosen={labelIds} onToggle={toggle} />
        </Popover>
      )}
    </span>
  )
}
