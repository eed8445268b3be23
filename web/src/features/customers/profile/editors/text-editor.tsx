import { type KeyboardEvent, useState } from 'react'
import { t } from '../../../../i18n/index.ts'
import { minorUnits, moneyInput } from '../money.ts'
import type { ProfileValue } from '../profile-keys.ts'
import { editorBox, type EditorProps } from './editor.ts'

const types: Record<string, string> = { date: 'date', number: 'number', url: 'url', phone: 'tel', email: 'email' }

/** One line: Enter or leaving keeps it, Escape lets it be. */
export function TextEditor({ label, value, field, error, busy, onSave, onCancel }: EditorProps) {
  const [text, setText] = useState(() => textOf(value, field))
  const [wrong, setWrong] = useState<string>()
  const save = () => {
    const parsed = parse(text, field)
    if (parsed === undefined) return setWrong(t('profile.notANumber'))
    onSave(parsed)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter') save()
    if (event.key === 'Escape') onCancel()
  }
  return (
    <>
      <input
        autoFocus
        type={types[field?.type ?? ''] ?? 'text'}
        step="any"
        inputMode={field?.type === 'money' ? 'decimal' : undefined}
        aria-label={label}
        aria-invalid={Boolean(error ?? wrong) || undefined}
        aria-busy={busy || undefined}
        maxLength={field ? 10_000 : 120}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={() => !error && save()}
        onKeyDown={onKeyDown}
        className={`${editorBox} h-8`}
      />
      {wrong && (
        <p role="alert" className="mt-1 text-s text-seal-ink">
          {wrong}
        </p>
      )}
    </>
  )
}

/** More than one line: ⌘/Ctrl + Enter or leaving keeps it. */
export function LongTextEditor({ label, value, error, busy, onSave, onCancel }: EditorProps) {
  const [text, setText] = useState(String(value ?? ''))
  const save = () => onSave(text.trim() === '' ? null : text)
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) save()
    if (event.key === 'Escape') onCancel()
  }
  return (
    <textarea
      autoFocus
      rows={4}
      aria-label={label}
      aria-invalid={Boolean(error) || undefined}
      aria-busy={busy || undefined}
      maxLength={10_000}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={() => !error && save()}
      onKeyDown={onKeyDown}
      className={`${editorBox} py-1.5`}
    />
  )
}

function textOf(value: ProfileValue, field: EditorProps['field']): string {
  if (value === null) return ''
  return field?.type === 'money' ? moneyInput(Number(value), field.currency ?? 'CNY') : String(value)
}

/** What was typed as a value; undefined when it is none of the field's type. */
function parse(text: string, field: EditorProps['field']): ProfileValue | undefined {
  const plain = text.trim()
  if (plain === '') return null
  if (field?.type === 'money') return minorUnits(plain, field.currency ?? 'CNY') ?? undefined
  if (field?.type === 'number') return Number.isFinite(Number(plain)) ? Number(plain) : undefined
  return plain
}
