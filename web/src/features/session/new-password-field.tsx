import { useTranslation } from '../../i18n/use-translation.ts'
import { PasswordField } from './password-field.tsx'

/** Where a person makes up a password: says what it must have, and lets the browser suggest one. */
export function NewPasswordField({ label, error }: { label: string; error: string | undefined }) {
  const { t } = useTranslation()
  return (
    <PasswordField
      label={label}
      name="password"
      required
      minLength={10}
      autoComplete="new-password"
      hint={t('session.passwordHint')}
      error={error}
    />
  )
}
