import { X } from 'lucide-react'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { Query } from '../../sync/lists.ts'
import { useStore } from '../../sync/store.ts'
import { IconButton } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useInboxQuery } from './use-inbox-query.ts'

/** Says that the list is one team's or filtered, and takes it off. */
export function NarrowedLine({ query }: { query: Query }) {
  const { t } = useTranslation()
  const { change } = useInboxQuery()
  const team = useStore((state) => (query.teamId ? state.teams[query.teamId]?.name : undefined))
  const view = useStore((state) => (query.saved ? state.views[query.saved]?.name : undefined))
  if (!query.teamId && !query.filter) return null
  const names = [team, query.filter && (view ?? t('inbox.filtered'))]
  return (
    <div className="flex items-center gap-1 border-b border-line bg-accent-tint py-0.5 pr-1.5 pl-4 text-s text-accent-ink">
      <span className="min-w-0 flex-1 truncate">{names.filter(Boolean).join(' · ')}</span>
      <IconButton
        label={t('inbox.clearFilter')}
        className="size-7 text-current"
        onClick={() => change({ teamId: null, filter: null, saved: null })}
      >
        <Icon of={X} size={15} />
      </IconButton>
    </div>
  )
}
