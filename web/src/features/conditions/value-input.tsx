import { useTranslation } from '../../i18n/use-translation.ts'
import type { ConditionField, Test } from '../../../../contract/conditions.ts'
import { takesDays, takesMany, type TestDraft } from './draft.ts'
import { ManyPicker } from './many-picker.tsx'
import { NumberInput } from './number-input.tsx'
import { useOptions, type Option } from './use-options.ts'

type Value = Test['value']
type Scalar = string | number | boolean
type Props = { field: ConditionField; test: TestDraft; label: string; onChange: (value: Value) => void }

const box = 'h-7 rounded-[7px] border border-line-strong bg-panel px-2 text-s'

/** What a field is compared with, in the way its type is written or chosen. */
export function ValueInput({ field, test, label, onChange }: Props) {
  const { t } = useTranslation()
  const options = useOptions(field)
  const name = t('conditions.value', { name: label })
  const one = test.value as Scalar | undefined
  if (takesDays(test.op)) return <Days label={name} value={one} onChange={onChange} />
  if (takesMany(test.op))
    return <ManyPicker label={name} options={options ?? []} value={(test.value as string[] | undefined) ?? []} onChange={onChange} />
  if (field.type === 'boolean') return <YesNo label={name} value={one !== false} onChange={onChange} />
  if (options) return <OneOf label={name} options={options} value={String(one ?? '')} onChange={onChange} />
  if (test.op === 'between') return <Between field={field} label={name} value={test.value} onChange={onChange} />
  return <Written field={field} label={name} value={one} onChange={onChange} />
}

type InputProps = { label: string; value: Scalar | undefined; onChange: (value: Value) => void }

function Written({ field: { type, currency }, label, value, onChange }: InputProps & { field: ConditionField }) {
  if (type === 'number') return <NumberInput label={label} value={value} currency={currency} onChange={onChange} />
  const isDay = type === 'date' || type === 'time'
  return (
    <input
      aria-label={label}
      type={isDay ? 'date' : 'text'}
      value={String(value ?? '')}
      maxLength={500}
      onChange={(event) => onChange(event.target.value)}
      className={`${box} ${isDay ? 'w-36' : 'w-44 min-w-32 flex-1'}`}
    />
  )
}

function Between({ field, label, value, onChange }: Omit<InputProps, 'value'> & { field: ConditionField; value: Value }) {
  const { t } = useTranslation()
  const [low = '', high = ''] = Array.isArray(value) ? value : []
  return (
    <span className="flex flex-wrap items-center gap-1.5 text-s text-ink-2">
      <Written
        field={field}
        label={t('conditions.from', { name: label })}
        value={low}
        onChange={(next) => onChange([scalar(next), high])}
      />
      {t('conditions.and')}
      <Written field={field} label={t('conditions.to', { name: label })} value={high} onChange={(next) => onChange([low, scalar(next)])} />
    </span>
  )
}

const scalar = (value: Value): Scalar => (value === undefined || Array.isArray(value) ? '' : value)

function Days({ label, value, onChange }: InputProps) {
  const { t } = useTranslation()
  return (
    <span className="flex items-center gap-1.5 text-s text-ink-2">
      <NumberInput label={label} value={value} currency={null} whole onChange={onChange} />
      {t('conditions.days')}
    </span>
  )
}

function YesNo({ label, value, onChange }: { label: string; value: boolean; onChange: (value: boolean) => void }) {
  const { t } = useTranslation()
  const options = [
    { value: 'yes', label: t('app.yes') },
    { value: 'no', label: t('app.no') },
  ]
  return <OneOf label={label} options={options} value={value ? 'yes' : 'no'} onChange={(next) => onChange(next === 'yes')} />
}

function OneOf({
  label,
  options,
  value,
  onChange,
}: {
  label: string
  options: Option[]
  value: string
  onChange: (value: string) => void
}) {
  const { t } = useTranslation()
  return (
    <select
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className="select h-7 max-w-full rounded-[7px] border border-line-strong bg-panel pr-7 pl-2 text-s"
    >
      {!options.some((option) => option.value === value) && (
        <option value={value}>{value ? t('conditions.gone') : t('conditions.choose')}</option>
      )}
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  )
}
