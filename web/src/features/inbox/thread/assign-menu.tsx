import { User as Person } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import type { Conversation } from '../../../../../contract/conversations.ts'
import { useStore } from '../../../sync/store.ts'
import { Button } from '../../../ui/button.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { Menu, MenuChoice, MenuLabel, MenuLine } from '../../../ui/menu.tsx'
import { assignTeamWithToast, assignWithToast } from './acts.ts'

type Props = { conversation: Conversation; name: string; open: boolean; onOpenChange: (open: boolean) => void }

/** Whose a conversation is: me, a colleague, or nobody's. */
export function AssignMenu({ conversation, name, open, onOpenChange }: Props) {
  const { t } = useTranslation()
  const people = usePeople()
  const options = [
    ...people.map((person, index) => ({ value: person.id, label: index === 0 ? `${person.name} · ${t('thread.assignMe')}` : person.name })),
    { value: 'nobody', label: t('thread.assignNobody') },
  ]
  const choose = (value: string) => assignWithToast(conversation, name, people.find((person) => person.id === value) ?? null)
  return (
    <Menu
      open={open}
      onOpenChange={onOpenChange}
      align="end"
      label={t('thread.assignTo')}
      trigger={
        <Button title={`${t('thread.assign')} (A)`} aria-label={t('thread.assign')}>
          <Icon of={Person} />
          <span className="hidden @md:inline">{t('thread.assign')}</span>
        </Button>
      }
    >
      <MenuLabel>{t('thread.assignTo')}</MenuLabel>
      <MenuChoice value={conversation.assigneeId ?? 'nobody'} options={options} onChange={choose} />
      <TeamChoice conversation={conversation} name={name} />
    </Menu>
  )
}

/** Which team it belongs to; nothing in a workspace without teams. */
function TeamChoice({ conversation, name }: Pick<Props, 'conversation' | 'name'>) {
  const { t } = useTranslation()
  const teams = useStore((state) => state.teams)
  const named = useMemo(() => Object.values(teams).sort((a, b) => a.name.localeCompare(b.name)), [teams])
  if (named.length === 0) return null
  const options = [...named.map((team) => ({ value: team.id, label: team.name })), { value: 'none', label: t('thread.noTeam') }]
  const choose = (value: string) => assignTeamWithToast(conversation, name, teams[value] ?? null)
  return (
    <>
      <MenuLine />
      <MenuLabel>{t('thread.team')}</MenuLabel>
      <MenuChoice value={conversation.teamId ?? 'none'} options={options} onChange={choose} />
    </>
  )
}

/** Everyone who can take a conversation, me first. */
function usePeople() {
  const users = useStore((state) => state.users)
  const me = useStore((state) => state.me?.id)
  return useMemo(() => {
    const active = Object.values(users).filter((user) => !user.disabledAt)
    return active.sort((a, b) => Number(b.id === me) - Number(a.id === me) || a.name.localeCompare(b.name))
  }, [users, me])
}
