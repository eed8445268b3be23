import { useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { Team } from '../../../../contract/teams.ts'
import { call } from '../../api.ts'
import { keep } from '../../sync/entities.ts'
import { learn, useStore } from '../../sync/store.ts'
import { SaveButtons } from '../../ui/save-buttons.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { CheckField, SelectField, TextField } from '../../ui/field.tsx'
import { toast } from '../../ui/toasts.tsx'
import { useForm } from '../../ui/use-form.ts'
import { FormError } from '../session/door.tsx'
import { roleName } from '../team/role-name.ts'
import { asTree, withBelow } from './team-tree.ts'

type Props = { team: Team | null; teams: readonly Team[]; onClose: () => void }

/** Makes a team or changes one: its name, what it belongs to, and who is in it. */
export function TeamDialog({ team, teams, onClose }: Props) {
  const { t } = useTranslation()
  const [memberIds, setMemberIds] = useState<string[]>(team?.memberIds ?? [])
  const { busy, errors, onSubmit } = useForm(['name', 'parentId'], async ({ name = '', parentId }) => {
    const input = { name, parentId: parentId || null, memberIds }
    const saved = team ? await call('team.update', { id: team.id, ...input }) : await call('team.create', input)
    learn((draft) => keep(draft, 'teams', saved))
    toast(t('app.saved'))
    onClose()
  })
  const barred = team ? withBelow(teams, team.id) : new Set<string>()
  return (
    <Dialog open onClose={onClose} title={team ? t('access.editTeam', { name: team.name }) : t('access.newTeam')}>
      <form onSubmit={onSubmit} className="mt-4 flex flex-col gap-4">
        <TextField
          label={t('access.teamName')}
          name="name"
          required
          maxLength={60}
          defaultValue={team?.name}
          error={errors['name']}
          autoFocus
        />
        <SelectField label={t('access.parent')} name="parentId" defaultValue={team?.parentId ?? ''} error={errors['parentId']}>
          <option value="">{t('access.noParent')}</option>
          {asTree(teams)
            .filter((row) => !barred.has(row.team.id))
            .map((row) => (
              <option key={row.team.id} value={row.team.id}>
                {'　'.repeat(row.depth)}
                {row.team.name}
              </option>
            ))}
        </SelectField>
        <People chosen={memberIds} onChange={setMemberIds} />
        <FormError text={errors['']} />
        <SaveButtons busy={busy} onClose={onClose} />
      </form>
    </Dialog>
  )
}

function People({ chosen, onChange }: { chosen: readonly string[]; onChange: (ids: string[]) => void }) {
  const { t } = useTranslation()
  const users = useStore((state) => state.users)
  const people = Object.values(users)
    .filter((person) => !person.disabledAt)
    .sort((a, b) => a.name.localeCompare(b.name))
  return (
    <fieldset>
      <legend className="mb-1.5 text-s font-medium text-ink-2">{t('access.members')}</legend>
      <div className="grid max-h-64 gap-2 overflow-auto rounded-md border border-line-strong p-3">
        {people.map((person) => (
          <CheckField
            key={person.id}
            label={person.name}
            hint={roleName(t, person.role)}
            checked={chosen.includes(person.id)}
            onChange={(event) => onChange(event.target.checked ? [...chosen, person.id] : chosen.filter((id) => id !== person.id))}
          />
        ))}
      </div>
    </fieldset>
  )
}
