import { Ellipsis, UserPlus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { User } from '../../../../contract/users.ts'
import { call } from '../../api.ts'
import { keep } from '../../sync/entities.ts'
import { learn, useStore } from '../../sync/store.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Confirm } from '../../ui/dialog.tsx'
import { report } from '../../ui/failure.ts'
import { Icon } from '../../ui/icon.tsx'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import { toast } from '../../ui/toasts.tsx'
import { RowCard, SettingsFrame } from '../settings/frame.tsx'
import { InviteDialog } from './invite-dialog.tsx'
import { Invites } from './invites.tsx'
import { roleName } from './role-name.ts'

/** The people of the workspace; owners invite, disable and enable. */
export function TeamSection() {
  const { t } = useTranslation()
  const users = useStore((state) => state.users)
  const me = useStore((state) => state.me)
  const [inviting, setInviting] = useState(false)
  const [round, setRound] = useState(0)
  const isOwner = me?.role === 'owner'
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
    <SettingsFrame title={t('team.title')} lead={t('team.lead')} action={isOwner && invite}>
      <RowCard>
        {people.map((person) => (
          <Person key={person.id} person={person} canManage={isOwner && person.id !== me?.id} />
        ))}
      </RowCard>
      {isOwner && <Invites key={round} />}
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

function PersonMenu({ person }: { person: User }) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  const act = async (endpoint: 'user.disable' | 'user.enable', done: string) => {
    const user = await call(endpoint, { id: person.id })
    learn((draft) => keep(draft, 'users', user))
    toast(done)
  }
  const enable = () => void act('user.enable', t('team.enabledToast', { name: person.name })).catch(report)
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
        {person.disabledAt ? (
          <MenuItem onSelect={enable}>{t('team.enable')}</MenuItem>
        ) : (
          <MenuItem danger onSelect={() => setAsking(true)}>
            {t('team.disable')}
          </MenuItem>
        )}
      </Menu>
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        title={t('team.disableTitle', { name: person.name })}
        body={t('team.disableBody')}
        action={t('team.disable')}
        onConfirm={() => act('user.disable', t('team.disabledToast', { name: person.name })).catch(report)}
      />
    </>
  )
}
