import { useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { IntentInfo, PhrasePreview } from '../../../../contract/language.ts'
import { call } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { Field, TextField } from '../../ui/field.tsx'
import { toast } from '../../ui/toasts.tsx'
import { useForm, valuesOf } from '../../ui/use-form.ts'
import { intentName } from '../inbox/thread/intent-name.ts'
import { FormError } from '../session/door.tsx'
import { PreviewOf } from './preview-of.tsx'

/** Says that a phrase means an intent; shows first what that would change. */
export function Teach({ intents, onTaught }: { intents: readonly IntentInfo[]; onTaught: () => void }) {
  const { t } = useTranslation()
  const [preview, setPreview] = useState<PhrasePreview | null>(null)
  const { busy, errors, onSubmit } = useForm(['text', 'intent'], async ({ text = '', intent = '' }) => {
    if (!preview) return setPreview(await call('phrase.preview', { intent, text }))
    await call('phrase.add', { intent, text })
    setPreview(null)
    toast(t('language.taught'))
    onTaught()
  })
  return (
    <form
      onSubmit={onSubmit}
      onChange={(event) => {
        if (preview && Object.keys(valuesOf(event.currentTarget)).length > 0) setPreview(null)
      }}
      className="flex flex-col gap-3"
    >
      <div className="grid gap-3 md:grid-cols-[2fr_1fr]">
        <TextField label={t('language.phrase')} name="text" required maxLength={200} error={errors['text']} />
        <Field label={t('language.means')} error={errors['intent']} hint={t('language.newIntentHint')}>
          {({ id, describedBy, invalid }) => (
            <>
              <input
                id={id}
                name="intent"
                list={`${id}-known`}
                required
                aria-describedby={describedBy}
                aria-invalid={invalid || undefined}
                className="h-10 w-full rounded-md border border-line-strong bg-panel px-3"
              />
              <datalist id={`${id}-known`}>
                {intents.map(({ name }) => (
                  <option key={name} value={name}>
                    {intentName(t, name)}
                  </option>
                ))}
              </datalist>
            </>
          )}
        </Field>
      </div>
      {preview && <PreviewOf preview={preview} />}
      <FormError text={errors['']} />
      <Button look="primary" type="submit" busy={busy} className="w-fit">
        {preview ? t('language.teach') : t('language.see')}
      </Button>
    </form>
  )
}
