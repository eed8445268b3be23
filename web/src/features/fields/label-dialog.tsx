import { useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { Label } from '../../../../contract/fields.ts'
import { call } from '../../api.ts'
import { keep } from '../../sync/entities.ts'
import { learn } from '../../sync/store.ts'
import { cx } from '../../ui/cx.ts'
import { SaveButtons } from '../../ui/save-buttons.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { toast } from '../../ui/toasts.tsx'
import { useForm } from '../../ui/use-form.ts'
import { tonesOfLabels } from '../customers/profile/label-chip.tsx'
import { FormError } from '../session/door.tsx'

const tones = ['plain', 'accent', 'seal', 'green', 'amber', 'violet', 'teal'] as const
type Tone = (typeof tones)[number]
const isTone = (tone: string): tone is Tone => tones.some((one) => one === tone)

/** Makes a label or changes its name and tone. */
export function LabelDialog({ label, onClose }: { label: Label | null; onClose: () => void }) {
  const { t } = useTranslation()
  const [tone, setTone] = useState<Tone>(label && isTone(label.tone) ? label.tone : 'plain')
  const { busy, errors, onSubmit } = useForm(['name'], async ({ name = '' }) => {
    const saved = label ? await call('label.update', { id: label.id, name, tone }) : await call('label.create', { name, tone })
    learn((draft) => keep(draft, 'labels', saved))
    toast(t('app.saved'))
    onClose()
  })
  return (
    <Dialog open onClose={onClose} title={label ? t('labels.edit', { name: label.name }) : t('labels.new')}>
      <form onSubmit={onSubmit} className="mt-4 flex flex-col gap-4">
        <TextField
          label={t('labels.name')}
          name="name"
          required
          maxLength={40}
          defaultValue={label?.name}
          error={errors['name']}
          autoFocus
        />
        <fieldset>
          <legend className="mb-1.5 text-s font-medium text-ink-2">{t('labels.tone')}</legend>
          <div className="flex flex-wrap gap-2">
            {tones.map((one) => (
              <label key={one} className={cx('cursor-pointer rounded-md border p-1.5', one === tone ? 'border-accent' : 'border-line')}>
                <input type="radio" name="tone" className="sr-only" checked={one === tone} onChange={() => setTone(one)} />
                <span className={cx('inline-flex h-5 items-center rounded-[5px] px-[7px] text-xs font-medium', tonesOfLabels[one])}>
                  {t(`labels.tones.${one}`)}
                </span>
              </label>
            ))}
          </div>
        </fieldset>
        <FormError text={errors['']} />
        <SaveButtons busy={busy} onClose={onClose} />
      </form>
    </Dialog>
  )
}
