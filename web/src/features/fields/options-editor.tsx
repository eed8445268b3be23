import { Plus, X } from 'lucide-react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { v7 } from 'uuid'
import { Button, IconButton } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'

export type Option = { id: string; label: string }
type Props = { options: readonly Option[]; onChange: (options: Option[]) => void; error: string | undefined }

/** The options of a choice. Renaming one renames it for every customer who has it. */
export function OptionsEditor({ options, onChange, error }: Props) {
  const { t } = useTranslation()
  const rename = (id: string, label: string) => onChange(options.map((one) => (one.id === id ? { id, label } : one)))
  return (
    <fieldset>
      <legend className="mb-1.5 text-s font-medium text-ink-2">{t('fields.options')}</legend>
      <div className="flex flex-col gap-2">
        {options.map((option, n) => (
          <div key={option.id} className="flex items-center gap-1">
            <input
              aria-label={t('fields.option', { n: n + 1 })}
              value={option.label}
              maxLength={80}
              onChange={(event) => rename(option.id, event.target.value)}
              className="h-9 min-w-0 flex-1 rounded-md border border-line-strong bg-panel px-3"
            />
            <IconButton
              label={t('fields.removeOption', { n: n + 1 })}
              onClick={() => onChange(options.filter((one) => one.id !== option.id))}
            >
              <Icon of={X} size={16} />
            </IconButton>
          </div>
        ))}
        <Button small className="self-start" onClick={() => onChange([...options, { id: v7(), label: '' }])}>
          <Icon of={Plus} size={15} />
          {t('fields.addOption')}
        </Button>
      </div>
      {error && (
        <p role="alert" className="mt-1 text-s text-seal-ink">
          {error}
        </p>
      )}
    </fieldset>
  )
}
