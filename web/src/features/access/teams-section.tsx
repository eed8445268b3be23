import { Network, Pencil, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { Team } from '../../../../contract/teams.ts'
import { call } from '../../api.ts'
import { drop } from '../../sync/entities.ts'
import { useMay } from '../../sync/may.ts'
import { learn, useStore } from '../../sync/store.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { Confirm } from '../../ui/dialog.tsx'
import { Empty } from '../../ui/empty.tsx'
import { report } from '../../ui/failure.ts'
import { Icon } from '../../ui/icon.tsx'
import { toast } from '../../ui/toasts.tsx'
import { RowCard, SettingsFrame } from '../settings/frame.tsx'
import { LoadingState } from '../settings/loading-state.tsx'
import { listed } from './listed.ts'
import { TeamDialog } from './team-dialog.tsx'
import { asTree } from './team-tree.ts'
import { useAccess } from './use-access.ts'

/** Who works with whom: a tree of teams, since who sees a team's work sees that of the teams below it. */
export function TeamsSection() {
  const { t } = useTranslation()
  const { teams, phase, why, again } = useAccess()
  const mayManage = useMay('people.manage')
  const [edited, setEdited] = useState<Team | 'new' | null>(null)
  const make = (
    <Button look="primary" onClick={() => setEdited('new')}>
      <Icon of={Plus} />
      {t('access.newTeam')}
    </Button>
  )
  return (
    <SettingsFrame title={t('access.teams')} lead={t('access.teamsLead')} action={mayManage && teams.length > 0 && make}>
      {phase !== 'ready' && teams.length === 0 && <LoadingState phase={phase} why={why} onAgain={again} />}
      {phase === 'ready' && teams.length === 0 && (
        <Empty icon={Network} title={t('access.noTeams')} hint={t('access.noTeamsHint')}>
          {mayManage && make}
        </Empty>
      )}
      {teams.length > 0 && (
        <RowCard>
          {asTree(teams).map(({ team, depth }) => (
            <TeamRow key={team.id} team={team} depth={depth} mayManage={mayManage} onEdit={() => setEdited(team)} />
          ))}
        </RowCard>
      )}
      {edited && <TeamDialog team={edited === 'new' ? null : edited} teams={teams} onClose={() => setEdited(null)} />}
    </SettingsFrame>
  )
}

function TeamRow({ team, depth, mayManage, onEdit }: { team: Team; depth: number; mayManage: boolean; onEdit: () => void }) {
  const { t } = useTranslation()
  return (
    <li className="flex items-center gap-3 px-4 py-3" style={{ paddingLeft: 16 + depth * 24 }}>
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">{team.name}</p>
        <Members ids={team.memberIds} />
      </div>
      {mayManage && (
        <div className="flex gap-1">
          <IconButton label={t('access.editTeam', { name: team.name })} onClick={onEdit}>
            <Icon of={Pencil} size={16} />
          </IconButton>
          <DeleteTeam team={team} />
        </div>
      )}
    </li>
  )
}

function Members({ ids }: { ids: readonly string[] }) {
  const { t, i18n } = useTranslation()
  const users = useStore((state) => state.users)
  const people = ids.flatMap((id) => users[id] ?? [])
  if (people.length === 0) return <p className="text-s text-ink-3">{t('access.nobody')}</p>
  return (
    <p className="mt-1 flex items-center gap-2 text-s text-ink-2">
      <span className="flex -space-x-1.5">
        {people.slice(0, 5).map((person) => (
          <Avatar key={person.id} id={person.id} name={person.name} size={20} />
        ))}
      </span>
      <span className="truncate">
        {listed(
          i18n.language,
          people.map((person) => person.name),
        )}
      </span>
    </p>
  )
}

function DeleteTeam({ team }: { team: Team }) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  const remove = async () => {
    await call('team.delete', { id: team.id })
    learn((draft) => drop(draft, 'teams', team.id))
    toast(t('access.teamDeleted', { name: team.name }))
  }
  return (
    <>
      <IconButton label={t('access.deleteTeam', { name: team.name })} onClick={() => setAsking(true)}>
        <Icon of={Trash2} size={16} />
      </IconButton>
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        title={t('access.deleteTeam', { name: team.name })}
        body={t('access.deleteTeamBody')}
        action={t('access.delete')}
        onConfirm={() => remove().catch(report)}
      />
    </>
  )
}
