import { useTranslation } from '../../i18n/use-translation.ts'
import type { User } from '../../../../contract/users.ts'
import { call } from '../../api.ts'
import { keep } from '../../sync/entities.ts'
import { learn } from '../../sync/store.ts'
import { SaveButtons } from '../../ui/save-buttons.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { toast } from '../../ui/toasts.tsx'
import { useForm } from '../../ui/use-form.ts'
import { FormError } from '../session/door.tsx'
import { RoleField } from './role-field.tsx'
import { roleName } from './role-name.ts'

/** Gives a person another role. */
export function RoleChoiceDialog({ person, onClose }: { person: User; onClose: () => void }) {
  const { t } = useTranslation()
  const { busy, errors, onSubmit } = useForm(['role'], async ({ role = '' }) => {
    const user = await call('user.set_role', { id: person.id, role })
    learn((draft) => keep(draft, 'users', user))
    toast(t('access.roleChanged', { name: person.name, role: roleName(t, role) }))
    onClose()
  })
  return (
    <Dialog open onClose={onClose} title={t('access.changeRoleTitle', { name: person.name })} hint={t('access.roleHint')}>
      <form onSubmit={onSubmit} className="mt-4 flex flex-col gap-4">
        <RoleField current={person.role} error={errors['role']} />
        <FormError text={errors['']} />
        <SaveButtons busy={busy} onClose={onClose} />
      </form>
    </Dialog>
  )
}
