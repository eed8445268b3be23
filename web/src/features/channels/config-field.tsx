import { useTranslation } from '../../i18n/use-translation.ts'
import type { FormField } from '../../../../contract/channels.ts'
import { sayBoth } from '../../i18n/both.ts'
import { CheckField, LinesField, SelectField, TextField } from '../../ui/field.tsx'
import { PasswordField } from '../session/password-field.tsx'
import { isSecretSet, valueAt } from './config-values.ts'

type Props = { field: FormField; config: Record<string, unknown>; error: string | undefined }

/** One field of a set-up form, drawn from what the channel's own schema says of it. */
export function ConfigField({ field, config, error }: Props) {
  const { t } = useTranslation()
  const label = sayBoth(field.label)
  const hint = field.help ? sayBoth(field.help) : undefined
  const value = valueAt(config, field.name) ?? field.default
  const shared = { label, error, name: field.name }
  switch (field.type) {
    case 'boolean':
      return <CheckField label={label} hint={hint} name={field.name} defaultChecked={value === true} />
    case 'choice':
      return (
        <SelectField {...shared} hint={hint} defaultValue={text(value)}>
          {field.choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {sayBoth(choice.label)}
            </option>
          ))}
        </SelectField>
      )
    case 'secret': {
      const isSet = isSecretSet(config, field.name)
      return (
        <PasswordField
          {...shared}
          hint={isSet ? t('channels.secretSet') : hint}
          required={field.required && !isSet}
          defaultValue={isSet ? '' : text(value)}
          optional={isOptional(field)}
          autoComplete="new-password"
        />
      )
    }
    case 'number':
      return (
        <TextField
          {...shared}
          hint={hint}
          type="number"
          required={field.required}
          optional={isOptional(field)}
          defaultValue={text(value)}
        />
      )
    case 'lines':
      return <LinesField {...shared} hint={hint} optional={isOptional(field)} defaultValue={text(value)} spellCheck={false} />
    case 'text':
      return <TextField {...shared} hint={hint} required={field.required} optional={isOptional(field)} defaultValue={text(value)} />
  }
}

/** What has a default, is folded away, or stands in a section that works without it, need not be called so field by field. */
const isOptional = ({ required, default: standard, section, advanced }: FormField) =>
  !required && standard === null && section === null && !advanced

const text = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')
