import { CheckCheck, CloudOff, Inbox, type LucideIcon, SearchX } from 'lucide-react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useLocation } from 'wouter'
import { type List, loadList, type Query } from '../../sync/lists.ts'
import { useMay } from '../../sync/may.ts'
import { Button } from '../../ui/button.tsx'
import { Empty, RowSkeletons } from '../../ui/empty.tsx'
import { isNarrowed, useInboxQuery, whole } from './use-inbox-query.ts'

/** What stands in the list when there are no rows: still loading, failed, or truly nothing. */
export function ListState({ query, list }: { query: Query; list: List | undefined }) {
  const { t } = useTranslation()
  if (list?.phase === 'failed')
    return (
      <Empty icon={CloudOff} title={t('inbox.failed')} hint={t('error.offline')}>
        <Button onClick={() => void loadList(query)}>{t('app.retry')}</Button>
      </Empty>
    )
  if (list?.phase !== 'ready') return <RowSkeletons />
  return isNarrowed(query) ? <NothingFits /> : <NothingHere query={query} />
}

function NothingFits() {
  const { t } = useTranslation()
  const { change } = useInboxQuery()
  return (
    <Nothing
      icon={SearchX}
      title={t('inbox.noneFit')}
      hint={t('inbox.noneFitHint')}
      action={t('inbox.clearFilter')}
      onAct={() => change(whole)}
    />
  )
}

function NothingHere({ query }: { query: Query }) {
  const { t } = useTranslation()
  const { change } = useInboxQuery()
  const [, navigate] = useLocation()
  const mayConnect = useMay('channel.manage')
  if (query.status === 'resolved')
    return (
      <Nothing
        icon={CheckCheck}
        title={t('inbox.emptyResolved')}
        hint={t('inbox.emptyResolvedHint')}
        action={t('inbox.emptyResolvedAction')}
        onAct={() => change({ status: 'open' })}
      />
    )
  if (query.view === 'mine')
    return (
      <Nothing
        icon={Inbox}
        title={t('inbox.emptyMine')}
        hint={t('inbox.emptyMineHint')}
        action={t('inbox.emptyMineAction')}
        onAct={() => change({ view: 'unassigned' })}
      />
    )
  if (query.view === 'unassigned')
    return (
      <Nothing
        icon={CheckCheck}
        title={t('inbox.emptyUnassigned')}
        hint={t('inbox.emptyUnassignedHint')}
        action={t('inbox.emptyUnassignedAction')}
        onAct={() => change({ view: 'all' })}
      />
    )
  return (
    <Nothing
      icon={Inbox}
      title={t('inbox.emptyAll')}
      hint={mayConnect ? t('inbox.emptyAllHint') : t('inbox.emptyAllWait')}
      action={mayConnect ? t('inbox.emptyAllAction') : null}
      onAct={() => navigate('/settings/channels')}
    />
  )
}

type NothingProps = { icon: LucideIcon; title: string; hint: string; action: string | null; onAct: () => void }

function Nothing({ icon, title, hint, action, onAct }: NothingProps) {
  return (
    <Empty icon={icon} title={title} hint={hint}>
      {action && <Button onClick={onAct}>{action}</Button>}
    </Empty>
  )
}
