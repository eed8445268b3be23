import { useTranslation } from '../../i18n/use-translation.ts'
import { SelectField } from '../../ui/field.tsx'
import { useAccess } from '../access/use-access.ts'
import { roleName } from './role-name.ts'

/** One of the workspace's roles, each with whose work it sees. Named `role` in its form. */
export function RoleField({ current, error }: { current: string; error: string | undefined }) {
  const { t } = useTranslation()
  const { roles } = useAccess()
  return (
    <SelectField key={roles.length} label={t('team.role')} name="role" defaultValue={current} error={error}>
      {roles.map((role) => (
        <option key={role.id} value={role.id}>
          {roleName(t, role.id)} — {t('access.scope')}: {t(`access.scope_${role.scope}`)}
        </option>
      ))}
    </SelectField>
  )
}
