import { useTranslation } from '../../i18n/use-translation.ts'
import { useLocation } from 'wouter'
import { call } from '../../api.ts'
import { learnCustomer } from '../../sync/store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { toast } from '../../ui/toasts.tsx'
import { useForm } from '../../ui/use-form.ts'
import { FormError } from '../session/door.tsx'
import { TakenBy } from './profile/taken-by.tsx'

type Props = { open: boolean; onClose: () => void; onCreated: () => void }

export function CreateCustomer({ open, onClose, onCreated }: Props) {
  const { t } = useTranslation()
  return (
    <Dialog open={open} onClose={onClose} title={t('customers.create')}>
      <CreateForm onClose={onClose} onCreated={onCreated} />
    </Dialog>
  )
}

function CreateForm({ onClose, onCreated }: Omit<Props, 'open'>) {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const { busy, errors, customerId, onSubmit } = useForm(['name', 'email', 'phone'], async ({ name = '', email = '', phone = '' }) => {
    const customer = await call('customer.create', { name, ...(email === '' ? {} : { email }), ...(phone === '' ? {} : { phone }) })
    learnCustomer(customer)
    toast(t('customers.created_toast', { name: customer.name }))
    onClose()
    onCreated()
    navigate(`/customers/${customer.id}`)
  })
  return (
    <form onSubmit={onSubmit} className="mt-4 flex flex-col gap-4">
      <TextField label={t('customers.name')} name="name" required autoFocus maxLength={120} error={errors['name']} />
      <TextField label={t('session.email')} name="email" type="email" optional maxLength={254} error={errors['email']} />
      <TextField label={t('profile.phone')} name="phone" type="tel" optional maxLength={40} error={errors['phone']} />
      <FormError text={errors['']} />
      {customerId && <TakenBy ownerId={customerId} onLeave={onClose} />}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{t('app.cancel')}</Button>
        <Button look="primary" type="submit" busy={busy}>
          {t('customers.create')}
        </Button>
      </div>
    </form>
  )
}
