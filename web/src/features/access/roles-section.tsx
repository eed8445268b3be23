import { Copy, Pencil, Plus, Trash2 } from 'lucide-react'
import { Fragment, useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { Role } from '../../../../contract/roles.ts'
import { call } from '../../api.ts'
import { drop } from '../../sync/entities.ts'
import { useMay } from '../../sync/may.ts'
import { learn } from '../../sync/store.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Confirm } from '../../ui/dialog.tsx'
import { report } from '../../ui/failure.ts'
import { Icon } from '../../ui/icon.tsx'
import { toast } from '../../ui/toasts.tsx'
import { RowCard, SettingsFrame } from '../settings/frame.tsx'
import { LoadingState } from '../settings/loading-state.tsx'
import { roleName } from '../team/role-name.ts'
import { listed } from './listed.ts'
import { RoleDialog, type RoleDraft } from './role-dialog.tsx'
import { useAccess } from './use-access.ts'

/** What each role may do and whose work it sees; the built-in ones can be copied, the workspace's own changed. */
export function RolesSection() {
  const { t } = useTranslation()
  const { roles, phase, why, again } = useAccess()
  const mayManage = useMay('role.manage')
  const [draft, setDraft] = useState<RoleDraft | null>(null)
  const make = (
    <Button
      look="primary"
      onClick={() => setDraft({ id: null, name: '', scope: 'own', permissions: ['inbox.read', 'inbox.work', 'customer.read'], masked: [] })}
    >
      <Icon of={Plus} />
      {t('access.newRole')}
    </Button>
  )
  return (
    <SettingsFrame title={t('access.roles')} lead={t('access.rolesLead')} action={mayManage && make}>
      {roles.length === 0 ? (
        <LoadingState phase={phase} why={why} onAgain={again} />
      ) : (
        <RowCard>
          {roles.map((role) => (
            <RoleRow key={role.id} role={role} mayManage={mayManage} onEdit={setDraft} />
          ))}
        </RowCard>
      )}
      {draft && <RoleDialog key={draft.id ?? 'new'} draft={draft} onClose={() => setDraft(null)} />}
    </SettingsFrame>
  )
}

function RoleRow({ role, mayManage, onEdit }: { role: Role; mayManage: boolean; onEdit: (draft: RoleDraft) => void }) {
  const { t, i18n } = useTranslation()
  const name = roleName(t, role.id)
  const copy = () => onEdit({ ...role, id: null, name: t('access.copyOf', { name }) })
  return (
    <li className="flex items-start gap-3 px-4 py-3">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-2">
          <span className="font-medium">{name}</span>
          <Chip tone={role.scope === 'all' ? 'accent' : 'plain'}>{t(`access.scope_${role.scope}`)}</Chip>
          {role.masked.length > 0 && (
            <Chip tone="warn">
              {t('access.masks', {
                what: listed(
                  i18n.language,
                  role.masked.map((kind) => t(`access.mask_${kind}`).toLocaleLowerCase()),
                ),
              })}
            </Chip>
          )}
          {role.builtIn && <Chip>{t('access.builtIn')}</Chip>}
        </p>
        <Permissions role={role} />
      </div>
      {mayManage && (
        <div className="flex gap-1">
          <IconButton label={t('access.copyRole', { name })} onClick={copy}>
            <Icon of={Copy} size={16} />
          </IconButton>
          {!role.builtIn && (
            <IconButton label={t('access.editRole', { name })} onClick={() => onEdit(role)}>
              <Icon of={Pencil} size={16} />
            </IconButton>
          )}
          {!role.builtIn && <DeleteRole role={role} />}
        </div>
      )}
    </li>
  )
}

function Permissions({ role: { permissions } }: { role: Role }) {
  const { t } = useTranslation()
  return (
    <p className="mt-0.5 text-s text-ink-3">
      {permissions.map((permission, at) => (
        <Fragment key={permission}>
          <span className="whitespace-nowrap">
            {t(`access.may.${permission}`)}
            {at < permissions.length - 1 && ' ·'}
          </span>{' '}
        </Fragment>
      ))}
    </p>
  )
}

function DeleteRole({ role }: { role: Role }) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  const remove = async () => {
    await call('role.delete', { id: role.id })
    learn((draft) => drop(draft, 'roles', role.id))
    toast(t('access.roleDeleted', { name: role.name }))
  }
  return (
    <>
      <IconButton label={t('access.deleteRole', { name: role.name })} onClick={() => setAsking(true)}>
        <Icon of={Trash2} size={16} />
      </IconButton>
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        title={t('access.deleteRole', { name: role.name })}
        body={t('access.deleteRoleBody')}
        action={t('access.delete')}
        onConfirm={() => remove().catch(report)}
      />
    </>
  )
}
