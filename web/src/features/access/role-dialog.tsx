import { useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { Maskable, Permission, Role, Scope } from '../../../../contract/roles.ts'
import { call } from '../../api.ts'
import { keep } from '../../sync/entities.ts'
import { learn, useStore } from '../../sync/store.ts'
import { SaveButtons } from '../../ui/save-buttons.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { CheckField, SelectField, TextField } from '../../ui/field.tsx'
import { toast } from '../../ui/toasts.tsx'
import { useForm } from '../../ui/use-form.ts'
import { FormError } from '../session/door.tsx'

/** A role being written; `id` null while it is new. */
export type RoleDraft = Pick<Role, 'name' | 'scope' | 'permissions' | 'masked'> & { id: string | null; version?: number }

/** In the order and groups a person thinks of them. */
const groups: Record<string, readonly Permission[]> = {
  inbox: ['inbox.read', 'inbox.work'],
  customers: [
    'customer.read',
    'customer.write',
    'customer.merge',
    'customer.import',
    'customer.export',
    'customer.erase',
    'segment.manage',
  ],
  setUp: ['field.manage', 'language.train', 'channel.manage', 'people.manage', 'role.manage', 'workspace.manage', 'audit.read'],
}

/** Makes or changes a role. What I may not do myself I cannot give, and see greyed. */
export function RoleDialog({ draft, onClose }: { draft: RoleDraft; onClose: () => void }) {
  const { t } = useTranslation()
  const [permissions, setPermissions] = useState<Permission[]>(draft.permissions)
  const [masked, setMasked] = useState<Maskable[]>(draft.masked)
  const mine = useStore((state) => state.grants?.permissions)
  const { busy, errors, onSubmit } = useForm(['name', 'scope'], async ({ name = '', scope }) => {
    const input = { name, scope: scope as Scope, permissions, masked }
    const role = draft.id
      ? await call('role.update', { id: draft.id, ...(draft.version !== undefined && { version: draft.version }), ...input })
      : await call('role.create', input)
    learn((state) => keep(state, 'roles', role))
    toast(t('app.saved'))
    onClose()
  })
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={draft.id ? t('access.editRole', { name: draft.name }) : t('access.newRole')}
      hint={t('access.roleHint')}
    >
      <form onSubmit={onSubmit} className="mt-4 flex flex-col gap-4">
        <TextField
          label={t('access.roleName')}
          name="name"
          required
          maxLength={60}
          defaultValue={draft.name}
          error={errors['name']}
          autoFocus
        />
        <SelectField label={t('access.scope')} name="scope" defaultValue={draft.scope} hint={t('access.scopeHint')} error={errors['scope']}>
          {(['own', 'team', 'all'] as const).map((scope) => (
            <option key={scope} value={scope}>
              {t(`access.scope_${scope}`)} — {t(`access.scopeHint_${scope}`)}
            </option>
          ))}
        </SelectField>
        <Boxes
          title={t('access.masked')}
          options={(['phone', 'email'] as const).map((value) => ({ value, label: t(`access.mask_${value}`) }))}
          chosen={masked}
          onChange={setMasked}
        />
        {Object.entries(groups).map(([name, options]) => (
          <Boxes
            key={name}
            title={t(`access.group_${name as 'inbox' | 'customers' | 'setUp'}`)}
            options={options.map((value) => ({ value, label: t(`access.may.${value}`), disabled: !mine?.includes(value) }))}
            chosen={permissions}
            onChange={setPermissions}
          />
        ))}
        <FormError text={errors['']} />
        <SaveButtons busy={busy} onClose={onClose} />
      </form>
    </Dialog>
  )
}

type BoxesProps<T extends string> = {
  title: string
  options: readonly { value: T; label: string; disabled?: boolean }[]
  chosen: readonly T[]
  onChange: (chosen: T[]) => void
}

function Boxes<T extends string>({ title, options, chosen, onChange }: BoxesProps<T>) {
  return (
    <fieldset>
      <legend className="mb-1.5 text-s font-medium text-ink-2">{title}</legend>
      <div className="grid gap-1.5 md:grid-cols-2">
        {options.map(({ value, label, disabled }) => (
          <CheckField
            key={value}
            label={label}
            checked={chosen.includes(value)}
            disabled={disabled ?? false}
            onChange={(event) => onChange(event.target.checked ? [...chosen, value] : chosen.filter((one) => one !== value))}
          />
        ))}
      </div>
    </fieldset>
  )
}
