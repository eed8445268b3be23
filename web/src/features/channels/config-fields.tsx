import { type SyntheticEvent, useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { FormField } from '../../../../contract/channels.ts'
import { cx } from '../../ui/cx.ts'
import { ConfigField } from './config-field.tsx'
import { valueAt } from './config-values.ts'

type Props = { fields: readonly FormField[]; config: Record<string, unknown>; errorOf: (field: string) => string | undefined }

/** The fields of a set-up form, each half of the channel apart, those rarely needed folded away unless something in them is wrong. */
export function ConfigFields({ fields, config, errorOf }: Props) {
  const { t } = useTranslation()
  const [isOpen, setIsOpen] = useState(false)
  const [chosen, setChosen] = useState<Record<string, string>>({})
  const valueOf = (name: string) => chosen[name] ?? valueAt(config, name) ?? fields.find((field) => field.name === name)?.default
  const shown = fields.filter(({ when }) => when === null || valueOf(when.field) === when.value)
  const plain = shown.filter((field) => !field.advanced)
  const advanced = shown.filter((field) => field.advanced)
  const isWrong = advanced.some((field) => errorOf(field.name))
  const grid = (some: readonly FormField[]) => (
    <div className="grid items-start gap-4 @xl:grid-cols-2">
      {some.map((field) => (
        <div key={field.name} className={cx('min-w-0', field.type === 'lines' && '@xl:col-span-2')}>
          <ConfigField field={field} config={config} error={errorOf(field.name)} />
        </div>
      ))}
    </div>
  )
  const general = plain.filter((field) => field.section === null)
  return (
    <div
      className="contents"
      onChange={({ target }) => target instanceof HTMLSelectElement && setChosen({ ...chosen, [target.name]: target.value })}
    >
      {general.length > 0 && grid(general)}
      {(['receiving', 'sending'] as const).map((section) => {
        const some = plain.filter((field) => field.section === section)
        return (
          some.length > 0 && (
            <fieldset key={section} className="min-w-0 rounded-md border border-line px-3.5 pt-1 pb-4">
              <legend className="-ml-1 px-1 font-semibold">{t(`channels.${section}`)}</legend>
              <div className="pt-1">{grid(some)}</div>
            </fieldset>
          )
        )
      })}
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
    </div>
  )
}
