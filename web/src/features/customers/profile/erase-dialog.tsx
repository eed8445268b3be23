import { useTranslation } from '../../../i18n/use-translation.ts'
import { useState } from 'react'
import type { Customer } from '../../../../../contract/customers.ts'
import { call } from '../../../api.ts'
import { nameOf } from '../../../i18n/index.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { TextField } from '../../../ui/field.tsx'
import { toast } from '../../../ui/toasts.tsx'
import { useForm } from '../../../ui/use-form.ts'
import { FormError } from '../../session/door.tsx'

type Props = { customer: Customer; open: boolean; onClose: () => void }

/** Erases one person, once their name was typed. */
export function EraseDialog({ customer, open, onClose }: Props) {
  const { t } = useTranslation()
  const name = nameOf(customer.name)
  return (
    <Dialog open={open} onClose={onClose} title={t('profile.eraseTitle', { name })} hint={t('profile.eraseBody')}>
      <EraseForm customer={customer} onClose={onClose} />
    </Dialog>
  )
}

function EraseForm({ customer, onClose }: Omit<Props, 'open'>) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const { busy, errors, onSubmit } = useForm(['confirm'], async ({ confirm = '' }) => {
    await call('customer.erase', { id: customer.id, confirm })
    toast(t('profile.erasedToast'))
    onClose()
  })
  return (
    <form onSubmit={onSubmit} className="mt-4 flex flex-col gap-4">
      <TextField
        label={t('profile.eraseConfirm', { name: customer.name })}
        name="confirm"
        autoComplete="off"
        autoFocus
        maxLength={200}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        error={errors['confirm']}
      />
      <FormError text={errors['']} />
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{t('app.cancel')}</Button>
        <Button look="danger" type="submit" busy={busy} disabled={typed.trim() !== customer.name}>
          {t('profile.eraseAction')}
        </Button>
      </div>
    </form>
  )
}
