import { X } from 'lucide-react'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { ConditionField, Operator } from '../../../../contract/conditions.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { cx } from '../../ui/cx.ts'
import { Icon } from '../../ui/icon.tsx'
import { newTest, takesNoValue, valueFor, type TestDraft } from './draft.ts'
import { FieldPicker } from './field-picker.tsx'
import { fieldName } from './field-words.ts'
import { PartProblem } from './part-problem.tsx'
import type { Problem } from './problems.ts'
import { ValueInput } from './value-input.tsx'

type Props = {
  test: TestDraft
  fields: readonly ConditionField[]
  problem: Problem | undefined
  onChange: (test: TestDraft) => void
  onRemove: () => void
}

/** One test: which field, how it is compared, with what. */
export function TestRow({ test, fields, problem, onChange, onRemove }: Props) {
  const { t } = useTranslation()
  const field = fields.find((one) => one.field === test.field)
  const name = field ? fieldName(t, field) : t('conditions.fieldGone')
  const pick = (next: ConditionField) => onChange({ ...newTest(next), key: test.key })
  return (
    <div
      role="group"
      aria-label={name}
      data-part={test.key}
      aria-describedby={problem ? `${test.key}-problem` : undefined}
      className={cx('flex items-start gap-2 rounded-md border bg-panel p-1.5', problem ? 'border-seal' : 'border-line')}
    >
      <div className="flex min-w-0 flex-1 flex-wrap items-center gap-1.5">
        <FieldPicker
          fields={fields}
          onPick={pick}
          trigger={
            <Button small className="max-w-full" aria-label={t('conditions.changeField', { name })}>
              <span className="truncate">{name}</span>
            </Button>
          }
        />
        {field && <OperatorSelect field={field} value={test.op} onChange={(op) => onChange({ ...test, op, value: valueFor(op, test) })} />}
        {field && !takesNoValue(test.op) && (
          <span data-value className="contents">
            <ValueInput field={field} test={test} label={name} onChange={(value) => onChange({ ...test, value })} />
          </span>
        )}
        {problem && (
          <span className="basis-full px-1">
            <PartProblem id={`${test.key}-problem`} problem={problem} />
          </span>
        )}
      </div>
      <IconButton label={t('conditions.remove', { name })} className="size-7" onClick={onRemove}>
        <Icon of={X} size={14} />
      </IconButton>
    </div>
  )
}

function OperatorSelect({ field, value, onChange }: { field: ConditionField; value: Operator; onChange: (op: Operator) => void }) {
  const { t } = useTranslation()
  // Yes and no are chosen where the value is.
  if (field.operators.length < 2) return null
  // A comparison somebody else chose may be one this person cannot.
  const operators = field.operators.includes(value) ? field.operators : [value, ...field.operators]
  return (
    <select
      aria-label={t('conditions.operator', { name: fieldName(t, field) })}
      value={value}
      onChange={(event) => onChange(event.target.value as Operator)}
      className="select h-7 max-w-full rounded-[7px] border border-line bg-panel pr-7 pl-2 text-s"
    >
      {operators.map((op) => (
        <option key={op} value={op}>
          {t(`conditions.op.${op}`)}
        </option>
      ))}
    </select>
  )
}
