import { type SyntheticEvent, useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { FormField } from '../../../../contract/channels.ts'
import { ConfigField } from './config-field.tsx'

type Props = { fields: readonly FormField[]; config: Record<string, unknown>; errorOf: (field: string) => string | undefined }

/** The fields of a set-up form, those rarely needed folded away unless something in them is wrong. */
export function ConfigFields({ fields, config, errorOf }: Props) {
  const { t } = useTranslation()
  const [isOpen, setIsOpen] = useState(false)
  const plain = fields.filter((field) => !field.advanced)
  const advanced = fields.filter((field) => field.advanced)
  const isWrong = advanced.some((field) => errorOf(field.name))
  const grid = (some: readonly FormField[]) => (
    <div className="grid items-start gap-4 @xl:grid-cols-2">
      {some.map((field) => (
        <ConfigField key={field.name} field={field} config={config} error={errorOf(field.name)} />
      ))}
    </div>
  )
  return (
    <>
      {plain.length > 0 && grid(plain)}
      {advanced.length > 0 && (
        <details
          open={isOpen || isWrong}
          onToggle={(event: SyntheticEvent<HTMLDetailsElement>) => setIsOpen(event.currentTarget.open)}
          onInvalid={() => setIsOpen(true)}
          className="rounded-md border border-line px-3.5"
        >
          <summary className="-mx-1 rounded-sm px-1 py-2.5 text-s font-medium text-ink-2">{t('channels.advanced')}</summary>
          <div className="pt-1 pb-4">{grid(advanced)}</div>
        </details>
      )}
    </>
  )
}
