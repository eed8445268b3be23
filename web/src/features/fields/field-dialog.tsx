import { useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { customFieldTypes, isChoice, limitsOf } from './field-types.ts'
import type { CustomFieldType, Field } from '../../../../contract/fields.ts'
import { call } from '../../api.ts'
import { keep } from '../../sync/entities.ts'
import { learn } from '../../sync/store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { CheckField, SelectField, TextField } from '../../ui/field.tsx'
import { report } from '../../ui/failure.ts'
import { toast } from '../../ui/toasts.tsx'
import { useForm } from '../../ui/use-form.ts'
import { FormError } from '../session/door.tsx'
import { OptionsEditor, type Option } from './options-editor.tsx'

type Props = { field: Field | null; onSaved: (field: Field) => void; onClose: () => void }

/** Makes a custom field or changes one. What it holds is decided once: another kind would not fit what is there. */
export function FieldDialog({ field, onSaved, onClose }: Props) {
  const { t } = useTranslation()
  const [type, setType] = useState<CustomFieldType>(field?.type ?? 'text')
  const [options, setOptions] = useState<Option[]>(field?.options ?? [])
  const { busy, errors, onSubmit } = useForm(['name', 'min', 'max', 'currency', 'options', 'help'], async (values) => {
    const given = { ...shapeOf(values), ...(isChoice(type) && { options: options.filter(({ label }) => label.trim() !== '') }) }
    const made = { ...given, type, ...(type === 'money' && { currency: (values['currency'] ?? '').trim().toUpperCase() }) }
    const saved = field ? await call('field.update', { id: field.id, ...given }) : await call('field.create', made)
    learn((draft) => keep(draft, 'fields', saved))
    onSaved(saved)
    toast(t('app.saved'))
    onClose()
  })
  return (
    <Dialog open onClose={onClose} title={field ? t('fields.edit', { name: field.name }) : t('fields.new')}>
      <form onSubmit={onSubmit} className="mt-4 flex flex-col gap-4">
        <TextField
          label={t('fields.name')}
          name="name"
          required
          maxLength={60}
          defaultValue={field?.name}
          error={errors['name']}
          autoFocus
        />
        <SelectField
          label={t('fields.kind')}
          value={type}
          disabled={field !== null}
          onChange={(event) => setType(event.target.value as CustomFieldType)}
        >
          {customFieldTypes.map((one) => (
            <option key={one} value={one}>
              {t(`fields.type.${one}`)}
            </option>
          ))}
        </SelectField>
        {type === 'money' && !field && (
          <TextField label={t('fields.currency')} name="currency" required maxLength={3} defaultValue="CNY" error={errors['currency']} />
        )}
        {isChoice(type) && <OptionsEditor options={options} onChange={setOptions} error={errors['options']} />}
        <Limits type={type} field={field} errors={errors} />
        <TextField label={t('fields.help')} optional name="help" maxLength={300} defaultValue={field?.help} error={errors['help']} />
        <CheckField label={t('fields.required')} hint={t('fields.requiredHint')} name="required" defaultChecked={field?.required} />
        <FormError text={errors['']} />
        <div className="flex flex-wrap justify-end gap-2">
          {field && <PutAway field={field} onClose={onClose} />}
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button look="primary" type="submit" busy={busy}>
            {t('app.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

function shapeOf({ name = '', help = '', min, max, required }: Record<string, string>) {
  const bound = (text: string | undefined) => (text === undefined || text.trim() === '' ? null : Number(text))
  return { name, help, required: required === 'on', min: bound(min), max: bound(max) }
}

/** The least and most of a number, or of a text's length; nothing for what has no such limits. */
function Limits({ type, field, errors }: { type: CustomFieldType; field: Field | null; errors: Record<string, string> }) {
  const { t } = useTranslation()
  const limits = limitsOf(type)
  if (!limits) return null
  return (
    <div className="grid grid-cols-2 gap-3">
      <TextField
        label={t(`fields.${limits}.min`)}
        optional
        name="min"
        type="number"
        step="any"
        defaultValue={field?.min ?? ''}
        error={errors['min']}
      />
      <TextField
        label={t(`fields.${limits}.max`)}
        optional
        name="max"
        type="number"
        step="any"
        defaultValue={field?.max ?? ''}
        error={errors['max']}
      />
    </div>
  )
}

function PutAway({ field, onClose }: { field: Field; onClose: () => void }) {
  const { t } = useTranslation()
  const putAway = async () => {
    const saved = await call('field.update', { id: field.id, archived: true })
    learn((draft) => keep(draft, 'fields', saved))
    onClose()
  }
  return (
    <Button look="danger" className="mr-auto" title={t('fields.putAwayHint')} onClick={() => void putAway().catch(report)}>
      {t('fields.putAway')}
    </Button>
  )
}
