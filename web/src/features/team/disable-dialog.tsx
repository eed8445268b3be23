import { useTranslation } from '../../i18n/use-translation.ts'
import type { User } from '../../../../contract/users.ts'
import { call } from '../../api.ts'
import { keep } from '../../sync/entities.ts'
import { learn, useStore } from '../../sync/store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { SelectField } from '../../ui/field.tsx'
import { toast } from '../../ui/toasts.tsx'
import { useForm } from '../../ui/use-form.ts'
import { FormError } from '../session/door.tsx'

/** Ends a person's access, and says who takes their work over. */
export function DisableDialog({ person, onClose }: { person: User; onClose: () => void }) {
  const { t } = useTranslation()
  const users = useStore((state) => state.users)
  const others = Object.values(users).filter((user) => user.id !== person.id && !user.disabledAt)
  const { busy, errors, onSubmit } = useForm(['handOverTo'], async ({ handOverTo }) => {
    const user = await call('user.disable', { id: person.id, handOverTo: handOverTo || null })
    learn((draft) => keep(draft, 'users', user))
    toast(t('team.disabledToast', { name: person.name }))
    onClose()
  })
  return (
    <Dialog open onClose={onClose} title={t('team.disableTitle', { name: person.name })} hint={t('team.disableBody')}>
      <form onSubmit={onSubmit} className="mt-4 flex flex-col gap-4">
        <SelectField label={t('access.handOver')} name="handOverTo" defaultValue="" error={errors['handOverTo']}>
          <option value="">{t('access.handOverQueue')}</option>
          {others.map((user) => (
            <option key={user.id} value={user.id}>
              {user.name}
            </option>
          ))}
        </SelectField>
        <FormError text={errors['']} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button look="danger" type="submit" busy={busy}>
            {t('team.disable')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
