import { Pencil } from 'lucide-react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import type { Customer } from '../../../../../contract/customers.ts'
import { nameOf } from '../../../i18n/index.ts'
import { useMay } from '../../../sync/may.ts'
import { IconButton } from '../../../ui/button.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { TextEditor } from './editors/text-editor.tsx'
import { FieldConflict } from './field-conflict.tsx'
import type { ProfileValue } from './profile-keys.ts'
import { useFieldSave } from './use-field-save.ts'

/** The name, changed where it stands: Enter keeps it, Escape lets it be. */
export function CustomerName({ customer }: { customer: Customer }) {
  const { t } = useTranslation()
  const canWrite = useMay('customer.write') && !customer.erased
  const { phase, edit, cancel, save } = useFieldSave(customer, 'name')
  if (phase.type === 'conflict')
    return (
      <FieldConflict
        fieldKey="name"
        current={phase.current}
        mine={phase.mine}
        onKeep={cancel}
        onTake={() => save(phase.mine, phase.current)}
      />
    )
  if (phase.type === 'editing') {
    // Emptied, the name stays what it was: nobody is without one.
    const onSave = (value: ProfileValue) => (value === null ? cancel() : save(value, phase.from))
    return (
      <>
        <TextEditor
          label={t('profile.name')}
          value={phase.from.name}
          field={undefined}
          error={phase.why}
          busy={phase.busy}
          onSave={onSave}
          onCancel={cancel}
        />
        {phase.why && (
          <p role="alert" className="mt-1 text-s text-seal-ink">
            {phase.why}
          </p>
        )}
      </>
    )
  }
  return (
    <div className="group flex items-center gap-1">
      <h2 className="truncate text-[17px] leading-[1.3] font-[650]">{nameOf(customer.name)}</h2>
      {canWrite && (
        <IconButton
          label={t('profile.rename')}
          onClick={edit}
          className="size-7 opacity-60 group-hover:opacity-100 focus-visible:opacity-100"
        >
          <Icon of={Pencil} size={14} />
        </IconButton>
      )}
    </div>
  )
}
