import { useTranslation } from '../../../../i18n/use-translation.ts'
import { useState } from 'react'
import { Button } from '../../../../ui/button.tsx'
import { editorBox, type EditorProps } from './editor.ts'

type Option = { value: string; label: string }

/** One of several, or none: choosing keeps it. */
export function ChoiceEditor({ label, value, error, busy, onSave, onCancel, options }: EditorProps & { options: readonly Option[] }) {
  return (
    <select
      autoFocus
      aria-label={label}
      aria-invalid={Boolean(error) || undefined}
      aria-busy={busy || undefined}
      value={String(value ?? '')}
      onChange={(event) => onSave(event.target.value === '' ? null : event.target.value)}
      onBlur={onCancel}
      onKeyDown={(event) => event.key === 'Escape' && onCancel()}
      className={`${editorBox} select h-8 pr-8`}
    >
      <option value="">—</option>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  )
}

/** Any of several. */
export function ChoicesEditor({ label, value, busy, onSave, onCancel, options }: EditorProps & { options: readonly Option[] }) {
  const { t } = useTranslation()
  const [chosen, setChosen] = useState<readonly string[]>(Array.isArray(value) ? value : [])
  const toggle = (one: string) => setChosen(chosen.includes(one) ? chosen.filter((other) => other !== one) : [...chosen, one])
  return (
    <fieldset
      aria-label={label}
      className="rounded-sm border border-line-strong p-2"
      onKeyDown={(event) => event.key === 'Escape' && onCancel()}
    >
      {options.map((option, at) => (
        <label key={option.value} className="flex min-h-7 items-center gap-2">
          <input
            type="checkbox"
            autoFocus={at === 0}
            checked={chosen.includes(option.value)}
            onChange={() => toggle(option.value)}
            className="size-4 accent-(--accent)"
          />
          {option.label}
        </label>
      ))}
      <div className="mt-1.5 flex gap-1.5">
        <Button small look="primary" busy={busy} onClick={() => onSave(chosen.length === 0 ? null : [...chosen])}>
          {t('app.save')}
        </Button>
        <Button small onClick={onCancel}>
          {t('app.cancel')}
        </Button>
      </div>
    </fieldset>
  )
}
