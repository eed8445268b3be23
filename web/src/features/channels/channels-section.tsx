import { Cable, Plus } from 'lucide-react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useLocation } from 'wouter'
import { useMay } from '../../sync/may.ts'
import { useStore } from '../../sync/store.ts'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Icon } from '../../ui/icon.tsx'
import { RowCard, SettingsFrame } from '../settings/frame.tsx'
import { ChannelPage } from './channel-page.tsx'
import { ChannelRow } from './channel-row.tsx'
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
            <ChannelRow channel={channel} />
          </li>
        ))}
      </RowCard>
    </SettingsFrame>
  )
}
