import { useTranslation } from '../../../i18n/use-translation.ts'
import type { Purpose } from '../../../../../contract/consents.ts'
import type { Customer } from '../../../../../contract/customers.ts'
import { call } from '../../../api.ts'
import { useKindName, useOwnKinds } from '../../../sync/kinds.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field, SelectField, TextField } from '../../../ui/field.tsx'
import { toast } from '../../../ui/toasts.tsx'
import { useForm } from '../../../ui/use-form.ts'
import { FormError } from '../../session/door.tsx'

type Props = { customer: Customer; open: boolean; onClose: () => void; onRecorded: () => void }

/** Writes down that a customer gave or withdrew consent: for what, where, and how we know. */
export function RecordConsent({ open, onClose, ...rest }: Props) {
  const { t } = useTranslation()
  return (
    <Dialog open={open} onClose={onClose} title={t('consent.recordTitle')}>
      <RecordForm {...rest} onClose={onClose} />
    </Dialog>
  )
}

const purposes: readonly Purpose[] = ['marketing', 'profiling', 'archive']

function RecordForm({ customer, onClose, onRecorded }: Omit<Props, 'open'>) {
  const { t } = useTranslation()
  const kinds = useOwnKinds()
  const kindName = useKindName()
  const { busy, errors, onSubmit } = useForm(['evidence', 'at'], async ({ purpose, channelKind, state, evidence = '', at }) => {
    await call('consent.record', {
      id: customer.id,
      purpose: purposes.find((one) => one === purpose) ?? 'marketing',
      channelKind: kinds.find((kind) => kind === channelKind) ?? null,
      state: state === 'granted' ? 'granted' : 'withdrawn',
      evidence,
      ...(at ? { at: new Date(at).toISOString() } : {}),
    })
    toast(t('consent.recorded'))
    onRecorded()
    onClose()
  })
  return (
    <form onSubmit={onSubmit} className="mt-4 flex flex-col gap-4">
      <SelectField label={t('consent.state')} name="state">
        <option value="granted">{t('consent.states.granted')}</option>
        <option value="withdrawn">{t('consent.states.withdrawn')}</option>
      </SelectField>
      <SelectField label={t('consent.purpose')} name="purpose">
        {purposes.map((purpose) => (
          <option key={purpose} value={purpose}>
            {t(`consent.purposes.${purpose}`)}
          </option>
        ))}
      </SelectField>
      <SelectField label={t('consent.channel')} name="channelKind">
        <option value="">{t('consent.everyChannel')}</option>
        {kinds.map((kind) => (
          <option key={kind} value={kind}>
            {kindName(kind)}
          </option>
        ))}
      </SelectField>
      <Field label={t('consent.evidence')} hint={t('consent.evidenceHint')} error={errors['evidence']}>
        {({ id, describedBy }) => (
          <textarea
            id={id}
            name="evidence"
            required
            rows={2}
            maxLength={500}
            aria-describedby={describedBy}
            className="w-full rounded-md border border-line-strong bg-panel px-3 py-2"
          />
        )}
      </Field>
      <TextField label={t('consent.at')} name="at" type="datetime-local" optional hint={t('consent.atHint')} error={errors['at']} />
      <FormError text={errors['']} />
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{t('app.cancel')}</Button>
        <Button look="primary" type="submit" busy={busy}>
          {t('consent.record')}
        </Button>
      </div>
    </form>
  )
}
