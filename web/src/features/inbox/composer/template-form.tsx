import { type FormEvent, useState } from 'react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import type { Template } from '../../../../../contract/channels.ts'
import { Button } from '../../../ui/button.tsx'
import { TextField } from '../../../ui/field.tsx'
import { filled, placeLabels } from './fill-template.ts'

type Props = { template: Template; onBack: () => void; onSend: (variables: string[]) => void }

/** The places of a template to fill in, and what the customer will read. */
export function TemplateForm({ template, onBack, onSend }: Props) {
  const { t } = useTranslation()
  const [variables, setVariables] = useState<string[]>(() => template.places.map(() => ''))
  const labels = placeLabels(template, (n) => t('templates.place', { n }))
  const change = (at: number, value: string) => setVariables(variables.with(at, value))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSend(variables.map((value) => value.trim()))
  }
  return (
    <form onSubmit={submit} className="mt-4 flex flex-col gap-4">
      {variables.map((value, at) => (
        <TextField
          key={at}
          label={labels[at] ?? ''}
          placeholder={template.places[at]?.example ?? undefined}
          autoFocus={at === 0}
          required
          pattern=".*\S.*"
          maxLength={1_000}
          value={value}
          onChange={(event) => change(at, event.target.value)}
        />
      ))}
      <section aria-label={t('templates.preview')}>
        <h3 className="mb-1 text-s font-medium text-ink-2">{t('templates.preview')}</h3>
        <p className="bubble-text w-fit rounded-[14px_4px_14px_14px] bg-bubble-out px-[13px] py-[9px]">{filled(template, variables)}</p>
      </section>
      <div className="flex justify-end gap-2">
        <Button onClick={onBack}>{t('templates.back')}</Button>
        <Button look="primary" type="submit">
          {t('templates.send')}
        </Button>
      </div>
    </form>
  )
}
