import { type ReactNode } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { useForm } from '../../ui/use-form.ts'
import { FormError } from '../session/door.tsx'

type Props = { label: string; name: string; onKeep: (name: string, values: Record<string, string>) => Promise<void>; children?: ReactNode }

/** Keeps what was put together under a name. */
export function KeepForm({ label, name, onKeep, children }: Props) {
  const { t } = useTranslation()
  const { busy, errors, onSubmit } = useForm(['name'], async (values) => onKeep(values['name'] ?? '', values))
  return (
    <details className="rounded-md border border-line p-3">
      <summary className="rounded-sm font-medium text-accent-ink">{label}</summary>
      <form onSubmit={onSubmit} className="mt-3 flex flex-col gap-3">
        <TextField label={name} name="name" required maxLength={60} error={errors['name']} />
        {children}
        <FormError text={errors['']} />
        <Button type="submit" busy={busy} className="w-fit">
          {t('app.save')}
        </Button>
      </form>
    </details>
  )
}
