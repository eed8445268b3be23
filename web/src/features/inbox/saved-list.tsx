import { Bookmark, Trash2, UsersRound } from 'lucide-react'
import { useMemo } from 'react'
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
import { useInboxQuery } from './use-inbox-query.ts'
import { type SavedCounts, useSavedCounts } from './use-saved-counts.ts'

const row = 'flex min-h-8 min-w-0 flex-1 items-center gap-2 rounded-sm px-2 text-left hover:bg-hover'

/** The inbox by team, and by the filters that were kept (mine and those of everybody), each with how much is open there. */
export function SavedList({ query }: { query: Query }) {
  const { t } = useTranslation()
  const teams = useNamed('teams')
  const views = useNamed('views')
  const counts = useSavedCounts()
  return (
    <>
      <Heading shown={teams.length > 0}>{t('inbox.teams')}</Heading>
      {teams.map((team) => (
        <TeamRow key={team.id} id={team.id} name={team.name} query={query} counts={counts} />
      ))}
      <Heading shown={views.length > 0}>{t('inbox.savedViews')}</Heading>
      {views.map((view) => (
        <ViewRow key={view.id} view={view} query={query} counts={counts} />
      ))}
    </>
  )
}

/** Whether there is any team or saved view. */
export const useIsSaved = () => useStore((state) => Object.keys(state.teams).length + Object.keys(state.views).length > 0)

function useNamed<K extends 'teams' | 'views'>(table: K) {
  const entities = useStore((state) => state[table])
  return useMemo(() => Object.values(entities).sort((a, b) => a.name.localeCompare(b.name)), [entities])
}

function Heading({ shown, children }: { shown: boolean; children: string }) {
  return shown ? <p className="px-2 pt-1.5 pb-1 text-xs font-medium text-ink-3">{children}</p> : null
}

type RowProps = { query: Query; counts: SavedCounts }

function TeamRow({ id, name, query, counts }: { id: string; name: string } & RowProps) {
  const { change } = useInboxQuery()
  const isOn = query.teamId === id
  return (
    <button
      type="button"
      aria-pressed={isOn}
      className={cx(row, 'w-full', isOn && 'bg-selected font-medium')}
      onClick={() => change(isOn ? { teamId: null } : { view: 'all', teamId: id })}
    >
      <Icon of={UsersRound} size={15} className={isOn ? 'text-accent' : 'text-ink-3'} />
      <span className="min-w-0 flex-1 truncate">{name}</span>
      <Count n={counts[id]} />
    </button>
  )
}

function ViewRow({ view, query, counts }: { view: InboxView } & RowProps) {
  const { t } = useTranslation()
  const { change } = useInboxQuery()
  const isMine = useStore((state) => state.me?.id === view.ownerId)
  const isOn = query.saved === view.id
  const choose = () =>
    change(isOn ? { saved: null, filter: null } : { view: 'all', saved: view.id, filter: JSON.stringify(view.condition), sort: view.sort })
  return (
    <div className="group flex items-center">
      <button type="button" aria-pressed={isOn} className={cx(row, isOn && 'bg-selected font-medium')} onClick={choose}>
        <Icon of={Bookmark} size={15} className={isOn ? 'text-accent' : 'text-ink-3'} />
        <span className="min-w-0 flex-1">
          <span className="block truncate" title={view.shared ? t('inbox.shared') : undefined}>
            {view.name}
          </span>
          {view.broken && <span className="block text-xs text-seal-ink">{say(view.broken)}</span>}
        </span>
        <Count n={counts[view.id]} />
      </button>
      {isMine && (
        <IconButton
          label={t('inbox.removeView', { name: view.name })}
          className="hidden size-7 group-focus-within:grid group-hover:grid pointer-coarse:grid"
          onClick={() => void call('view.delete', { id: view.id }).catch(report)}
        >
          <Icon of={Trash2} size={14} />
        </IconButton>
      )}
    </div>
  )
}

/** The server counts to a hundred: it stands for that many or more. */
function Count({ n }: { n: number | null | undefined }) {
  if (n === null || n === undefined) return null
  return <span className="flex-none text-s font-normal text-ink-3 tabular-nums">{n > 99 ? '99+' : n}</span>
}
