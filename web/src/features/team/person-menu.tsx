import { Ellipsis } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { User } from '../../../../contract/users.ts'
import { call } from '../../api.ts'
import { keep } from '../../sync/entities.ts'
import { useMay } from '../../sync/may.ts'
import { learn } from '../../sync/store.ts'
import { IconButton } from '../../ui/button.tsx'
import { report } from '../../ui/failure.ts'
import { Icon } from '../../ui/icon.tsx'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import { toast } from '../../ui/toasts.tsx'
import { DisableDialog } from './disable-dialog.tsx'
import { RoleChoiceDialog } from './role-choice-dialog.tsx'

/** What can be done about a colleague. */
export function PersonMenu({ person }: { person: User }) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState<'disable' | 'role' | null>(null)
  const mayGiveRoles = useMay('role.manage')
  const enable = async () => {
    const user = await call('user.enable', { id: person.id })
    learn((draft) => keep(draft, 'users', user))
    toast(t('team.enabledToast', { name: person.name }))
  }
  return (
    <>
      <Menu
        align="end"
        trigger={
          <IconButton label={t('team.actions', { name: person.name })}>
            <Icon of={Ellipsis} />
          </IconButton>
        }
      >
        {mayGiveRoles && <MenuItem onSelect={() => setAsking('role')}>{t('access.changeRole')}</MenuItem>}
        {person.disabledAt ? (
          <MenuItem onSelect={() => void enable().catch(report)}>{t('team.enable')}</MenuItem>
        ) : (
          <MenuItem danger onSelect={() => setAsking('disable')}>
            {t('team.disable')}
          </MenuItem>
        )}
      </Menu>
      {asking === 'role' && <RoleChoiceDialog person={person} onClose={() => setAsking(null)} />}
      {asking === 'disable' && <DisableDialog person={person} onClose={() => setAsking(null)} />}
    </>
  )
}
