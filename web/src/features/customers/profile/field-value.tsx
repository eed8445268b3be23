import type { Customer } from '../../../../../contract/customers.ts'
import { useStore } from '../../../sync/store.ts'
import { Chip } from '../../../ui/chip.tsx'
import { valueOf } from './profile-keys.ts'

type Props = { customer: Customer; fieldKey: string; text: string; placeholder: string }

/** A value as it is read: choices as chips, all else as text. */
export function FieldValue({ customer, fieldKey, text, placeholder }: Props) {
  const field = useStore((state) => state.fields[fieldKey])
  if (text === '') return <span className="text-ink-3">{placeholder}</span>
  if (field?.type !== 'choices') return <span className="whitespace-pre-wrap">{text}</span>
  const chosen = valueOf(customer, fieldKey)
  return (
    <span className="flex flex-wrap gap-1">
      {[chosen].flat().map((id) => (
        <Chip key={String(id)}>{field.options.find((option) => option.id === id)?.label ?? String(id)}</Chip>
      ))}
    </span>
  )
}
