import { Cable, ChevronRight, Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import { say } from '../../i18n/index.ts'
import type { Channel } from '../../../../contract/channels.ts'
import { useMay } from '../../sync/may.ts'
import { useStore } from '../../sync/store.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Icon } from '../../ui/icon.tsx'
import { RowCard, SettingsFrame } from '../settings/frame.tsx'
import { ChannelPage } from './channel-page.tsx'
import { HealthChip } from './health-chip.tsx'
import { KindMark } from './kind-mark.tsx'
import { NewChannel } from './new-channel.tsx'

/** All channels with how they are; `id` shows one of them, `new` the way to another. */
export function ChannelsSection({ id }: { id?: string }) {
  if (id === 'new') return <NewChannel />
  if (id) return <ChannelPage key={id} id={id} />
  return <ChannelList />
}

function ChannelList() {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const channels = useStore((state) => state.channels)
  const mayManage = useMay('channel.manage')
  const all = Object.values(channels).sort((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt))
  const connect = mayManage && (
    <Button look="primary" onClick={() => navigate('/settings/channels/new')}>
      <Icon of={Plus} />
      {t('channels.connect')}
    </Button>
  )
  if (all.length === 0)
    return (
      <SettingsFrame title={t('channels.title')} lead={t('channels.lead')}>
        <Empty icon={Cable} title={t('channels.empty')} hint={t('channels.emptyHint')}>
          {connect}
        </Empty>
      </SettingsFrame>
    )
  return (
    <SettingsFrame title={t('channels.title')} lead={t('channels.lead')} action={connect}>
      <RowCard>
        {all.map((channel) => (
          <li key={channel.id}>
            <Row channel={channel} />
          </li>
        ))}
      </RowCard>
    </SettingsFrame>
  )
}

function Row({ channel }: { channel: Channel }) {
  const { t } = useTranslation()
  return (
    <Link
      to={`/settings/channels/${channel.id}`}
      className="flex items-center gap-3.5 px-4 py-3.5 hover:bg-hover focus-visible:shadow-[inset_0_0_0_2px_var(--accent)]"
    >
      <KindMark kind={channel.kind} />
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{channel.name}</span>
        <span className="block truncate text-s text-ink-3">
          {channel.health.message ? say(channel.health.message) : t(`channels.kindLead_${channel.kind}`)}
        </span>
      </span>
      {channel.parked > 0 && <Chip tone="warn">{t('channels.parkedCount', { count: channel.parked })}</Chip>}
      <HealthChip channel={channel} />
      <Icon of={ChevronRight} className="text-ink-3" />
    </Link>
  )
}
