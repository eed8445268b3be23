import { Bookmark, Check, Trash2, UsersRound } from 'lucide-react'
import { useMemo, useState } from 'react'
import { say } from '../../i18n/index.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { InboxView } from '../../../../contract/views.ts'
import { call } from '../../api.ts'
import type { Query } from '../../sync/lists.ts'
import { useStore } from '../../sync/store.ts'
import { IconButton } from '../../ui/button.tsx'
import { cx } from '../../ui/cx.ts'
import { report } from '../../ui/failure.ts'
import { Icon } from '../../ui/icon.tsx'
import { Popover } from '../../ui/popover.tsx'
import { useInboxQuery } from './use-inbox-query.ts'

const row = 'flex min-h-8 min-w-0 flex-1 items-center gap-2 rounded-sm px-2 text-left hover:bg-hover'

/** The inbox by team, and by the filters that were kept: mine and those of everybody. */
export function SavedMenu({ query }: { query: Query }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const teams = useNamed('teams')
  const views = useNamed('views')
  if (teams.length === 0 && views.length === 0) return null
  return (
    <Popover
      label={t('inbox.savedViews')}
      open={open}
      onOpenChange={setOpen}
      trigger={
        <IconButton label={t('inbox.savedViews')} className={cx('size-7', (query.saved ?? query.teamId) && 'text-accent-ink')}>
          <Icon of={Bookmark} size={16} />
        </IconButton>
      }
    >
      <div className="w-64" onClick={() => setOpen(false)}>
        <Heading shown={teams.length > 0}>{t('inbox.teams')}</Heading>
        {teams.map((team) => (
          <TeamRow key={team.id} id={team.id} name={team.name} query={query} />
        ))}
        <Heading shown={views.length > 0}>{t('inbox.savedViews')}</Heading>
        {views.map((view) => (
          <ViewRow key={view.id} view={view} query={query} />
        ))}
      </div>
    </Popover>
  )
}

function useNamed<K extends 'teams' | 'views'>(table: K) {
  const entities = useStore((state) => state[table])
  return useMemo(() => Object.values(entities).sort((a, b) => a.name.localeCompare(b.name)), [entities])
}

function Heading({ shown, children }: { shown: boolean; children: string }) {
  return shown ? <p className="px-2 pt-1.5 pb-1 text-xs font-medium text-ink-3">{children}</p> : null
}

function TeamRow({ id, name, query }: { id: string; name: string; query: Query }) {
  const { change } = useInboxQuery()
  const isOn = query.teamId === id
  return (
    <button
      type="button"
      aria-pressed={isOn}
      className={cx(row, 'w-full')}
      onClick={() => change(isOn ? { teamId: null } : { view: 'all', teamId: id })}
    >
      <Icon of={isOn ? Check : UsersRound} size={15} className={isOn ? 'text-accent' : 'text-ink-3'} />
      <span className="truncate">{name}</span>
    </button>
  )
}

function ViewRow({ view, query }: { view: InboxView; query: Query }) {
  const { t } = useTranslation()
  const { change } = useInboxQuery()
  const isMine = useStore((state) => state.me?.id === view.ownerId)
  const isOn = query.saved === view.id
  const choose = () =>
    change(isOn ? { saved: null, filter: null } : { view: 'all', saved: view.id, filter: JSON.stringify(view.condition), sort: view.sort })
  return (
    <div className="flex items-center">
      <button type="button" aria-pressed={isOn} className={row} onClick={choose}>
        <Icon of={isOn ? Check : Bookmark} size={15} className={isOn ? 'text-accent' : 'text-ink-3'} />
        <span className="min-w-0">
          <span className="block truncate">{view.name}</span>
          {view.broken && <span className="block text-xs text-seal-ink">{say(view.broken)}</span>}
        </span>
        {view.shared && <span className="ml-auto flex-none text-xs text-ink-3">{t('inbox.shared')}</span>}
      </button>
      {isMine && (
        <IconButton
          label={t('inbox.removeView', { name: view.name })}
          className="size-7"
          onClick={() => void call('view.delete', { id: view.id }).catch(report)}
        >
          <Icon of={Trash2} size={14} />
        </IconButton>
      )}
    </div>
  )
}
