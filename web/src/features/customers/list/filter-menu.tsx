import { ListFilter } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import type { Condition } from '../../../../../contract/conditions.ts'
import { call } from '../../../api.ts'
import { keep } from '../../../sync/entities.ts'
import { useMay } from '../../../sync/may.ts'
import { learn } from '../../../sync/store.ts'
import { Button } from '../../../ui/button.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { toast } from '../../../ui/toasts.tsx'
import { conditionOf, countTests } from '../../filter/filter.ts'
import { FilterDialog } from '../../filter/filter-dialog.tsx'
import { KeepForm } from '../../filter/keep-form.tsx'

/** The list's filter, and how many things it asks. */
export function FilterMenu({ value, onChange }: { value: string | null; onChange: (filter: string | null) => void }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const condition = conditionOf(value)
  const label = condition ? t('customers.filtered', { n: countTests(condition) }) : t('customers.filter')
  return (
    <>
      <Button aria-label={label} onClick={() => setOpen(true)} className={condition ? 'border-accent text-accent-ink' : ''}>
        <Icon of={ListFilter} />
        <span className="hidden md:inline">{label}</span>
      </Button>
      <FilterDialog
        subject="customer"
        value={value}
        open={open}
        onClose={() => setOpen(false)}
        onApply={onChange}
        keep={(read, onKept) => <KeepSegment read={read} onKept={onKept} />}
      />
    </>
  )
}

function KeepSegment({ read, onKept }: { read: () => Condition | null; onKept: () => void }) {
  const { t } = useTranslation()
  const mayManage = useMay('segment.manage')
  if (!mayManage) return null
  const save = async (name: string) => {
    const condition = read()
    if (!condition) return
    const segment = await call('segment.create', { name, condition })
    learn((draft) => keep(draft, 'segments', segment))
    toast(t('customers.segmentSaved', { name }))
    onKept()
  }
  return <KeepForm label={t('customers.saveSegment')} name={t('customers.segmentName')} onKeep={save} />
}
