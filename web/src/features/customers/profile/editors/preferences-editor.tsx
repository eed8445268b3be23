import { useState } from 'react'
import { useTranslation } from '../../../../i18n/use-translation.ts'
import type { Customer } from '../../../../../../contract/customers.ts'
import { useKindName, useOwnKinds } from '../../../../sync/kinds.ts'
import { Button } from '../../../../ui/button.tsx'
import { editorBox, type EditorProps } from './editor.ts'

const locales = ['zh-CN', 'zh-TW', 'en', 'ja', 'ko', 'de', 'fr', 'es'] as const

/** How the customer likes to be met: on which kind of channel, in which language. */
export function PreferencesEditor({ label, value, busy, onSave, onCancel }: EditorProps) {
  const { t, i18n } = useTranslation()
  const [wish, setWish] = useState(value as Customer['preferences'])
  const kinds = useOwnKinds()
  const kindName = useKindName()
  const languages = new Intl.DisplayNames(i18n.language, { type: 'language' })
  return (
    <fieldset
      aria-label={label}
      className="flex flex-col gap-1.5 rounded-sm border border-line-strong p-2"
      onKeyDown={(event) => event.key === 'Escape' && onCancel()}
    >
      <Select
        label={t('profile.preferredChannel')}
        value={wish.channel}
        options={kinds.map((kind) => [kind, kindName(kind)])}
        onChange={(channel) => setWish({ ...wish, channel })}
      />
      <Select
        label={t('profile.preferredLanguage')}
        value={wish.locale}
        options={locales.map((locale) => [locale, languages.of(locale) ?? locale])}
        onChange={(locale) => setWish({ ...wish, locale })}
      />
      <div className="flex gap-1.5">
        <Button small look="primary" busy={busy} onClick={() => onSave(wish)}>
          {t('app.save')}
        </Button>
        <Button small onClick={onCancel}>
          {t('app.cancel')}
        </Button>
      </div>
    </fieldset>
  )
}

type SelectProps = { label: string; value: string | null; options: [string, string][]; onChange: (value: string | null) => void }

function Select({ label, value, options, onChange }: SelectProps) {
  return (
    <select
      aria-label={label}
      value={value ?? ''}
      onChange={(event) => onChange(event.target.value === '' ? null : event.target.value)}
      className={`${editorBox} select h-8 pr-8`}
    >
      <option value="">{label}: —</option>
      {options.map(([one, name]) => (
        <option key={one} value={one}>
          {name}
        </option>
      ))}
    </select>
  )
}
