import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { User } from '../../../../contract/users.ts'
import { useMay } from '../../sync/may.ts'
import { useStore } from '../../sync/store.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Icon } from '../../ui/icon.tsx'
import { RowCard, SettingsFrame } from '../settings/frame.tsx'
import { InviteDialog } from './invite-dialog.tsx'
import { Invites } from './invites.tsx'
import { PersonMenu } from './person-menu.tsx'
import { roleName } from './role-name.ts'

/** The people of the workspace and their roles; who may manage people invites, disables and enables. */
export function TeamSection() {
  const { t } = useTranslation()
  const users = useStore((state) => state.users)
  const me = useStore((state) => state.me)
  const [inviting, setInviting] = useState(false)
  const [round, setRound] = useState(0)
  const mayManage = useMay('people.manage')
  const people = Object.values(users).sort(
    (a, b) => Number(Boolean(a.disabledAt)) - Number(Boolean(b.disabledAt)) || a.name.localeCompare(b.name),
  )
  const invite = (
    <Button look="primary" onClick={() => setInviting(true)}>
      <Icon of={UserPlus} />
      {t('team.invite')}
    </Button>
  )
  return (
    <SettingsFrame title={t('team.title')} lead={t('team.lead')} action={mayManage && invite}>
      <RowCard>
        {people.map((person) => (
          <Person key={person.id} person={person} canManage={mayManage && person.id !== me?.id} />
        ))}
      </RowCard>
      {mayManage && <Invites key={round} />}
      <InviteDialog open={inviting} onClose={() => setInviting(false)} onMade={() => setRound(round + 1)} />
    </SettingsFrame>
  )
}

function Person({ person, canManage }: { person: User; canManage: boolean }) {
  const { t } = useTranslation()
  const isMe = useStore((state) => state.me?.id === person.id)
  return (
    <li className="flex items-center gap-3 px-4 py-3">
      <Avatar id={person.id} name={person.name} className={person.disabledAt ? 'opacity-50' : ''} />
      <div className="min-w-0 flex-1">
        <p className="flex items-center gap-2">
          <span className="truncate font-medium">{person.name}</span>
          {isMe && <Chip>{t('app.you')}</Chip>}
        </p>
        <p className="truncate text-s text-ink-3">{person.email}</p>
      </div>
      {person.disabledAt ? (
        <Chip tone="seal">{t('team.disabled')}</Chip>
      ) : (
        <Chip tone={person.role === 'owner' ? 'accent' : 'plain'}>{roleName(t, person.role)}</Chip>
      )}
      {canManage && <PersonMenu person={person} />}
    </li>
  )
}
