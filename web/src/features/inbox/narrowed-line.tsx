import { X } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { Query } from '../../sync/lists.ts'
import { useStore } from '../../sync/store.ts'
import { IconButton } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { conditionOf } from '../filter/filter.ts'
import { isNarrowed, useInboxQuery, whole } from './use-inbox-query.ts'
import { useListCount } from './use-list-count.ts'

const ConditionWords = lazy(() => import('../conditions/condition-words.tsx'))

/** Says by what the list is narrowed and how many conversations that leaves, and takes it off. */
export function NarrowedLine({ query }: { query: Query }) {
  return isNarrowed(query) ? <Line query={query} /> : null
}

function Line({ query }: { query: Query }) {
  const { t, i18n } = useTranslation()
  const { change } = useInboxQuery()
  const count = useListCount(query)
  const n = count && `${count.n.toLocaleString(i18n.language)}${count.more ? '+' : ''}`
  return (
    <div className="flex items-start gap-1 border-b border-line bg-accent-tint py-0.5 pr-1.5 pl-4 text-s text-accent-ink">
      <p className="line-clamp-2 min-w-0 flex-1 py-1" role="status">
        {n && <b className="font-semibold">{t('inbox.found', { count: count.n, n })} · </b>}
        <Facts query={query} />
      </p>
      <IconButton label={t('inbox.clearFilter')} className="size-7 text-current" onClick={() => change(whole)}>
        <Icon of={X} size={15} />
      </IconButton>
    </div>
  )
}

function Facts({ query }: { query: Query }) {
  const { t } = useTranslation()
  const team = useStore((state) => (query.teamId ? state.teams[query.teamId]?.name : undefined))
  const channel = useStore((state) => (query.channelId ? state.channels[query.channelId]?.name : undefined))
  const view = useStore((state) => (query.saved ? state.views[query.saved]?.name : undefined))
  const condition = conditionOf(query.filter)
  const facts = [query.only && t('inbox.onlyUnread'), team, channel, condition && view].filter(Boolean)
  return (
    <>
      {facts.join(' · ')}
      {condition && (
        <Suspense fallback={t('inbox.filtered')}>
          {view ? ': ' : facts.length > 0 && ' · '}
          <ConditionWords subject="conversation" condition={condition} />
        </Suspense>
      )}
    </>
  )
}
