import { ArrowLeft, Check, PanelRight, RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { useLocation } from 'wouter'
import type { Conversation } from '../../../../../contract/conversations.ts'
import { useActions } from '../../../app/actions.ts'
import { markUnread } from '../../../sync/commands.ts'
import { useMay } from '../../../sync/may.ts'
import { useStore } from '../../../sync/store.ts'
import { Button, IconButton } from '../../../ui/button.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { useIsWide } from '../../../ui/use-media.ts'
import { KindMark } from '../../channels/kind-mark.tsx'
import { SurfaceChip } from '../surface-chip.tsx'
import { useCustomerName } from '../use-customer-name.ts'
import { searchOf, useInboxQuery } from '../use-inbox-query.ts'
import { assignWithToast, resolveWithToast } from './acts.ts'
import { report } from '../../../ui/failure.ts'
import { correctNewest } from './correct.ts'
import { MoreMenu } from './more-menu.tsx'
import { AssignMenu } from './assign-menu.tsx'
import { Presence } from './presence.tsx'

type Props = { conversation: Conversation; onDone: () => void; onProfile: () => void }

/** Who this is, through which channel, whose it is, and the two acts that end or hand over a conversation. */
export function ThreadHeader({ conversation, onDone, onProfile }: Props) {
  const { t } = useTranslation()
  const name = useCustomerName(conversation)
  const me = useStore((state) => state.me)
  const isWide = useIsWide()
  const [assigning, setAssigning] = useState(false)
  const isOpen = conversation.status === 'open'
  const { open } = useInboxQuery()
  const resolve = () => {
    resolveWithToast(conversation, name, () => open(conversation.id))
    if (isOpen) onDone()
  }
  const canWork = useMay('inbox.work')
  const acts = [
    { id: 'resolve', label: isOpen ? t('thread.resolve') : t('thread.reopen'), keys: 'e', run: resolve },
    { id: 'assign', label: t('thread.assign'), keys: 'a', run: () => setAssigning(true) },
    { id: 'take', label: t('keys.takeOver'), keys: 'm', run: () => me && assignWithToast(conversation, name, me) },
    { id: 'mood', label: t('sentiment.correctNewest'), keys: 's', run: () => correctNewest(conversation.id, 'mood') },
    { id: 'topic', label: t('topic.correctNewest'), run: () => correctNewest(conversation.id, 'topic') },
  ]
  const put = { id: 'unread', label: t('thread.markUnread'), keys: 'u', run: () => void markUnread(conversation.id).catch(report) }
  useActions(canWork ? [...acts, put] : [put])
  return (
    <header className="@container flex h-[60px] flex-none items-center gap-2 border-b border-line bg-panel px-2.5 md:gap-3 md:px-5">
      <BackButton />
      <div className="min-w-0 flex-1">
        <h1 className="truncate text-l leading-[1.3] font-[650]">{name}</h1>
        <Facts conversation={conversation} />
      </div>
      <Presence conversationId={conversation.id} />
      {canWork && <AssignMenu conversation={conversation} name={name} open={assigning} onOpenChange={setAssigning} />}
      {canWork && (
        <Button
          look={isOpen ? 'primary' : 'plain'}
          onClick={resolve}
          title={`${isOpen ? t('thread.resolve') : t('thread.reopen')} (E)`}
          aria-label={isOpen ? t('thread.resolve') : t('thread.reopen')}
        >
          <Icon of={isOpen ? Check : RotateCcw} />
          <span className="hidden @md:inline">{isOpen ? t('thread.resolve') : t('thread.reopen')}</span>
        </Button>
      )}
      <MoreMenu id={conversation.id} />
      {!isWide && (
        <IconButton bordered label={t('thread.profile')} onClick={onProfile}>
          <Icon of={PanelRight} />
        </IconButton>
      )}
    </header>
  )
}

function BackButton() {
  const { t } = useTranslation()
  const { query } = useInboxQuery()
  const [, navigate] = useLocation()
  return (
    <IconButton bordered label={t('app.back')} className="md:hidden" onClick={() => navigate(`/inbox${searchOf(query)}`)}>
      <Icon of={ArrowLeft} />
    </IconButton>
  )
}

function Facts({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation()
  const me = useStore((state) => state.me?.id)
  const channel = useStore((state) => state.channels[conversation.channelId]?.name)
  const assignee = useStore((state) => (conversation.assigneeId ? state.users[conversation.assigneeId]?.name : undefined))
  const who = conversation.assigneeId === me ? t('app.you') : assignee
  const team = useStore((state) => (conversation.teamId ? state.teams[conversation.teamId]?.name : undefined))
  const facts = [channel, team, who ? t('thread.assignee', { name: who }) : t('thread.nobody'), conversation.subject]
  return (
    <p className="flex items-center gap-1.5 overflow-hidden text-s text-ink-3">
      <KindMark kind={conversation.channelKind} size={14} />
      <SurfaceChip surface={conversation.surface} />
      <span className="truncate">{facts.filter(Boolean).join(' · ')}</span>
    </p>
  )
}
