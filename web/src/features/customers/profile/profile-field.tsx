import { useTranslation } from '../../../i18n/use-translation.ts'
import type { Customer } from '../../../../../contract/customers.ts'
import { useClock } from '../../../i18n/time.ts'
import { useMay } from '../../../sync/may.ts'
import { useStore } from '../../../sync/store.ts'
import { cx } from '../../../ui/cx.ts'
import { Tip } from '../../../ui/tip.tsx'
import { FieldConflict } from './field-conflict.tsx'
import { FieldEditor } from './field-editor.tsx'
import { FieldValue } from './field-value.tsx'
import { LabelPicker } from './label-picker.tsx'
import { valueOf } from './profile-keys.ts'
import { useFieldSave } from './use-field-save.ts'
import { useSourceText } from './use-source-text.ts'
import { fieldName, valueText } from './value-text.ts'

type Props = { customer: Customer; fieldKey: string }

/** One field of the profile: its value, changed where it stands. */
export function ProfileField({ customer, fieldKey }: Props) {
  const label = useStore((state) => fieldName(state, fieldKey))
  const help = useStore((state) => state.fields[fieldKey]?.help)
  return (
    <div className="grid grid-cols-[92px_minmax(0,1fr)] gap-x-2 py-0.5 text-[13.5px]">
      <dt className="line-clamp-2 py-1 break-words text-ink-3" title={help || label}>
        {label}
      </dt>
      <dd className="min-w-0">
        <Value customer={customer} fieldKey={fieldKey} label={label} />
      </dd>
    </div>
  )
}

function Value({ customer, fieldKey, label }: Props & { label: string }) {
  const field = useStore((state) => state.fields[fieldKey])
  const canWrite = useMay('customer.write') && !customer.erased
  const { phase, edit, cancel, save } = useFieldSave(customer, fieldKey)
  if (phase.type === 'conflict')
    return (
      <FieldConflict
        fieldKey={fieldKey}
        current={phase.current}
        mine={phase.mine}
        onKeep={cancel}
        onTake={() => save(phase.mine, phase.current)}
      />
    )
  if (fieldKey === 'labels') return <LabelPicker customer={customer} canWrite={canWrite} onChange={(ids) => save(ids)} />
  if (phase.type === 'editing' && field?.type !== 'boolean')
    return (
      <>
        <FieldEditor
          fieldKey={fieldKey}
          label={label}
          field={field}
          value={valueOf(phase.from, fieldKey)}
          error={phase.why}
          busy={phase.busy}
          onSave={(value) => save(value, phase.from)}
          onCancel={cancel}
        />
        {phase.why && (
          <p role="alert" className="mt-1 text-s text-seal-ink">
            {phase.why}
          </p>
        )}
      </>
    )
  const onEdit = field?.type === 'boolean' ? () => save(!valueOf(customer, fieldKey)) : edit
  return <Shown customer={customer} fieldKey={fieldKey} label={label} onEdit={canWrite ? onEdit : null} />
}

function Shown({ customer, fieldKey, label, onEdit }: Props & { label: string; onEdit: (() => void) | null }) {
  const { t } = useTranslation()
  const clock = useClock()
  const text = useStore((state) => valueText(state, fieldKey, valueOf(customer, fieldKey), clock))
  const source = useSourceText(customer, fieldKey)
  return (
    <Tip text={source}>
      <button
        type="button"
        disabled={!onEdit}
        onClick={onEdit ?? undefined}
        className={cx('-mx-1.5 min-h-7 w-full rounded-sm px-1.5 py-1 text-left break-words', onEdit && 'hover:bg-hover')}
      >
        <span className="sr-only">{label}: </span>
        <FieldValue customer={customer} fieldKey={fieldKey} text={text} placeholder={onEdit ? t('profile.add') : '—'} />
      </button>
    </Tip>
  )
}
